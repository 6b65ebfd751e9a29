// The workbench with its defaults: checks, limits, hooks and the record of calls. Compiled, as the package has it, or with BENCH_SOURCE=ts as it is written.
import { serve } from './serve.ts';

type Module = typeof import('../../../workbench/start-workbench.ts');

const file =
  process.env['BENCH_SOURCE'] === 'ts' ? 'workbench/start-workbench.ts' : 'dist/workbench/start-workbench.js';
const { startWorkbench } = (await import(new URL(`../../../${file}`, import.meta.url).href)) as Module;

const workbench = await startWorkbench({
  engine: process.env['WORKBENCH_ENGINE'] ?? 'auto',
  host: '127.0.0.1',
  port: 0,
  progress: (text) => console.error(text),
});
const { endpoint, database } = workbench;
const { product, version, url, socketPath } = database;
serve(
  {
    endpoint,
    databaseUrl: url,
    product: `${product} ${version}`,
    ...(socketPath === undefined ? {} : { socketPath }),
  },
  () => workbench.stop(),
);
