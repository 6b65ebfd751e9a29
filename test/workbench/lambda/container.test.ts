// What a container keeps of the invocations that it has answered: nothing.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { makeGuardedFolder } from '../../../workbench/database/guarded-folder.ts';
import { bundleHandler } from '../../../workbench/lambda/bundle.ts';
import { Container } from '../../../workbench/lambda/container.ts';

/** Invokes it once. @returns what tells whether the invocation is still in memory. */
async function invoke(container: Container): Promise<WeakRef<object>> {
  const message = { requestId: 'r', functionName: 'f', functionArn: '', event: '{}', timeoutMs: 10_000 };
  expect(await container.invoke(message)).toMatchObject({ payload: '1' });
  return new WeakRef(message);
}

function collectGarbage(): void {
  setFlagsFromString('--expose_gc');
  (runInNewContext('gc') as () => void)();
}

test('an invocation that was answered is forgotten while its container goes on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'workbench-container-'));
  const guard = await makeGuardedFolder(join(folder, 'guarded-'));
  const file = join(folder, 'handler.ts');
  await writeFile(file, 'export const handler = () => 1;');
  const container = new Container(await bundleHandler(file, guard.path), {}, guard);
  try {
    const answered = await invoke(container);
    await expect
      .poll(() => {
        collectGarbage();
        return answered.deref() === undefined;
      })
      .toBe(true);
    expect(container.isUsable).toBe(true);
  } finally {
    container.stop();
    await guard.remove();
    await rm(folder, { recursive: true });
  }
});
