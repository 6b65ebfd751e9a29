import type { Connection as DriverConnection, RowDataPacket } from 'mysql2';
import type { ServiceException } from '../../model/exceptions.ts';
import type { BoundStatement, Connection, RowSink, StatementResult } from '../engine.ts';
import { collectResult } from './collect-result.ts';
import { toException, toServerError, toServiceException } from './errors.ts';
import { executeAhead, isCommandRunner, type CommandRunner } from './execute-ahead.ts';
import type { ColumnDefinition } from './fields.ts';
import { asMySqlDescribes } from './mariadb-columns.ts';
import { asMySqlSays } from './mariadb-errors.ts';
import { runInRounds } from './run-in-rounds.ts';
import { outdatePrepared, prepareTogether, startStatement } from './start-statement.ts';

const LAST_ID = /LAST_INSERT_ID/i;
/** ER_LOCK_WAIT_TIMEOUT */
const LOCK_WAIT_TIMEOUT = 1205;
const IGNORE_ROWS: RowSink = { columns: () => undefined, row: () => undefined };

/** One lent connection of the driver. */
export class MySqlConnection implements Connection {
  readonly id: number;
  readonly #driver: DriverConnection;
  readonly #isMariaDb: boolean;
  readonly #openAnother: () => Promise<DriverConnection>;
  readonly #released: () => void;
  /** Not fit for another user: session state was touched, a statement was stopped, or it broke. */
  #isSpent = false;
  /** LAST_INSERT_ID() is this user's own: an earlier user's does not show. */
  #ownsLastId = false;
  /** A transaction is asked for, and starts with its first statement. */
  #isToBegin = false;
  #breakage: Error | undefined;
  #cancelling: Promise<void> | undefined;
  #killing: Promise<void> | undefined;
  /** COMMIT and ROLLBACK turn it on again. */
  #isAutocommitOff = false;
  /** Statements wait on the server behind the one that runs. */
  #isAhead = false;
  /** Fails what is running. */
  #failRunning: (error: Error) => void = () => undefined;

  /**
   * @param openAnother opens a second connection to the same server, to stop what runs on this one.
   * @param released told when it was given back.
   */
  constructor(driver: DriverConnection, openAnother: () => Promise<DriverConnection>, released: () => void) {
    this.id = driver.threadId ?? 0;
    this.#driver = driver;
    this.#isMariaDb = isMariaDb(driver);
    this.#openAnother = openAnother;
    this.#released = released;
    driver.on('error', this.#break);
  }

  get isBroken(): boolean {
    return this.#breakage !== undefined;
  }

  async run(statement: BoundStatement, rows: RowSink): Promise<StatementResult> {
    await this.#settle();
    if (this.#isToBegin && !statement.kind.setsTransaction) await this.#start();
    if (statement.kind.touchesSession) await this.#enterSession(statement);
    try {
      const result = await this.#execute(statement, rows);
      if (result.generatedId !== undefined) this.#ownsLastId = true;
      if (!statement.kind.isDefinition) return result;
      outdatePrepared();
      return { affectedRows: 0 };
    } catch (error) {
      if (isFatal(error)) this.#break(error);
      throw await this.#toException(error, statement.text);
    }
  }

  async runAtomically(statements: readonly BoundStatement[], checkWanted: () => void): Promise<StatementResult[]> {
    const runner = isCommandRunner(this.#driver) ? this.#driver : undefined;
    const areAhead = runner !== undefined && statements.length > 1 && statements.every(({ kind }) => kind.isRowChange);
    if (areAhead) await this.#turnAutocommitOff();
    else this.begin();
    try {
      const results = await (areAhead
        ? this.#runAhead(runner, statements, checkWanted)
        : this.#runEach(statements, checkWanted));
      await this.commit();
      return results;
    } catch (error) {
      await this.rollback().catch(() => undefined);
      throw error;
    }
  }

  begin(): void {
    this.#isToBegin = true;
  }

  commit(): Promise<void> {
    return this.#end('COMMIT');
  }

  rollback(): Promise<void> {
    return this.#end('ROLLBACK');
  }

  cancel(): Promise<void> {
    this.#isSpent = true;
    // With QUERY, the next one in the server's queue would run as if nothing had happened.
    this.#cancelling ??= this.#kill(this.#isAhead ? 'CONNECTION' : 'QUERY');
    return this.#cancelling;
  }

  kill(): Promise<void> {
    this.#killing ??= this.#killConnection();
    return this.#killing;
  }

  async release(): Promise<void> {
    await this.#cancelling;
    await this.#killing;
    if (this.#isSpent && !this.isBroken) await this.#forgetSession();
    this.#driver.off('error', this.#break);
    this.#released();
    if (!this.#isSpent && 'release' in this.#driver && typeof this.#driver.release === 'function') {
      this.#driver.release();
    } else this.#driver.destroy();
  }

  async #execute(statement: BoundStatement, rows: RowSink): Promise<StatementResult> {
    const { command } = await startStatement(this.#driver, statement);
    const describe = (definition: ColumnDefinition): ColumnDefinition =>
      this.#isMariaDb ? asMySqlDescribes(definition, statement.text) : definition;
    return this.#unlessBroken((resolve, reject) => {
      collectResult(command, { rows, describe, stop: () => void this.cancel() }).then(resolve, reject);
    });
  }

  async #runEach(statements: readonly BoundStatement[], checkWanted: () => void): Promise<StatementResult[]> {
    const results: StatementResult[] = [];
    for (const statement of statements) {
      results.push(await this.run(statement, IGNORE_ROWS));
      // A request to stop may come between two statements, where nothing runs that it could stop.
      checkWanted();
    }
    return results;
  }

  async #runAhead(
    runner: CommandRunner,
    statements: readonly BoundStatement[],
    checkWanted: () => void,
  ): Promise<StatementResult[]> {
    this.#isAhead = true;
    try {
      return await runInRounds(statements, async (round) => {
        const results = await this.#runRound(runner, round);
        checkWanted();
        return results;
      });
    } catch (error) {
      if (isFatal(error)) this.#break(error);
      throw await this.#toException(error, statements[0]?.text ?? '');
    } finally {
      this.#isAhead = false;
    }
  }

  /** @throws what the server says of the first one that fails, once it has answered the others. */
  async #runRound(runner: CommandRunner, round: readonly BoundStatement[]): Promise<StatementResult[]> {
    const executions = await prepareTogether(this.#driver, round);
    if (executions.length === 0) return this.#runEach(round.slice(0, 1), () => undefined);
    const results: StatementResult[] = [];
    const failures: unknown[] = [];
    const toCome = (): number => executions.length - results.length - failures.length;
    try {
      await this.#unlessBroken<void>((resolve) =>
        executeAhead(runner, executions, (answer) => {
          if (answer instanceof Error) failures.push(answer);
          else results.push(answer);
          if (toCome() === 0) resolve();
          // Those behind it would wait as long, one after another.
          else if (toServerError(answer)?.errno === LOCK_WAIT_TIMEOUT) void this.cancel();
        }),
      );
    } catch (error) {
      failures.push(error);
    }
    if (failures.length > 0) throw failures[0];
    return results;
  }

  /** The driver tells a lost connection to the connection, not to the statement. */
  #unlessBroken<Result>(
    start: (resolve: (result: Result) => void, reject: (error: Error) => void) => void,
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#failRunning = reject;
      if (this.#breakage !== undefined) reject(this.#breakage);
      start(resolve, reject);
    });
  }

  async #toException(error: unknown, sql: string): Promise<ServiceException> {
    const serverError = this.#isMariaDb ? toServerError(error) : undefined;
    if (serverError === undefined) return toServiceException(error);
    return toException(await asMySqlSays(serverError, sql, (question) => this.#ask(question)));
  }

  #ask(sql: string): Promise<readonly (readonly unknown[])[]> {
    return new Promise((resolve) => {
      this.#driver.query<RowDataPacket[][]>(sql, (error, rows) => resolve(error === null ? rows : []));
    });
  }

  readonly #break = (error: Error): void => {
    this.#breakage = error;
    this.#isSpent = true;
    this.#failRunning(error);
  };

  async #start(): Promise<void> {
    await this.#command('START TRANSACTION');
    this.#isToBegin = false;
  }

  /** What follows a deadlock, which ends a transaction, would commit itself otherwise. */
  async #turnAutocommitOff(): Promise<void> {
    await this.#command('SET autocommit = 0');
    this.#isAutocommitOff = true;
  }

  /** A transaction without a statement has nothing to send, but a lost connection is told all the same. */
  async #end(how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    if (this.#isToBegin) {
      if (this.#breakage !== undefined) throw toServiceException(this.#breakage);
      return;
    }
    await this.#command(how);
    // It would commit what a rollback that fails leaves behind. If it fails itself, nobody uses the connection again.
    if (this.#isAutocommitOff) await this.#command('SET autocommit = 1').catch(() => undefined);
    this.#isAutocommitOff = false;
  }

  async #enterSession(statement: BoundStatement): Promise<void> {
    this.#isSpent = true;
    if (this.#ownsLastId || !LAST_ID.test(statement.text)) return;
    await this.#command('SET SESSION last_insert_id = 0');
    this.#ownsLastId = true;
  }

  /** Locks and temporary tables are gone when the caller has its answer, not only when the server notices the end. */
  #forgetSession(): Promise<void> {
    return new Promise((resolve) => this.#driver.reset(() => resolve()));
  }

  /** A request to stop may reach the server after the statement has ended: an empty one takes it then. */
  async #settle(): Promise<void> {
    if (this.#cancelling === undefined) return;
    await this.#cancelling;
    this.#cancelling = undefined;
    await this.#command('DO 0').catch(() => undefined);
  }

  #command(sql: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#driver.query(sql, (error) => {
        if (error === null) return resolve();
        this.#isSpent = true;
        if (isFatal(error)) this.#break(error);
        reject(toServiceException(error));
      });
    });
  }

  /** Waits for the loss: once only, a second one would wait for ever. */
  async #killConnection(): Promise<void> {
    if (this.isBroken) return;
    const noticed = new Promise<void>((resolve) => this.#driver.once('error', () => resolve()));
    await this.#kill('CONNECTION');
    if (!this.isBroken) await noticed;
  }

  async #kill(what: 'QUERY' | 'CONNECTION'): Promise<void> {
    try {
      const other = await this.#openAnother();
      await other.promise().query(`KILL ${what} ${this.id}`);
      other.destroy();
    } catch {
      // No second connection to be had: ending this one makes the server notice.
      this.#driver.destroy();
      this.#break(new Error('The connection was closed to stop its statement'));
    }
  }
}

/** The driver tells the loss of a connection to the command that waits, or else to the connection. */
function isFatal(error: unknown): error is Error {
  return error instanceof Error && 'fatal' in error && error.fatal === true;
}

/** The driver knows it from the handshake, and keeps it to itself. */
function isMariaDb(driver: DriverConnection): boolean {
  return '_isMariaDB' in driver && driver._isMariaDB === true;
}
