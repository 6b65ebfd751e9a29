// Many statements on their way at once: to wait for each answer before the next one is sent is most of a batch's time.
import type { BoundStatement, StatementResult } from '../engine.ts';
import { encodeExecutions, type Execution } from './encode-command.ts';
import { toServerError } from './errors.ts';
import { prepareRound } from './prepare-round.ts';
import { AnswerReader } from './read-answer.ts';
import { runInRounds } from './run-in-rounds.ts';
import type { Wire } from './wire.ts';

/** ER_LOCK_WAIT_TIMEOUT */
const LOCK_WAIT_TIMEOUT = 1205;
/** The server works on these while the next ones are made. */
const SENT_TOGETHER = 64;

interface Runner {
  /** Runs what cannot be sent ahead. */
  readonly runAlone: (statement: BoundStatement) => Promise<StatementResult>;
  /** Ends what waits on the server. */
  readonly giveUp: () => void;
  /** Throws where nobody wants the rest any more. */
  readonly checkWanted: () => void;
}

/**
 * Runs statements in their order. One that fails does not keep those of its round behind it from running.
 *
 * @throws what the server says of the first one that fails, as it is, once it has answered the others.
 */
export function runAhead(
  wire: Wire,
  statements: readonly BoundStatement[],
  runner: Runner,
): Promise<StatementResult[]> {
  return runInRounds(statements, async (round) => {
    const results = await runRound(wire, round, runner);
    runner.checkWanted();
    return results;
  });
}

async function runRound(
  wire: Wire,
  round: readonly BoundStatement[],
  { runAlone, giveUp }: Runner,
): Promise<StatementResult[]> {
  const executions = await prepareRound(wire.prepared, round);
  if (executions.length === 0) return Promise.all(round.slice(0, 1).map(runAlone));
  const results: StatementResult[] = [];
  const failures: unknown[] = [];
  try {
    await wire.send({
      packets: encodeTogether(executions, wire.hasQueryAttributes),
      answers: executions.length,
      reader: new AnswerReader(wire, {
        rows: undefined,
        sql: '',
        isBinary: true,
        memory: { columns: undefined },
        stop: giveUp,
      }),
      answered(answer, isLast) {
        if (answer instanceof Error) failures.push(answer);
        else results.push(answer);
        // Those behind it would wait as long, one after another.
        if (!isLast && toServerError(answer)?.errno === LOCK_WAIT_TIMEOUT) giveUp();
      },
    });
  } catch (error) {
    failures.push(error);
  }
  if (failures.length > 0) throw failures[0];
  return results;
}

function* encodeTogether(executions: readonly Execution[], hasQueryAttributes: boolean): Generator<Buffer> {
  for (let first = 0; first < executions.length; first += SENT_TOGETHER) {
    yield encodeExecutions(executions.slice(first, first + SENT_TOGETHER), hasQueryAttributes);
  }
}
