import { describeSettings } from './config.ts';
import { createEmulator, describeExposure, readConfig } from './index.ts';
import { tellOutages } from './tell-outages.ts';

const USAGE = `Usage: node --import tsx emulator/main.ts

It takes no arguments, but reads the environment:

${describeSettings()}`;

const [argument] = process.argv.slice(2);
if (argument === undefined) await start();
else if (argument === '--help' || argument === '-h') console.log(USAGE);
else fail(`Unknown argument ${argument}\n\n${USAGE}`);

async function start(): Promise<void> {
  try {
    const config = readConfig(process.env);
    const emulator = await createEmulator(config, { called: tellOutages(config.databaseUrl) });
    console.log(`RDS Data API emulator on ${emulator.endpoint}`);
    const exposure = describeExposure(config.host);
    if (exposure !== undefined) console.error(exposure);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => void emulator.stop().then(() => process.exit(0)));
    }
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}

function fail(reason: string): void {
  console.error(reason);
  process.exitCode = 1;
}
