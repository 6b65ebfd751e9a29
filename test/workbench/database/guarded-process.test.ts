import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startGuarded } from '../../../workbench/database/guarded-process.ts';
import { until } from '../../support/until.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

test('one that takes too long to end is killed, and its folder removed all the same', async () => {
  const folder = join(await temporaryFolder(), 'of-the-server');
  const output = await open('/dev/null', 'w');
  onTestFinished(() => output.close());
  const script = `trap '' TERM; mkdir ${folder}; while :; do /bin/sleep 0.1; done`;
  const server = startGuarded({
    command: ['/bin/sh', '-c', script],
    env: process.env,
    input: 'ignore',
    output: output.fd,
    endBy: 'TERM',
    temporaryFolder: folder,
  });
  await until(async () => existsSync(folder));
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const stopping = server.stop();
  vi.advanceTimersByTime(30_000);
  await stopping;
  expect(existsSync(folder)).toBe(false);
});
