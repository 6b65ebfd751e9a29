// Signals and errors that nobody caught, as a process meets them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const MODULE = new URL('../../../workbench/terminal/until-stopped.ts', import.meta.url).href;

/** Runs a module with `untilStopped`, which stays alive until it is through. @returns what it printed, and its exit code. */
async function run(code: string): Promise<{ output: string; code: unknown }> {
  const source = `import { untilStopped } from ${JSON.stringify(MODULE)};
    const alive = setInterval(() => {}, 1000);
    ${code}
    clearInterval(alive);`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', source];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { output: output + errors, code: exitCode };
}

const THROW = "setTimeout(() => { throw new Error('nobody caught it'); });";

test('a signal, and what nobody caught, end the wait', async () => {
  const signal = await run(
    "setTimeout(() => process.kill(process.pid, 'SIGTERM'), 10); console.log(await untilStopped());",
  );
  expect(signal).toEqual({ output: 'SIGTERM\n', code: 0 });
  const error = await run(`${THROW} await untilStopped().catch((error) => console.log('caught', error.message));`);
  expect(error).toEqual({ output: 'caught nobody caught it\n', code: 0 });
});

test('what nobody catches after the signal is not swallowed', async () => {
  const { output, code } = await run(`
    setTimeout(() => process.kill(process.pid, 'SIGTERM'), 10);
    await untilStopped();
    ${THROW}
    setTimeout(() => console.log('went on'), 100);`);
  expect(output).toContain('nobody caught it');
  expect(output).not.toContain('went on');
  expect(code).toBe(1);
});
