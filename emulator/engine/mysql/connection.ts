import type { EventEmitter } from 'node:events';
import type { Connection as DriverConnection, PrepareStatementInfo, ResultSetHeader, RowDataPacket } from 'mysql2';
import type { ServiceException } from '../../model/exceptions.ts';
import type { BoundStatement, Connection, RowSink, StatementResult, Value } from '../engine.ts';
import { toColumn, type TypedColumn } from './column-metadata.ts';
import { CANNOT_PREPARE, toException, toServerError, toServiceException } from './errors.ts';
import type { ColumnDefinition } from './fields.ts';
import { asMySqlDescribes } from './mariadb-columns.ts';
import { asMySqlSays } from './mariadb-errors.ts';
import { toTypedParameter, toTypeKey } from './values.ts';

const LAST_ID = /LAST_INSERT_ID/i;

/** One lent connection of the driver. */
export class MySqlConnection implements Connection {
  readonly id: number;
  readonly #driver: DriverConnection;
  readonly #isMariaDb: boolean;
  readonly #openAnother: () => Promise<DriverConnection>;
  /** Not fit for another user: session state was touched, a statement was stopped, or it broke. */
  #isSpent = false;
  /** LAST_INSERT_ID() is this user's own: an earlier user's does not show. */
  #ownsLastId = false;
  #breakage: Error | undefined;
  #cancelling: Promise<void> | undefined;
  /** Fails the running statement: the driver tells a lost connection to the connection, not to the statement. */
  #failRunning: (error: Error) => void = () => undefined;

  /** @param openAnother opens a second connection to the same server, to stop what runs on this one. */
  constructor(driver: DriverConnection, openAnother: () => Promise<DriverConnection>) {
    this.id = driver.threadId ?? 0;
    this.#driver = driver;
    this.#isMariaDb = isMariaDb(driver);
    this.#openAnother = openAnother;
    driver.on('error', this.#break);
  }

  get isBroken(): boolean {
    return this.#breakage !== undefined;
  }

  async run(statement: BoundStatement, rows: RowSink): Promise<StatementResult> {
    await this.#settle();
    if (statement.kind.touchesSession) await this.#enterSession(statement);
    try {
      const { command } = await this.#start(statement);
      const result = await this.#collect(command, rows, statement.text);
      if (result.generatedId !== undefined) this.#ownsLastId = true;
      return statement.kind.isDefinition ? { affectedRows: 0 } : result;
    } catch (error) {
      throw await this.#toException(error, statement.text);
    }
  }

  begin(): Promise<void> {
    return this.#command('START TRANSACTION');
  }

  commit(): Promise<void> {
    return this.#command('COMMIT');
  }

  rollback(): Promise<void> {
    return this.#command('ROLLBACK');
  }

  cancel(): Promise<void> {
    this.#isSpent = true;
    this.#cancelling ??= this.#kill();
    return this.#cancelling;
  }

  async release(): Promise<void> {
    await this.#cancelling;
    this.#driver.off('error', this.#break);
    if (!this.#isSpent && 'release' in this.#driver && typeof this.#driver.release === 'function') {
      this.#driver.release();
    } else this.#driver.destroy();
  }

  /**
   * Prepared wherever the server can: values never become part of a statement's text.
   *
   * @returns the command in an object: it has a `then` that throws.
   */
  async #start(statement: BoundStatement): Promise<{ command: EventEmitter }> {
    try {
      const prepared = await this.#prepare(statement);
      return { command: prepared.execute(statement.values.map(toTypedParameter)) as unknown as EventEmitter };
    } catch (error) {
      const cannotPrepare = toServerError(error)?.errno === CANNOT_PREPARE && statement.values.length === 0;
      if (!cannotPrepare) throw error;
      return { command: this.#driver.query(statement.text) };
    }
  }

  #prepare({ text, values }: BoundStatement): Promise<PrepareStatementInfo> {
    // The driver's cache tells statements apart by their text and `nestTables`, an option that has no effect here:
    // it carries the types.
    const options = { sql: text, nestTables: toTypeKey(values) };
    return new Promise((resolve, reject) => {
      this.#driver.prepare(options as unknown as string, (error, prepared) =>
        error === null ? resolve(prepared) : reject(error),
      );
    });
  }

  /** Only the first result counts: a procedure may send several (contract 9). */
  async #collect(command: EventEmitter, rows: RowSink, sql: string): Promise<StatementResult> {
    let columns: readonly TypedColumn[] | undefined;
    let result: StatementResult | undefined;
    let failure: Error | undefined;
    const guarded = (step: () => void): void => {
      if (failure !== undefined) return;
      try {
        step();
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
        void this.cancel();
      }
    };
    command.on('fields', (definitions: readonly ColumnDefinition[] | undefined) => {
      if (definitions === undefined || columns !== undefined || result !== undefined) return;
      guarded(() => {
        columns = definitions.map((definition) =>
          toColumn(this.#isMariaDb ? asMySqlDescribes(definition, sql) : definition),
        );
        rows.columns(columns);
      });
    });
    command.on('result', (row: unknown[] | ResultSetHeader, resultIndex = 0) => {
      if (Array.isArray(row)) {
        if (resultIndex === 0) guarded(() => rows.row(toValues(row, columns ?? [])));
      } else result ??= toStatementResult(row);
    });
    await this.#ended(command).catch((error: unknown) => {
      throw failure ?? error;
    });
    if (failure !== undefined) throw failure;
    return columns === undefined && result !== undefined ? result : { affectedRows: 0 };
  }

  #ended(command: EventEmitter): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#failRunning = reject;
      if (this.#breakage !== undefined) reject(this.#breakage);
      command.once('end', resolve);
      command.once('error', reject);
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

  async #enterSession(statement: BoundStatement): Promise<void> {
    this.#isSpent = true;
    if (this.#ownsLastId || !LAST_ID.test(statement.text)) return;
    await this.#command('SET SESSION last_insert_id = 0');
    this.#ownsLastId = true;
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
        reject(toServiceException(error));
      });
    });
  }

  async #kill(): Promise<void> {
    try {
      const other = await this.#openAnother();
      await other.promise().query(`KILL QUERY ${this.id}`);
      other.destroy();
    } catch {
      // No second connection to be had: ending this one makes the server notice.
      this.#driver.destroy();
      this.#break(new Error('The connection was closed to stop its statement'));
    }
  }
}

/** The driver knows it from the handshake, and keeps it to itself. */
function isMariaDb(driver: DriverConnection): boolean {
  return '_isMariaDB' in driver && driver._isMariaDB === true;
}

function toValues(row: readonly unknown[], columns: readonly TypedColumn[]): Value[] {
  return columns.map(({ type }, index) => {
    const raw = row[index];
    return raw === null ? null : type.toValue(raw);
  });
}

function toStatementResult({ affectedRows, insertId }: ResultSetHeader): StatementResult {
  // The driver gives digits for what a number cannot hold, and takes an id of BIGINT UNSIGNED for a signed one.
  const generatedId = BigInt.asUintN(64, BigInt(insertId));
  return generatedId === 0n ? { affectedRows } : { affectedRows, generatedId: generatedId.toString() };
}
