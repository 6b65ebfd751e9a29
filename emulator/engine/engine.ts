import type { ServiceException } from '../model/exceptions.ts';
import type { ColumnMetadata } from '../model/types.ts';

/** What an engine is to the rest of the emulator. Each engine is a folder beside this file; nothing above knows its driver. */
export interface Engine {
  readonly dialect: Dialect;
  /**
   * Borrows a connection that has no transaction open; `release` gives it back.
   *
   * @throws ServiceException where the server cannot be reached or refuses the credentials or the database.
   */
  connect(target: Target, purpose: Purpose): Promise<Connection>;
  /** Definitions were changed past it: what it has learnt of them counts no more. */
  outdate(): void;
  /** Stops what still runs and closes every connection, lent or not; a server that does not answer is not waited for. */
  close(): Promise<void>;
}

/** What a connection is for. A `session` call reads or leaves session state: it gets a connection that nobody used before. */
export type Purpose = 'call' | 'session' | 'transaction';

/** Where a connection leads, and as whom. */
export interface Target {
  /** What the server was read from, `mysql://host:port`; credentials in it are ignored. */
  readonly url: string;
  /** A name or an address; one of IPv6 is without brackets. */
  readonly host: string;
  readonly port: number;
  /** Unix socket, taken instead of host and port. */
  readonly socketPath?: string;
  readonly tls?: Tls;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** The databases that there are for this caller; absent for all that the server has. */
  readonly databases?: readonly string[];
}

/** How the way to a server is encrypted. */
export interface Tls {
  /** What is checked: nothing, who signed the server's certificate, or also that it is for this host. */
  readonly verify: 'nothing' | 'authority' | 'identity';
  /** Certificates of who may sign, as PEM text; absent for those that everybody trusts. */
  readonly authorities?: string;
}

/** A connection that is lent to one user; what is left of its statements shows to nobody else. */
export interface Connection {
  /** The server's own number of the connection. */
  readonly id: number;
  /** The server cannot be reached through it any more; what was not committed is lost. */
  readonly isBroken: boolean;
  /**
   * Runs one statement. Rows go to the sink as they arrive; when it throws, the statement is stopped on the server and
   * what it threw is thrown here. Without a sink, rows are discarded.
   *
   * @throws ServiceException what the database says, in the service's form; after `commit` or `rollback` what it says of
   *   a statement that was stopped. A fault of the emulator is thrown as it is, and the connection counts as broken.
   */
  run(statement: BoundStatement, rows?: RowSink): Promise<StatementResult>;
  /**
   * Runs the statements in order, all or none; rows are discarded. One after another, or many at once where the effect is
   * the same.
   *
   * @param checkWanted throws where nobody wants the rest any more.
   * @throws ServiceException what the database says of the first one that fails; nothing is left of the others then.
   */
  runAtomically(statements: readonly BoundStatement[], checkWanted: () => void): Promise<StatementResult[]>;
  /** From the next statement on, everything is one transaction; what sets its characteristics may come before. */
  begin(): void;
  /**
   * Ends what `begin` began; no statement runs after it. A transaction without a statement has nothing to send.
   *
   * @throws ServiceException what the database says where it refuses, DatabaseUnavailableException where the connection
   *   is lost: nothing says then whether it was done.
   */
  commit(): Promise<void>;
  /** As `commit`, but nothing is left; where the connection is lost, the server does it by itself. @throws the same. */
  rollback(): Promise<void>;
  /** Stops the statement that is running; the connection lives on, unless others wait behind it. Never throws. */
  cancel(): Promise<void>;
  /** Ends the connection on the server, from outside, and waits until that shows here. Never throws. */
  kill(): Promise<void>;
  /** Gives the connection back, or ends it where its state is not the initial one any more. Never throws. */
  release(): Promise<void>;
}

/** One statement ready to run: `?` in the text stand for the values, in order. */
export interface BoundStatement {
  readonly text: string;
  readonly values: readonly BoundValue[];
  readonly kind: StatementKind;
}

/** A value for a `?`, by the type that the server is told. */
export type BoundValue =
  | { readonly type: 'null' }
  | { readonly type: 'boolean'; readonly value: boolean }
  /** A safe integer, or a bigint beyond. */
  | { readonly type: 'long'; readonly value: number | bigint }
  | { readonly type: 'double'; readonly value: number }
  | { readonly type: 'decimal' | 'string'; readonly value: string }
  | { readonly type: 'blob'; readonly value: Buffer };

/**
 * Hears of the rows of a result as they arrive: of each its values, from the first column to the last. They are told one
 * by one, in the form in which they came, so that nothing is made of them on the way into an answer.
 */
export interface RowSink {
  /** Called once, before the rows, for a statement that yields rows. */
  columns(columns: readonly Column[]): void;
  startRow(): void;
  null(): void;
  boolean(value: boolean): void;
  number(value: number): void;
  /** A text, or the digits of an integer beyond 2^53. */
  text(value: string): void;
  /** A text as UTF-8 bytes; the buffer is reused after this returns, so copy what you keep. */
  utf8(bytes: Buffer, start: number, end: number): void;
  blob(bytes: Buffer): void;
  endRow(): void;
}

/** A value as its column's `member` wants it: integers beyond 2^53 are their digits. */
export type Value = null | boolean | number | string | Buffer;

/** A column of a result, told before its rows. */
export interface Column {
  /** The alias, or the expression's text. */
  readonly label: string;
  /** Digits after the point. */
  readonly scale: number;
  /** All that the service tells of the column, for callers who ask. */
  describe(): ColumnMetadata;
  /** The member of a Field that carries the values of this column. */
  readonly member: 'booleanValue' | 'longValue' | 'doubleValue' | 'stringValue' | 'blobValue';
  /** Decimals are strings by default, numbers by `decimalReturnType`. */
  readonly isDecimal: boolean;
}

/** What is known of a statement that succeeded, but for its rows. */
export interface StatementResult {
  /** Inserted, deleted or matched rows; 0 for a statement that yields rows. */
  readonly affectedRows: number;
  /** The first AUTO_INCREMENT value that an insert made, as the digits of a 64-bit integer with a sign. */
  readonly generatedId?: string;
}

/** What a dialect can tell from a statement's words. */
export interface StatementKind {
  readonly isSelect: boolean;
  /** CREATE, ALTER, DROP and the like: no rows are counted for them. */
  readonly isDefinition: boolean;
  readonly isStoredProgram: boolean;
  /** It runs statements that are not seen here, as CALL does: definitions and inserts may be among them. */
  readonly runsOthers: boolean;
  /** It changes rows and nothing else: a rollback leaves nothing of it. */
  readonly isRowChange: boolean;
  /** It sets the characteristics of the transaction that is about to start. */
  readonly setsTransaction: boolean;
  /** To prepare it would change what it answers, or is known to fail. */
  readonly runsAsText: boolean;
  /** It reads or leaves behind state of its connection: variables, locks, temporary tables, the current database. */
  readonly touchesSession: boolean;
  /** It may change what other statements mean in its session: the current database, variables, modes. */
  readonly changesSurroundings: boolean;
}

/** How an engine's SQL is read before its server sees it. */
export interface Dialect {
  readonly textRules: TextRules;
  /**
   * @param words the first words, in upper case.
   * @param mentions asks whether the statement's code matches.
   * @param quotes asks whether its text matches from one of its quoted names on, quotes included.
   */
  kindOf(
    words: readonly string[],
    mentions: (pattern: RegExp) => boolean,
    quotes: (pattern: RegExp) => boolean,
  ): StatementKind;
  /** What the server says to an execution that brings too few values. */
  missingValues(): ServiceException;
}

/** How a dialect writes strings, names and comments. */
export interface TextRules {
  readonly quotes: Readonly<Record<string, { kind: 'string' | 'quotedName'; backslashEscapes: boolean }>>;
  /** Whether a comment to the end of the line begins here. */
  lineComment(sql: string, at: number): boolean;
  /** @returns where the mark ends that opens a comment which the server runs, or `at` where none does. */
  codeComment(sql: string, at: number): number;
}
