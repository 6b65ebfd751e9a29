import { Command } from 'commander';
import pc from 'picocolors';
import { check } from './commands/check.ts';
import { demo } from './commands/demo.ts';
import { invoke } from './commands/invoke.ts';
import { addDataOption, addEngineOption, addListenOptions, parseCount } from './commands/options.ts';
import { run } from './commands/run.ts';
import { start } from './commands/start.ts';

const FILE_HELP = 'a TypeScript or JavaScript module that exports handler';

const program = new Command('workbench')
  .description('A local RDS Data API on top of a real MySQL.')
  .showHelpAfterError();

addListenOptions(addDataOption(addEngineOption(program.command('start'))))
  .description('start a database and the emulator, and show every call until Ctrl-C')
  .action(start);

addDataOption(addEngineOption(program.command('demo')))
  .description('start, run the original and the refactored handler, show the calls, stop')
  .action(demo);

program
  .command('run')
  .description('invoke a handler file once with a random employee, on the workbench that is up')
  .argument('<file>', FILE_HELP)
  .option('--employees <count>', 'a list of so many random employees instead of one', parseCount)
  .action(run);

program
  .command('invoke')
  .description('invoke a handler file as Lambda does, on the workbench that is up, and print its answer')
  .argument('<file>', FILE_HELP)
  .option('--event <json>', 'the event, or @file to read it from', '{}')
  .action(invoke);

addEngineOption(program.command('check'))
  .description('run a handler beside the original one, and tell whether it does the same')
  .argument('[file]', FILE_HELP, 'handler/lambda-dataapi.ts')
  .option('--stretch', 'the steps of the stretch goal (default: for files named ...-batch)')
  .option('--all', 'the details of every step that fails')
  .option('--json', 'the report for a machine')
  .option('--watch', 'again whenever the file is saved')
  .action(check);

try {
  await program.parseAsync();
  // A handler may hold a connection open, as it does on Lambda.
  process.exit();
} catch (error) {
  console.error(pc.red(error instanceof Error ? error.message : String(error)));
  process.exit(1);
}
