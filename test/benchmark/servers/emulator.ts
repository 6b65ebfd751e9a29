// The emulator alone: nobody looks on, no call is recorded.
import { createEmulator } from '../../../emulator/index.ts';
import { serve } from './serve.ts';

const { BENCH_URL: databaseUrl = '', BENCH_SOCKET: socketPath = '' } = process.env;
const emulator = await createEmulator({
  host: '127.0.0.1',
  port: 0,
  databaseUrl,
  ...(socketPath === '' ? {} : { socketPath }),
});
serve({ endpoint: emulator.endpoint }, () => emulator.stop());
