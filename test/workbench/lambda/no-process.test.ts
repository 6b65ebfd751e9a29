// A machine that has no file descriptor left for a container.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const SCRIPT = `
  import { openSync, closeSync } from 'node:fs';
  import { Container } from './workbench/lambda/container.ts';
  const open = [];
  try { for (;;) open.push(openSync('/dev/null')); } catch {}
  const guard = { started() {}, ended() {} };
  const container = new Container({ path: '/nowhere.mjs', sources: new Map() }, {}, guard);
  const message = { requestId: 'r', functionName: 'f', functionArn: '', event: '{}', timeoutMs: 5000 };
  const outcome = await container.invoke(message).catch((error) => ({ rejected: error.message }));
  for (const each of open) closeSync(each);
  console.log(JSON.stringify([outcome, container.isUsable]));
`;

test('a container that cannot be started is a function that failed', async () => {
  const node = `ulimit -n 64 && exec "$0" --import tsx --input-type=module -e "$1"`;
  const { stdout } = await promisify(execFile)('sh', ['-c', node, process.execPath, SCRIPT]);
  const error = {
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(/^RequestId: r Error: Runtime exited /) as string,
  };
  expect(JSON.parse(stdout)).toEqual([expect.objectContaining({ requestId: 'r', error }), false]);
});
