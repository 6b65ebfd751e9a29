// Many executions on their way at once. The driver waits for each answer before it sends the next command, and that is
// most of the time of a batch. Here its queue sees one command, which sends many packets and reads their answers in order.
import type { Connection as DriverConnection } from 'mysql2';
import type { BoundValue, StatementResult } from '../engine.ts';
import { toStatementResult } from './collect-result.ts';
import { packetBytes, writeExecution } from './encode-execution.ts';

/** The server works on these while the next ones are made. */
const SENT_TOGETHER = 64;
const CLIENT_QUERY_ATTRIBUTES = 1 << 27;

export interface Execution {
  /** The server's number of the prepared statement. */
  readonly id: number;
  readonly values: readonly BoundValue[];
}

/** What the driver's connection is to its commands; its typings leave it out. */
export interface CommandRunner {
  addCommand(command: Command): unknown;
  write(buffer: Buffer): void;
  /** The number of the next packet, which each command counts anew. */
  sequenceId: number;
  readonly config: { readonly clientFlags: number };
  readonly serverCapabilityFlags: number;
}

interface Command {
  /** Called first without a packet, to send, then with each packet of the answer. @returns whether that was the last. */
  execute(packet: Packet | undefined, runner: CommandRunner): boolean;
}

interface Packet {
  peekByte(): number;
  isError(): boolean;
  asError(encoding: string): Error;
  isEOF(): boolean;
  skip(bytes: number): void;
  /** @returns digits where a number cannot hold it, if asked for. */
  readLengthCodedNumber(asDigits?: boolean): number;
}

/** Whether this driver can be used so: another version may be made in another way. */
export function isCommandRunner(driver: object): driver is DriverConnection & CommandRunner {
  const { addCommand, write, sequenceId, config, serverCapabilityFlags } = driver as Partial<CommandRunner>;
  return (
    typeof addCommand === 'function' &&
    typeof write === 'function' &&
    [sequenceId, config?.clientFlags, serverCapabilityFlags].every((member) => typeof member === 'number')
  );
}

/**
 * Starts executions in their order, each without a wait for those before it: one that fails does not keep the later ones
 * from running.
 *
 * @param answered is told of each answer, in their order; a connection that is lost is told to the connection alone.
 */
export function executeAhead(
  runner: CommandRunner,
  executions: readonly Execution[],
  answered: (answer: StatementResult | Error) => void,
): void {
  let waiting = executions.length;
  let ends = 0;
  const done = (answer: StatementResult | Error): boolean => {
    answered(answer);
    ends = 0;
    waiting -= 1;
    // The packet that was sent for the next answer was its command's number 0.
    runner.sequenceId = 1;
    return waiting === 0;
  };
  runner.addCommand({
    execute(packet) {
      if (packet === undefined) return send(runner, executions);
      if (packet.isError()) return done(packet.asError('utf8'));
      if (ends === 0 && packet.peekByte() === 0) return done(toResult(packet));
      // Rows, by INSERT ... RETURNING: an end after the columns, another one after the rows.
      if (packet.isEOF()) ends += 1;
      return ends === 2 && done({ affectedRows: 0 });
    },
  });
}

function send(runner: CommandRunner, executions: readonly Execution[]): false {
  const areNamed = (runner.config.clientFlags & runner.serverCapabilityFlags & CLIENT_QUERY_ATTRIBUTES) !== 0;
  for (let first = 0; first < executions.length; first += SENT_TOGETHER) {
    const together = executions.slice(first, first + SENT_TOGETHER);
    const buffer = Buffer.alloc(together.reduce((bytes, { values }) => bytes + packetBytes(values), 0));
    let end = 0;
    for (const { id, values } of together) end = writeExecution({ id, values, areNamed }, buffer, end);
    runner.write(buffer.subarray(0, end));
  }
  runner.sequenceId = 1;
  return false;
}

function toResult(packet: Packet): StatementResult {
  packet.skip(1);
  return toStatementResult({
    affectedRows: packet.readLengthCodedNumber(),
    insertId: packet.readLengthCodedNumber(true),
  });
}
