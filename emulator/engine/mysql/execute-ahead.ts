// Many executions on their way at once. The driver waits for each answer before it sends the next command, and that is
// most of the time of a batch. It still makes and reads every packet; only its queue sees one command where there are many.
import { EventEmitter } from 'node:events';
import type { Connection as DriverConnection, PrepareStatementInfo } from 'mysql2';
import type { BoundValue } from '../engine.ts';
import { toTypedParameter } from './values.ts';

export interface Execution {
  readonly prepared: PrepareStatementInfo;
  readonly values: readonly BoundValue[];
}

/** What the driver's connection is to its commands; its typings leave it out. */
interface CommandRunner {
  addCommand(command: Command): unknown;
  /** The number of the next packet, which each command counts anew. */
  sequenceId: number;
  readonly stream: { cork(): void; uncork(): void };
}

interface Command {
  /** Called first without a packet, to send, then with each packet of the answer. @returns whether that was the last. */
  execute(packet: unknown, runner: CommandRunner): boolean;
}

/**
 * Starts executions in their order, each without a wait for those before it: one that fails does not keep the later ones
 * from running. Where another version of the driver is made in another way, it has them wait for one another.
 *
 * @returns the driver's command for each, as `startStatement` does.
 */
export function executeAhead(driver: DriverConnection, executions: readonly Execution[]): EventEmitter[] {
  const commands = isCommandRunner(driver) ? executions.map(toUnsentCommand) : [];
  if (!isCommandRunner(driver) || !commands.every((command) => command !== undefined)) return executions.map(execute);
  driver.addCommand(toOneCommand(commands));
  return commands;
}

function execute({ prepared, values }: Execution): EventEmitter {
  return prepared.execute(values.map(toTypedParameter)) as unknown as EventEmitter;
}

function isCommandRunner(driver: object): driver is CommandRunner {
  const { addCommand, sequenceId, stream } = driver as Partial<CommandRunner>;
  return typeof addCommand === 'function' && typeof sequenceId === 'number' && typeof stream?.cork === 'function';
}

/** The driver's command for an execution, made on a connection that keeps it instead of sending it. */
function toUnsentCommand({ prepared, values }: Execution): (EventEmitter & Command) | undefined {
  let kept: unknown;
  const keeper = { addCommand: (command: unknown) => (kept = command) };
  try {
    execute({ prepared: Object.create(prepared, { _connection: { value: keeper } }) as PrepareStatementInfo, values });
  } catch {
    return undefined;
  }
  return kept instanceof EventEmitter && 'execute' in kept && typeof kept.execute === 'function'
    ? (kept as EventEmitter & Command)
    : undefined;
}

/** One command that sends what all the others have to send, and then hands the answers to them, in their order. */
function toOneCommand(commands: readonly Command[]): Command {
  let answered = -1;
  return {
    execute(packet, runner) {
      if (answered === -1) {
        runner.stream.cork();
        for (const command of commands) command.execute(undefined, runner);
        runner.stream.uncork();
      } else if (commands[answered]?.execute(packet, runner) !== true) return false;
      answered += 1;
      // The packet that was sent for the next answer was its command's number 0.
      runner.sequenceId = 1;
      return answered === commands.length;
    },
  };
}
