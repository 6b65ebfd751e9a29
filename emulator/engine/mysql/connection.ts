import type { BoundStatement, Connection, RowSink, StatementResult } from '../engine.ts';
import { runEach } from '../run-each.ts';
import { encodeExecution, encodeQuery } from './encode-command.ts';
import { isFault, toDatabaseException, toException, toServerError } from './errors.ts';
import { asMySqlSays } from './mariadb-errors.ts';
import { outdatePrepared, type PreparedStatement } from './prepared-statements.ts';
import { AnswerReader } from './read-answer.ts';
import { RowList } from './row-list.ts';
import { runAhead } from './run-ahead.ts';
import { ServerTransaction } from './server-transaction.ts';
import type { Stopper } from './stopper.ts';
import type { Wire } from './wire.ts';

const LAST_ID = /LAST_INSERT_ID/i;
/**
 * SET NAMES and its like change how the server takes what we send: all of it is UTF-8, and so is what we read. A
 * collation that was chosen stays, else it is the one that the driver begins with.
 */
const ENCODINGS = /\b(?:NAMES|CHARSET|CHARACTER(?:_SET_\w+)?|COLLATION_CONNECTION)\b/i;
const AS_WE_SPEAK = `SET character_set_client = utf8mb4, character_set_results = utf8mb4, collation_connection =
  IF(@@character_set_connection = 'utf8mb4', @@collation_connection, 'utf8mb4_unicode_ci')`;
/** Statements that the server runs as text only: ER_UNSUPPORTED_PS. */
const CANNOT_PREPARE = 1295;

/** A connection that is lent to one user. */
export class MySqlConnection implements Connection {
  readonly #wire: Wire;
  readonly #stopper: Stopper;
  readonly #transaction: ServerTransaction;
  readonly #giveBack: (isFit: boolean) => void;
  /** Not fit for another user: session state was touched, or a statement was stopped. */
  #isSpent = false;
  /** LAST_INSERT_ID() is this user's own: an earlier user's does not show. */
  #ownsLastId: boolean;
  /** Statements wait on the server behind the one that runs. */
  #isAhead = false;

  /** @param giveBack gives the driver's connection back: to its pool where it is fit for another user, else it ends it. */
  constructor(wire: Wire, stopper: Stopper, giveBack: (isFit: boolean) => void) {
    this.#wire = wire;
    this.#ownsLastId = !wire.hasGeneratedIds;
    this.#stopper = stopper;
    this.#transaction = new ServerTransaction(wire, stopper, (sql) => this.#command(sql));
    this.#giveBack = giveBack;
  }

  get id(): number {
    return this.#wire.id;
  }

  get isBroken(): boolean {
    return this.#wire.breakage !== undefined;
  }

  async run(statement: BoundStatement, rows?: RowSink): Promise<StatementResult> {
    if (this.#stopper.isCancelling) await this.#stopper.settle();
    if (statement.kind.touchesSession) await this.#enterSession(statement);
    try {
      const result = await this.#execute(statement, rows);
      if (result.generatedId !== undefined) this.#ownsLastId = true;
      if (statement.kind.touchesSession && ENCODINGS.test(statement.text)) await this.#command(AS_WE_SPEAK);
      return statement.kind.isDefinition ? { affectedRows: 0 } : result;
    } catch (error) {
      throw await this.#toException(error, statement.text);
    } finally {
      // Also where it failed: not all that it changes is undone then.
      if (statement.kind.isDefinition || statement.kind.runsOthers) outdatePrepared();
      if (statement.kind.changesSurroundings) this.#wire.prepared.outdate();
    }
  }

  async runAtomically(statements: readonly BoundStatement[], checkWanted: () => void): Promise<StatementResult[]> {
    const areAhead = statements.length > 1 && statements.every(({ kind }) => kind.isRowChange);
    if (areAhead) await this.#transaction.turnAutocommitOff();
    else this.begin();
    try {
      const results = await (areAhead
        ? this.#runAhead(statements, checkWanted)
        : runEach(this, statements, checkWanted));
      await this.commit();
      return results;
    } catch (error) {
      await this.rollback().catch(() => undefined);
      throw error;
    }
  }

  begin(): void {
    this.#transaction.begin();
  }

  commit(): Promise<void> {
    return this.#transaction.end('COMMIT');
  }

  rollback(): Promise<void> {
    return this.#transaction.end('ROLLBACK');
  }

  cancel(): Promise<void> {
    this.#isSpent = true;
    // With QUERY, the next one in the server's queue would run as if nothing had happened.
    return this.#stopper.cancel(this.#isAhead || this.#transaction.isBeginning ? 'CONNECTION' : 'QUERY');
  }

  kill(): Promise<void> {
    return this.#stopper.kill();
  }

  async release(): Promise<void> {
    if (this.#stopper.isAtWork) await this.#stopper.end();
    if (this.#isSpent && !this.isBroken) await this.#forgetSession();
    this.#giveBack(!this.#isSpent && !this.isBroken);
  }

  async #execute(statement: BoundStatement, rows: RowSink | undefined): Promise<StatementResult> {
    const { kind, text, values } = statement;
    const wire = this.#wire;
    const isText = kind.runsAsText && values.length === 0;
    const prepared = isText ? undefined : (wire.prepared.find(statement) ?? (await this.#prepare(statement)));
    const packet =
      prepared === undefined
        ? encodeQuery(text, wire.hasQueryAttributes)
        : encodeExecution({ id: prepared.id, values }, wire.hasQueryAttributes);
    const reader = new AnswerReader(wire, {
      sql: text,
      rows,
      isBinary: prepared !== undefined,
      memory: prepared ?? { columns: undefined },
      stop: () => void this.cancel(),
    });
    return this.#transaction.send(packet, reader, kind);
  }

  /** @returns undefined where the server cannot. */
  async #prepare(statement: BoundStatement): Promise<PreparedStatement | undefined> {
    try {
      return await this.#wire.prepared.get(statement);
    } catch (error) {
      if (toServerError(error)?.errno === CANNOT_PREPARE && statement.values.length === 0) return undefined;
      throw error;
    }
  }

  #runAhead(statements: readonly BoundStatement[], checkWanted: () => void): Promise<StatementResult[]> {
    this.#isAhead = true;
    const runner = {
      runAlone: (statement: BoundStatement) => this.#execute(statement, undefined),
      giveUp: () => void this.cancel(),
      checkWanted,
    };
    return runAhead(this.#wire, statements, runner)
      .catch(async (error: unknown) => {
        throw await this.#toException(error, statements[0]?.text ?? '');
      })
      .finally(() => {
        this.#isAhead = false;
      });
  }

  async #toException(error: unknown, sql: string): Promise<Error> {
    // After a fault nobody knows what the connection is in the middle of.
    if (isFatal(error) || isFault(error)) this.#wire.break(error);
    const serverError = this.#wire.isMariaDb ? toServerError(error) : undefined;
    if (serverError === undefined) return toDatabaseException(error);
    return toException(await asMySqlSays(serverError, sql, (question) => this.#ask(question)));
  }

  async #ask(sql: string): Promise<readonly (readonly unknown[])[]> {
    const list = new RowList();
    await this.#wire.query(sql, list).catch(() => undefined);
    return list.rows;
  }

  async #enterSession(statement: BoundStatement): Promise<void> {
    this.#isSpent = true;
    // What generates ids unseen must not lose them to a later reset.
    if (this.#ownsLastId || !(statement.kind.runsOthers || LAST_ID.test(statement.text))) return;
    await this.#command('SET SESSION last_insert_id = 0');
    this.#ownsLastId = true;
  }

  /** Locks and temporary tables are gone when the caller has its answer, not only when the server notices the end. */
  #forgetSession(): Promise<void> {
    return new Promise((resolve) => this.#wire.driver.reset(() => resolve()));
  }

  async #command(sql: string): Promise<void> {
    try {
      await this.#wire.query(sql);
    } catch (error) {
      this.#isSpent = true;
      throw toDatabaseException(error);
    }
  }
}

/** The driver tells the loss of a connection to its own command that waits, or else to the connection. */
function isFatal(error: unknown): error is Error {
  return error instanceof Error && 'fatal' in error && error.fatal === true;
}
