// Invoke, as the clients of Lambda call it, on an emulator's port.
import { InvokeCommand, LambdaClient, type InvokeCommandInput } from '@aws-sdk/client-lambda';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createEmulator, type Emulator } from '../../../emulator/index.ts';
import { toEnvironment } from '../../../workbench/environment.ts';
import { createFunctions, type Functions } from '../../../workbench/lambda/functions.ts';
import { invokeRoute, type Invocation } from '../../../workbench/lambda/invoke-route.ts';
import { findProgram, runProgram } from '../../clients/support/programs.ts';
import { startTestEmulator, type TestEmulator } from '../../support/emulator.ts';
import { failureOf } from '../../support/failure.ts';
import { until } from '../../support/until.ts';

let database: TestEmulator;
let emulator: Emulator;
let functions: Functions;
let client: LambdaClient;
const invoked: Invocation[] = [];
beforeAll(async () => {
  database = await startTestEmulator();
  const config = { host: '127.0.0.1', port: 0, databaseUrl: inject('databaseUrl') };
  functions = createFunctions(() => toEnvironment(emulator.endpoint, database.database, inject('databaseUrl')));
  emulator = await createEmulator(config, { routes: invokeRoute(functions, (invocation) => invoked.push(invocation)) });
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  client = new LambdaClient({ endpoint: emulator.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
});
beforeEach(async () => {
  invoked.length = 0;
  await database.direct.query('DROP TABLE IF EXISTS Employee');
  for (const statement of (await readFile('handler/employee.sql', 'utf8')).split(/;\n/).filter((text) => text.trim())) {
    await database.direct.query(statement);
  }
});
afterAll(async () => {
  await functions.stop();
  await emulator.stop();
  await database[Symbol.asyncDispose]();
});

const SEED = [
  [1, 'Ada Lovelace'],
  [2, 'Edgar Codd'],
  [3, 'Grace Hopper'],
];

async function invoke(FunctionName: string, event: unknown, options: Partial<InvokeCommandInput> = {}) {
  const answer = await client.send(
    new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)), ...options }),
  );
  const text = answer.Payload?.transformToString() ?? '';
  return { ...answer, payload: text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>) };
}

describe.each(['lambda-rds', 'solution'])('%s', (name) => {
  test('answers', async () => {
    const { payload, StatusCode, FunctionError, ExecutedVersion } = await invoke(name, { EmpId: 10, EmpName: 'Zoë' });
    expect({ payload, StatusCode, FunctionError, ExecutedVersion }).toEqual({
      payload: [...SEED, [10, 'Zoë']],
      StatusCode: 200,
      FunctionError: undefined,
      ExecutedVersion: '$LATEST',
    });
  });

  test('hands its error on, with what it printed', async () => {
    const answer = await invoke(name, { EmpId: 2, EmpName: 'x' }, { LogType: 'Tail' });
    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
    expect(answer.payload).toEqual({
      errorType: name === 'solution' ? 'DatabaseErrorException' : 'Error',
      errorMessage: expect.stringContaining("Duplicate entry '2' for key") as string,
      trace: expect.arrayContaining([expect.stringMatching(/^ {4}at .*handler\/.*\.ts:\d+/)]) as string[],
    });
    const log = Buffer.from(answer.LogResult ?? '', 'base64').toString();
    expect(log).toMatch(
      /^START RequestId: \S+ Version: \$LATEST\nOops, .* Transaction Rollbacked: Duplicate.*\nEND RequestId: \S+\nREPORT .*\n$/,
    );
  });
});

test('the skeleton says what it lacks', async () => {
  const { payload } = await invoke('lambda-dataapi', { EmpId: 10, EmpName: 'x' });
  expect(payload).toMatchObject({ errorType: 'Error', errorMessage: 'TODO 1 is not done yet: begin a transaction' });
});

test('the stretch goal takes a list', async () => {
  const Employees = [
    { EmpId: 10, EmpName: 'x' },
    { EmpId: 11, EmpName: 'y' },
  ];
  const { payload } = await invoke('solution-batch', { Employees });
  expect(payload).toEqual({ added: [10, 11], notAdded: [], employees: [...SEED, [10, 'x'], [11, 'y']] });
});

test('twenty invocations at the same time all succeed (choice: lambda-invoke)', async () => {
  const ids = Array.from({ length: 20 }, (_, n) => 100 + n);
  const answers = await Promise.all(ids.map((EmpId) => invoke('solution', { EmpId, EmpName: 'x' })));
  expect(answers.map(({ FunctionError }) => FunctionError)).toEqual(ids.map(() => undefined));
  expect(await database.select('SELECT COUNT(*) FROM Employee')).toEqual([[{ longValue: 23 }]]);
});

test.each([
  'solution:$LATEST',
  'solution:live',
  'function:solution',
  '123456789012:function:solution',
  'arn:aws:lambda:eu-west-1:123456789012:function:solution',
  'arn:aws:lambda:eu-west-1:123456789012:function:solution:7',
])('%s names the function', async (name) => {
  expect((await invoke(name, {})).payload).toMatchObject({ errorMessage: expect.stringMatching(/^Invalid input!/) });
});

test('DryRun runs nothing, Event answers before it has run', async () => {
  const dry = await invoke('solution', { EmpId: 10, EmpName: 'x' }, { InvocationType: 'DryRun' });
  expect({ status: dry.StatusCode, payload: dry.payload }).toEqual({ status: 204, payload: undefined });
  const event = await invoke('solution', { EmpId: 11, EmpName: 'y' }, { InvocationType: 'Event' });
  expect({ status: event.StatusCode, payload: event.payload }).toEqual({ status: 202, payload: undefined });
  await until(async () => invoked.length > 0);
  expect(await database.select('SELECT EmpId FROM Employee WHERE EmpId > 9')).toEqual([[{ longValue: 11 }]]);
});

test('a function that is not there', async () => {
  await expect(failureOf(invoke('nope:live', {}))).resolves.toEqual({
    name: 'ResourceNotFoundException',
    message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:nope',
  });
});

describe('on the wire', () => {
  const post = (name: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${emulator.endpoint}/2015-03-31/functions/${name}/invocations`, { method: 'POST', body, headers });

  test.each([
    ['solution', 'no json', {}, 400, 'InvalidRequestContentException', 'Could not parse request body into json: '],
    ['nope', '{}', {}, 404, 'ResourceNotFoundException', 'Function not found: arn:aws:lambda:'],
    ['a.b', '{}', {}, 400, 'ValidationException', "Value 'a.b' at 'functionName' failed"],
    ['solution', '{}', { 'x-amz-invocation-type': 'Later' }, 400, 'InvalidParameterValueException', 'Later'],
    ['solution', `"${'a'.repeat(6_291_456)}"`, {}, 413, 'RequestTooLargeException', 'smaller than 6291456 bytes'],
  ])('%s %.10s %j is refused', async (name, body, headers, status, type, message) => {
    const response = await post(name, body, headers);
    expect(response.status).toBe(status);
    expect(response.headers.get('x-amzn-errortype')).toBe(type);
    expect(await response.json()).toEqual({ Type: 'User', Message: expect.stringContaining(message) as string });
  });

  test('an event that is empty is {}', async () => {
    const response = await post('solution', '');
    expect(response.headers.get('x-amz-function-error')).toBe('Unhandled');
    expect(await response.text()).toContain('Invalid input!');
  });

  test('web pages are refused', async () => {
    expect((await post('solution', '{}', { origin: 'http://example.com' })).status).toBe(403);
    expect(invoked).toEqual([]);
  });
});

const aws = findProgram('aws', ['--version'], 'Install it with: apt-get install awscli');
describe.skipIf(aws === undefined)('the AWS CLI', () => {
  test('lambda invoke', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'workbench-invoke-'));
    const file = join(folder, 'answer.json');
    const payload = ['--payload', JSON.stringify({ EmpId: 10, EmpName: 'x' })];
    const args = ['--endpoint-url', emulator.endpoint, 'lambda', 'invoke', '--function-name', 'solution', file];
    const version = (await runProgram(aws ?? '', ['--version'])).stdout;
    const raw = version.startsWith('aws-cli/1') ? [] : ['--cli-binary-format', 'raw-in-base64-out'];
    const { code, stderr } = await runProgram(aws ?? '', [...args, ...payload, ...raw]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual([...SEED, [10, 'x']]);
    await rm(folder, { recursive: true });
  });
});
