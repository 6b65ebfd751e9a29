#!/usr/bin/env node
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { addFaultsCommand } from './commands/faults.ts';
import {
  addDataOption,
  addEngineOption,
  addFillOptions,
  addLeakOption,
  addListenOptions,
  addSignatureOption,
  parseCount,
  STATUS_FORMATS,
} from './commands/options.ts';
import { readVersion } from './package-root.ts';

const FILE_HELP = 'a TypeScript or JavaScript module that exports handler';

/** Loads a command when it is called: each has libraries of its own, and nobody waits for those of the others. */
function lazily<Args extends unknown[]>(
  load: () => Promise<(...args: Args) => unknown>,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    const command = await load();
    await command(...args);
  };
}

const program = new Command('workbench')
  .description('A local RDS Data API on top of a real MySQL.')
  .version(readVersion())
  .enablePositionalOptions()
  .showHelpAfterError();

const startCommand = program
  .command('start')
  .description('start a database and the emulator, and show every call until Ctrl-C')
  .action(lazily(async () => (await import('./commands/start.ts')).start));
addEngineOption(startCommand);
addDataOption(startCommand);
addListenOptions(startCommand);
addFillOptions(startCommand, 'the table of the workshop');
addSignatureOption(startCommand);
addLeakOption(startCommand);

const execCommand = program
  .command('exec')
  .usage('[options] -- <command...>')
  .description('start a workbench with a database of its own, run a command on it, end it, and end as the command did')
  .argument('<command...>', 'a program and its arguments; it finds all that it needs in its environment')
  .passThroughOptions()
  .action(lazily(async () => (await import('./commands/exec.ts')).exec));
addEngineOption(execCommand);
addFillOptions(execCommand, 'nothing').option('--seed <path...>', 'more of the same, run after the schema');
addLeakOption(execCommand);

program
  .command('status')
  .description('tell which workbench is up')
  .addOption(new Option('-o, --output <format>', 'how to tell it').choices(STATUS_FORMATS).default('text'))
  .action(lazily(async () => (await import('./commands/status.ts')).status));

const resetCommand = program
  .command('reset')
  .description('take the workbench that is up back to its seed')
  .option('--endpoint <url>', 'of another workbench')
  .action(lazily(async () => (await import('./commands/reset.ts')).reset));
addLeakOption(resetCommand);

addFaultsCommand(program);

addDataOption(addEngineOption(program.command('demo')))
  .description('start, run the original and the refactored handler, show the calls, stop')
  .action(lazily(async () => (await import('./commands/demo.ts')).demo));

program
  .command('run')
  .description('invoke a handler file once with a random employee, on the workbench that is up')
  .argument('<file>', FILE_HELP)
  .option('--employees <count>', 'a list of so many random employees instead of one', parseCount)
  .action(lazily(async () => (await import('./commands/run.ts')).run));

program
  .command('invoke')
  .description('invoke a handler file as Lambda does, on the workbench that is up, and print its answer')
  .argument('<file>', FILE_HELP)
  .option('--event <json>', 'the event, or @file to read it from', '{}')
  .action(lazily(async () => (await import('./commands/invoke.ts')).invoke));

addEngineOption(program.command('check'))
  .description('run a handler beside the original one, and tell whether it does the same')
  .argument('[file]', FILE_HELP, 'handler/lambda-dataapi.ts')
  .option('--stretch', 'the steps of the stretch goal (default: for files named ...-batch)')
  .option('--all', 'the details of every step that fails')
  .option('--json', 'the report for a machine')
  .option('--watch', 'again whenever the file is saved')
  .action(lazily(async () => (await import('./commands/check.ts')).check));

// Whoever reads our output has seen enough, as `| head` does: an end in good order, where Node.js would print a stack trace.
let isRead = true;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  // A second signal would cut the end short.
  if (isRead) process.kill(process.pid, 'SIGTERM');
  isRead = false;
});

try {
  await program.parseAsync();
  // A handler may hold a connection open, as it does on Lambda.
  process.exit();
} catch (error) {
  console.error(pc.red(error instanceof Error ? error.message : String(error)));
  process.exit(1);
}
