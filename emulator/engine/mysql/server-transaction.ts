import type { StatementKind, StatementResult } from '../engine.ts';
import { encodeQuery, partsOf } from './encode-command.ts';
import { INTERRUPTED, toDatabaseException, toException } from './errors.ts';
import type { AnswerReader } from './read-answer.ts';
import type { Stopper } from './stopper.ts';
import type { Wire } from './wire.ts';

const START = 'START TRANSACTION';

/** The transaction of a connection's user, as the server has it: when it begins there, and whether it has ended. */
export class ServerTransaction {
  readonly #wire: Wire;
  readonly #stopper: Stopper;
  readonly #command: (sql: string) => Promise<void>;
  /** It is asked for, and starts with its first statement. */
  #isToBegin = false;
  #isBeginning = false;
  /** COMMIT and ROLLBACK turn it on again. */
  #isAutocommitOff = false;
  /** COMMIT or ROLLBACK is on its way: what came behind it would commit itself. */
  #isOver = false;

  /** @param command runs a statement of ours; where it fails, nobody else uses the connection. */
  constructor(wire: Wire, stopper: Stopper, command: (sql: string) => Promise<void>) {
    this.#wire = wire;
    this.#stopper = stopper;
    this.#command = command;
  }

  /** Whether its first statement waits on the server behind what begins it. */
  get isBeginning(): boolean {
    return this.#isBeginning;
  }

  /** From the next statement on, but for one that sets its characteristics. */
  begin(): void {
    this.#isToBegin = true;
  }

  /**
   * Begins one whose statements are sent before the answers to those before them: what follows a deadlock, which ends a
   * transaction, would commit itself otherwise.
   *
   * @throws ServiceException what the server says.
   */
  async turnAutocommitOff(): Promise<void> {
    await this.#command('SET autocommit = 0');
    this.#isAutocommitOff = true;
  }

  /**
   * Sends a statement, and before it what begins the transaction, if it is to.
   *
   * @throws what the server says, as it is; ServiceException after the end, as of a statement that was stopped.
   */
  async send(packet: Buffer, reader: AnswerReader, { setsTransaction }: StatementKind): Promise<StatementResult> {
    const answerNumber = partsOf(packet);
    const isFirst = this.#isToBegin && !setsTransaction;
    // A request to stop that is on its way would stop the beginning, and the statement would commit itself.
    const beginsWithIt = isFirst && answerNumber === 1 && !this.#stopper.isCancelling;
    if (isFirst && !beginsWithIt) await this.#beginAlone();
    if (this.#isOver) throw toException(INTERRUPTED);
    if (beginsWithIt) return this.#beginWith(packet, reader);
    const [answer] = await this.#wire.send({ packets: [packet], answers: 1, answerNumber, reader });
    return toResult(answer);
  }

  /**
   * Ends it. Without a statement there is nothing to send, but a lost connection is told all the same.
   *
   * @throws ServiceException as `Connection.commit`.
   */
  async end(how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    this.#isOver = true;
    if (this.#isToBegin) {
      if (this.#wire.breakage !== undefined) throw toDatabaseException(this.#wire.breakage);
      return;
    }
    // What is to stop a statement would stop this in its place.
    if (this.#stopper.isCancelling) await this.#stopper.settle();
    await this.#command(how);
    // It would commit what a rollback that fails leaves behind. If it fails itself, nobody uses the connection again.
    if (this.#isAutocommitOff) await this.#command('SET autocommit = 1').catch(() => undefined);
    this.#isAutocommitOff = false;
  }

  async #beginAlone(): Promise<void> {
    await this.#command(START);
    this.#isToBegin = false;
  }

  /**
   * Begins the transaction and runs its first statement in one go: of a small statement, the way to the server and back
   * is most of the time.
   */
  async #beginWith(packet: Buffer, reader: AnswerReader): Promise<StatementResult> {
    this.#isBeginning = true;
    const [begun, answer] = await this.#wire.send({
      packets: [Buffer.concat([encodeQuery(START, this.#wire.hasQueryAttributes), packet])],
      answers: 2,
      reader,
      answered: (one, isLast) => {
        this.#isBeginning = false;
        if (!isLast && !(one instanceof Error)) this.#isToBegin = false;
      },
    });
    // Somebody else stopped just that. What follows would commit itself, as the statement did: the connection goes.
    if (begun instanceof Error) await this.#stopper.kill();
    return toResult(begun instanceof Error ? begun : answer);
  }
}

function toResult(answer: StatementResult | Error | undefined): StatementResult {
  if (answer === undefined || answer instanceof Error) throw answer ?? new Error('There was no answer');
  return answer;
}
