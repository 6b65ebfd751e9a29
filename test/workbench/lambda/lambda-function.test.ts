// A handler file as a function: its containers, what becomes of its failures, and the reload of what was saved.
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createFunction, type LambdaFunction } from '../../../workbench/lambda/lambda-function.ts';

let folder: string;
const created: LambdaFunction[] = [];
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'workbench-function-'))));
afterEach(async () => {
  for (const each of created.splice(0)) await each.stop();
});
afterAll(() => rm(folder, { recursive: true }));

let saves = 0;
/** Saves a file at a time of its own, so that no two saves look the same. */
async function save(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  await utimes(file, new Date(), new Date(Date.now() + ++saves * 1000));
  return file;
}

async function functionOf(text: string, timeoutMs = 10_000): Promise<LambdaFunction> {
  const file = await save(`handler-${++saves}.ts`, text);
  const environment = { NAME: 'value' };
  const lambda = createFunction({ file, environment: () => environment, timeoutMs, arn: 'arn:aws:lambda:here' });
  created.push(lambda);
  return lambda;
}

async function answerOf(lambda: LambdaFunction, event: unknown = {}): Promise<unknown> {
  return JSON.parse((await lambda.invoke(JSON.stringify(event))).payload) as unknown;
}

test('a container keeps its module between invocations, and takes one at a time', async () => {
  const lambda = await functionOf(`
    let count = 0;
    export const handler = async (ms: number) => {
      const mine = ++count;
      await new Promise((resolve) => setTimeout(resolve, ms));
      return [process.pid, mine, count];
    };`);
  const [pid, first] = (await answerOf(lambda, 0)) as number[];
  expect(first).toBe(1);
  expect(await answerOf(lambda, 0)).toEqual([pid, 2, 2]);
  const answers = (await Promise.all([1, 2, 3].map(() => answerOf(lambda, 50)))) as number[][];
  expect(new Set(answers.map(([each]) => each)).size).toBe(3);
  expect(answers.map(([, mine, counted]) => mine === counted)).toEqual([true, true, true]);
});

test('a handler has no way to the process that started it, as on Lambda', async () => {
  const lambda = await functionOf(`
    process.send?.('ready');
    export const handler = async () => typeof process.send;`);
  expect(await answerOf(lambda)).toBe('undefined');
});

test('a handler gets its event, a context, and the environment of the function alone', async () => {
  const ours = ['DATABASE_URL', 'DB_NAME', 'AWS_PROFILE', 'AWS_SESSION_TOKEN', 'NODE_OPTIONS'];
  const lambda = await functionOf(`
    export const handler = (event: unknown, context: any) => ({
      event, name: context.functionName, arn: context.invokedFunctionArn, id: context.awsRequestId,
      left: context.getRemainingTimeInMillis(), own: process.env.NAME,
      ours: ${JSON.stringify(ours)}.filter((name) => name in process.env),
    });`);
  for (const name of ours) vi.stubEnv(name, '--no-warnings');
  const { requestId, payload } = await lambda.invoke('{"a":[1,null,"ü"]}');
  vi.unstubAllEnvs();
  expect(JSON.parse(payload)).toEqual({
    event: { a: [1, null, 'ü'] },
    name: expect.stringMatching(/^handler-\d+$/) as string,
    arn: 'arn:aws:lambda:here',
    id: requestId,
    left: expect.toSatisfy((left: number) => left > 5000 && left <= 10_000) as number,
    own: 'value',
    ours: [],
  });
});

test.each(['undefined', '() => 1', 'Symbol()'])('%s, which JSON does not know, is answered as null', async (result) => {
  const lambda = await functionOf(`export const handler = () => (${result});`);
  expect(await lambda.invoke('{}')).toMatchObject({ payload: 'null' });
});

test('what is printed is the log of its invocation', async () => {
  const lambda = await functionOf(`
    export const handler = async (text: string) => { console.log(text); process.stderr.write(text + '!'); };`);
  expect(await lambda.invoke('"one"')).toMatchObject({ log: 'one\none!', payload: 'null' });
  expect(await lambda.invoke('"two"')).toMatchObject({ log: 'two\ntwo!', payload: 'null' });
});

test.each([
  ['throw new TypeError("no")', 'TypeError', /^no$/],
  ['throw "text"', 'string', /^text$/],
  ['process.exit(3)', 'Runtime.ExitError', /^RequestId: \S+ Error: Runtime exited with error: exit status 3$/],
  ['process.exit(0)', 'Runtime.ExitError', /Runtime exited without providing a reason$/],
  ['process.kill(process.pid, "SIGKILL"); await new Promise(() => {})', 'Runtime.ExitError', /signal: SIGKILL$/],
  ['return 10n', 'Runtime.MarshalError', /^Unable to stringify response body$/],
  [
    'void Promise.reject(new Error("lost")); await new Promise(() => {})',
    'Runtime.UnhandledPromiseRejection',
    /^lost$/,
  ],
  ['setTimeout(() => { throw new RangeError("later"); }); await new Promise(() => {})', 'RangeError', /^later$/],
])('%s fails as %s, and the next invocation works', async (code, errorType, message) => {
  const lambda = await functionOf(
    `export const handler = async (fails: boolean) => { if (fails) { ${code} } return 1; };`,
  );
  const { error, payload } = await lambda.invoke('true');
  expect(error).toMatchObject({ errorType, errorMessage: expect.stringMatching(message) as string });
  expect(JSON.parse(payload)).toEqual(error);
  expect(await answerOf(lambda, false)).toBe(1);
});

test.each([
  ['export const other = 1;', 'Runtime.HandlerNotFound', 'handler is undefined or not exported'],
  ['export const handler = ;', 'Runtime.UserCodeSyntaxError', 'Unexpected ";"'],
  ['import "nowhere"; export const handler = 1;', 'Runtime.ImportModuleError', 'Could not resolve "nowhere"'],
  ['export const handler = () => 1; throw new Error("at load");', 'Error', 'at load'],
])('%s cannot be loaded', async (text, errorType, message) => {
  const lambda = await functionOf(text);
  const { error } = await lambda.invoke('{}');
  expect(error).toMatchObject({ errorType, errorMessage: expect.stringContaining(message) as string });
});

test('a file that is not there', async () => {
  const lambda = createFunction({ file: join(folder, 'nope.ts'), environment: () => ({}), timeoutMs: 1000 });
  const { error } = await lambda.invoke('{}');
  expect(error?.errorMessage).toBe(`Error: Cannot find module '${join(folder, 'nope.ts')}'`);
});

test.each(['for (;;);', 'await new Promise(() => {});'])('%s runs into the time limit', async (code) => {
  const lambda = await functionOf(
    `export const handler = async (stay: boolean) => { if (stay) { ${code} } return 1; };`,
    1500,
  );
  expect(await answerOf(lambda, false)).toBe(1);
  const { error } = await lambda.invoke('true');
  expect(error).toMatchObject({ errorType: 'Sandbox.Timedout' });
  expect(error?.errorMessage).toMatch(/Task timed out after 1\.50 seconds$/);
  expect(await answerOf(lambda, false)).toBe(1);
});

test('a file that was saved is loaded anew, and so is one that it imports', async () => {
  await save('part.ts', 'export const part: number = 1;');
  const file = await save('whole.ts', "import { part } from './part.ts'; export const handler = () => ['a', part];");
  const lambda = createFunction({ file, environment: () => ({}), timeoutMs: 10_000 });
  created.push(lambda);
  expect(await answerOf(lambda)).toEqual(['a', 1]);
  expect(lambda.sources).toEqual(expect.arrayContaining([file, join(folder, 'part.ts')]));
  await save('part.ts', 'export const part: number = 2;');
  expect(await answerOf(lambda)).toEqual(['a', 2]);
  await save('whole.ts', 'export const handler = ;');
  expect(await answerOf(lambda)).toMatchObject({ errorType: 'Runtime.UserCodeSyntaxError' });
  await save('whole.ts', "import { part } from './part.ts'; export const handler = () => ['b', part];");
  expect(await answerOf(lambda)).toEqual(['b', 2]);
});

test('stop leaves neither processes nor files', async () => {
  const lambda = await functionOf('export const handler = () => [process.pid, import.meta.dirname];');
  const [pid, bundled] = (await answerOf(lambda)) as [number, string];
  expect(existsSync(bundled)).toBe(true);
  await lambda.stop();
  await expect.poll(() => isAlive(pid)).toBe(false);
  expect(existsSync(bundled)).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('a stop in the middle of anything leaves no folder, and whoever waits is told', async () => {
  vi.stubEnv('TMPDIR', await mkdtemp(join(folder, 'tmp-')));
  for (const ms of [0, 1, 5, 20, 60]) {
    const lambda = await functionOf('export const handler = () => new Promise(() => {});');
    const calls = Array.from({ length: 12 }, () => lambda.invoke('{}'));
    await new Promise((resolve) => setTimeout(resolve, ms));
    await lambda.stop();
    const errors = (await Promise.all(calls)).map(({ error }) => error?.errorType);
    expect(new Set(errors)).toEqual(new Set(['Runtime.ExitError']));
  }
  expect(await readdir(tmpdir())).toEqual([]);
  vi.unstubAllEnvs();
});
