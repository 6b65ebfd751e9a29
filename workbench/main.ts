import { Command } from 'commander';
import pc from 'picocolors';
import { demo } from './commands/demo.ts';
import { addEngineOptions, addListenOptions } from './commands/options.ts';
import { run } from './commands/run.ts';
import { start } from './commands/start.ts';

const program = new Command('workbench')
  .description('A local RDS Data API on top of a real MySQL.')
  .showHelpAfterError();

addListenOptions(addEngineOptions(program.command('start')))
  .description('start a database and the emulator, and show every call until Ctrl-C')
  .action(start);

addEngineOptions(program.command('demo'))
  .description('start, run the original and the refactored handler, show the calls, stop')
  .action(demo);

program
  .command('run')
  .description('invoke a handler file once with a random employee, on the workbench that is up')
  .argument('<file>', 'a TypeScript or JavaScript module that exports handler')
  .action(run);

try {
  await program.parseAsync();
  // A handler may hold a connection open, as it does on Lambda.
  process.exit(0);
} catch (error) {
  console.error(pc.red(error instanceof Error ? error.message : String(error)));
  process.exit(1);
}
