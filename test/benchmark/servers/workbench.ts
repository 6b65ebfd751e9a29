// The workbench with its defaults: checks, limits, hooks and the record of calls.
import { startServedWorkbench } from '../../../workbench/served/start-served-workbench.ts';
import { serve } from './serve.ts';

const workbench = await startServedWorkbench({
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
