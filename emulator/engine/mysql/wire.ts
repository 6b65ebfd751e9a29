import type { Connection as DriverConnection } from 'mysql2';
import type { Clock } from '../../clock.ts';
import type { RowSink, StatementResult } from '../engine.ts';
import {
  hasExtendedMetadata,
  hasQueryAttributes,
  isCommandRunner,
  isMariaDb,
  type CommandRunner,
} from './driver-connection.ts';
import { encodeQuery } from './encode-command.ts';
import { startExchange, type Exchange } from './exchange.ts';
import { PreparedStatements } from './prepared-statements.ts';
import { AnswerReader } from './read-answer.ts';
import type { ServerTraits } from './result-columns.ts';

/** What is sent, and who hears of the answers. */
type Sent = Omit<Exchange, 'answered'> & Partial<Pick<Exchange, 'answered'>>;

/** One connection of the driver for as long as it lives: what goes over it, and whether it still can. */
export class Wire implements ServerTraits {
  /** The server's own number of the connection. */
  readonly id: number;
  readonly driver: DriverConnection;
  readonly isMariaDb: boolean;
  readonly isExtended: boolean;
  /** Packets say how many parameters they have: see `encodeQuery`. */
  readonly hasQueryAttributes: boolean;
  readonly prepared: PreparedStatements;
  readonly #runner: CommandRunner;

  #hasGeneratedIds = false;
  #breakage: Error | undefined;
  /** Fail what was sent and is not answered, in its order. */
  readonly #failures: ((error: Error) => void)[] = [];

  /**
   * @param driver is connected.
   * @param clock tells how long ago a statement was prepared.
   * @throws Error where this is another version of the driver, made in another way.
   */
  constructor(driver: DriverConnection, clock: Clock) {
    if (!isCommandRunner(driver)) throw new Error('This mysql2 is not the version that is needed: install it anew');
    this.id = driver.threadId ?? 0;
    this.driver = driver;
    this.isMariaDb = isMariaDb(driver);
    this.hasQueryAttributes = hasQueryAttributes(driver);
    this.prepared = new PreparedStatements(driver, clock);
    this.#runner = driver;
    this.isExtended = hasExtendedMetadata(driver);
    // The driver tells a loss to the connection, not to the statement. It may come while nobody uses the connection.
    driver.on('error', (error: Error) => this.break(error));
  }

  /** LAST_INSERT_ID() may be something else than 0. */
  get hasGeneratedIds(): boolean {
    return this.#hasGeneratedIds;
  }

  /** Why the server cannot be reached through it any more; what was not committed is lost then. */
  get breakage(): Error | undefined {
    return this.#breakage;
  }

  /** From now on it is lost, and with it what runs. */
  break(error: Error): void {
    this.#breakage = error;
    for (const fail of this.#failures.splice(0)) fail(error);
  }

  /** Runs a text; only one without values of others. @throws what the server says, as it is. */
  async query(sql: string, rows?: RowSink): Promise<void> {
    const options = { sql, rows, isBinary: false, memory: { columns: undefined }, stop: () => undefined };
    const [answer] = await this.send({
      packets: [encodeQuery(sql, this.hasQueryAttributes)],
      answers: 1,
      reader: new AnswerReader(this, options),
    });
    if (answer instanceof Error) throw answer;
  }

  /** Sends statements, one behind the other. @returns all answers. @throws Error where the connection is lost. */
  send({ packets, answers, answerNumber, reader, answered }: Sent): Promise<(StatementResult | Error)[]> {
    return new Promise((resolve, reject) => {
      if (this.#breakage !== undefined) return reject(this.#breakage);
      this.#failures.push(reject);
      const all: (StatementResult | Error)[] = [];
      const add = (answer: StatementResult | Error, isLast: boolean): void => {
        all.push(answer);
        // One that fails in its second row has generated an id for the first.
        if (answer instanceof Error || answer.generatedId !== undefined) this.#hasGeneratedIds = true;
        answered?.(answer, isLast);
        if (!isLast) return;
        this.#failures.shift();
        resolve(all);
      };
      startExchange(this.#runner, { packets, answers, answerNumber, reader, answered: add });
    });
  }
}
