import { createEmulator, InvalidSettingError, readConfig } from './index.ts';

try {
  const emulator = await createEmulator(readConfig(process.env));
  console.log(`RDS Data API emulator on ${emulator.endpoint}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.stop().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(error instanceof InvalidSettingError ? error.message : error);
  process.exitCode = 1;
}
