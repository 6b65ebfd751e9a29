// One command of ours in the driver's queue: it sends packets, and reads the server's answers in their order. Several
// statements may be on their way at once: the driver waits for each answer before it sends the next command, and that is
// most of the time of a batch.
import type { StatementResult } from '../engine.ts';
import type { CommandRunner } from './driver-connection.ts';
import type { AnswerReader } from './read-answer.ts';

/** What is sent, and what is expected. */
export interface Exchange {
  readonly packets: Iterable<Buffer>;
  /** How many answers there will be: one for each statement. */
  readonly answers: number;
  /** The number of the first packet of each answer; 1, but for the answer to what is sent in several parts. */
  readonly answerNumber?: number | undefined;
  /** Of all answers, one after another. */
  readonly reader: AnswerReader;
  /** Told of each answer; a connection that is lost is told to the connection alone. */
  readonly answered: (answer: StatementResult | Error, isLast: boolean) => void;
}

/** Starts an exchange. Of several statements, one that fails does not keep the later ones from running. */
export function startExchange(runner: CommandRunner, exchange: Exchange): void {
  const { packets, answers, answerNumber = 1, reader, answered } = exchange;
  let waiting = answers;
  runner.addCommand({
    execute(packet) {
      if (packet === undefined) {
        for (const bytes of packets) runner.write(bytes);
        runner.sequenceId = answerNumber;
        return false;
      }
      const answer = reader.read(packet);
      if (answer === undefined) return false;
      waiting -= 1;
      // What was sent for the next answer was its command's packet 0.
      runner.sequenceId = answerNumber;
      answered(answer, waiting === 0);
      return waiting === 0;
    },
  });
}
