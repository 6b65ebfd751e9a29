// The emulator alone: nobody looks on, no call is recorded.
import { serve } from './serve.ts';

type Module = typeof import('../../../emulator/index.ts');

const file = process.env['BENCH_SOURCE'] === 'ts' ? 'emulator/index.ts' : 'dist/emulator/index.js';
const { createEmulator } = (await import(new URL(`../../../${file}`, import.meta.url).href)) as Module;

const { BENCH_URL: databaseUrl = '', BENCH_SOCKET: socketPath = '' } = process.env;
const emulator = await createEmulator({
  host: '127.0.0.1',
  port: 0,
  databaseUrl,
  ...(socketPath === '' ? {} : { socketPath }),
});
serve({ endpoint: emulator.endpoint }, () => emulator.stop());
