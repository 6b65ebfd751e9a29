import { test } from 'vitest';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startTestEmulator } from '../support/emulator.ts';
test('v2', async () => {
  await using emulator = await startTestEmulator();
  const {stdout,stderr}=await promisify(execFile)('node', ['/tmp/scout/v2.cjs', emulator.emulator.endpoint, emulator.database]);
  console.log(stdout,stderr);
});
