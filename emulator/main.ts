import { createEmulator, describeExposure, InvalidSettingError, readConfig } from './index.ts';

try {
  const config = readConfig(process.env);
  const emulator = await createEmulator(config);
  console.log(`RDS Data API emulator on ${emulator.endpoint}`);
  const exposure = describeExposure(config.host);
  if (exposure !== undefined) console.error(exposure);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void emulator.stop().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(error instanceof InvalidSettingError ? error.message : error);
  process.exitCode = 1;
}
