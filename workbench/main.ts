#!/usr/bin/env node
import { Argument, Command, Option } from 'commander';
import pc from 'picocolors';
import { printable } from './calls/printable.ts';
import { shortenIds } from './terminal/shorten-ids.ts';
import { addFaultsCommand } from './commands/faults.ts';
import {
  addDataOption,
  addEndpointOption,
  addEngineOption,
  addFillOptions,
  addLeakOption,
  addListenOptions,
  addSignatureOption,
  parseCount,
  parseEvent,
  parseHandlerFile,
  parsePaths,
  STATUS_FORMATS,
} from './commands/options.ts';
import { addHints, makeErrorsPlain } from './commands/plain-errors.ts';
import { IS_CLONE, readVersion } from './package-root.ts';

const FILE_HELP = 'TypeScript or JavaScript file that exports handler';
const SKELETON = 'handler/lambda-dataapi.ts';

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
  .enablePositionalOptions();
makeErrorsPlain(program);

const startCommand = program
  .command('start')
  .description('start a database and the Data API in front of it, and show every call, until Ctrl-C')
  .action(lazily(async () => (await import('./commands/start.ts')).start));
addEngineOption(startCommand);
addDataOption(startCommand);
addListenOptions(startCommand);
addFillOptions(startCommand, { schema: 'the table of the workshop', database: 'EmployeeDB' });
addSignatureOption(startCommand);
addLeakOption(startCommand);

const execCommand = program
  .command('exec')
  .usage('[options] -- <command...>')
  .description('run a command with a database and a Data API of its own, and exit with its exit code')
  .argument('<command...>', 'the command and its arguments')
  .passThroughOptions()
  .action(lazily(async () => (await import('./commands/exec.ts')).exec));
addEngineOption(execCommand);
addFillOptions(execCommand, { schema: 'none, the database is empty', database: 'a new name' });
execCommand.option(
  '--seed <path...>',
  'SQL files, or folders of them, to run after the schema (test data)',
  parsePaths,
);
addLeakOption(execCommand);

addEndpointOption(program.command('status'))
  .description('show the workbenches that are running')
  .addOption(
    new Option('-o, --output <format>', 'output format; env prints export lines for a shell')
      .choices(STATUS_FORMATS)
      .default('text'),
  )
  .action(lazily(async () => (await import('./commands/status.ts')).status));

const resetCommand = program
  .command('reset')
  .description('put the database of a running workbench back to its seed')
  .action(lazily(async () => (await import('./commands/reset.ts')).reset));
addEndpointOption(resetCommand);
addLeakOption(resetCommand);

addFaultsCommand(program);

addDataOption(addEngineOption(program.command('demo')))
  .description('start, run the original and the refactored handler, show their calls, stop')
  .action(lazily(async () => (await import('./commands/demo.ts')).demo));

addEndpointOption(program.command('run'))
  .description('run a handler once on a running workbench, with a random employee')
  .argument('<file>', FILE_HELP, parseHandlerFile)
  .option('--employees <count>', 'send a list of this many random employees', parseCount)
  .action(lazily(async () => (await import('./commands/run.ts')).run));

addEndpointOption(program.command('invoke'))
  .description('run a handler once on a running workbench, as Lambda does, and print its answer')
  .argument('<file>', FILE_HELP, parseHandlerFile)
  .addOption(
    new Option('--event <json>', 'the event as JSON, or @FILE to read it from a file')
      .default('{}')
      .argParser(parseEvent),
  )
  .action(lazily(async () => (await import('./commands/invoke.ts')).invoke));

const checkCommand = addEngineOption(program.command('check'))
  .description('run a handler beside the original one of the workshop, and compare what they do')
  .option('--stretch', 'check the stretch goal (default: for files named ...-batch)')
  .option('--all', 'show the details of every step that fails')
  .option('--json', 'print the report as JSON')
  .option('--watch', 'check again whenever the file is saved')
  .action(lazily(async () => (await import('./commands/check.ts')).check));
// Only a clone has the skeleton to fill in.
if (IS_CLONE) checkCommand.addArgument(new Argument('[file]', FILE_HELP).argParser(parseHandlerFile).default(SKELETON));
else checkCommand.addArgument(new Argument('<file>', FILE_HELP).argParser(parseHandlerFile));

addHints(program);

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
  console.error(pc.red(printable(shortenIds(error instanceof Error ? error.message : String(error)))));
  process.exit(1);
}
