/**
 * A program that starts a database and never stops it: the test ends this program in an unfriendly way.
 * Arguments: engine, where it starts it ('main' or 'worker'), how it goes on ('wait' or 'exit'), data folder if any.
 * Prints the database's socket path, and 'ready' before it goes on.
 */
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { startDatabase } from '../../../../workbench/database/start-database.ts';

const [engine = '', thread, ending, dataFolder] = isMainThread ? process.argv.slice(2) : (workerData as string[]);

async function start(): Promise<void> {
  const kept = dataFolder === undefined ? {} : { dataFolder };
  const database = await startDatabase({ engine, progress: () => undefined, ...kept });
  process.stdout.write(`${database.socketPath}\n`);
  if (ending === 'exit') process.exit(0);
}

/** A worker does not inherit the loader of TypeScript. */
const LOADER = `import('tsx/esm/api').then(({ register }) => { register(); return import('${import.meta.url}'); })`;

if (isMainThread && thread === 'worker') {
  const worker = new Worker(LOADER, { eval: true, workerData: process.argv.slice(2) });
  worker.once('error', (error) => process.stderr.write(`${error.stack}\n`));
} else {
  await start();
}
