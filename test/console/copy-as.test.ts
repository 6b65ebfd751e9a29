// Calls copied as programs: each program is run, and what it asks and is answered is what the call asked and was answered.
import { stringify } from 'lossless-json';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COPY_AS } from '../../workbench/console/page/copy/copy-as.ts';
import { findProgram, runProgram, type Ending } from '../clients/support/programs.ts';
import { ARNS, startTestEmulator, type CalledCall, type TestEmulator } from '../support/emulator.ts';

const HOSTILE = `It's "so" \\ \\n \`tick\` $(id) \${x} %s {0} """ ''' \t\r\n -- ; é 山田 \u{1F469}\u200D\u{1F4BB} \u2028 \u0000\u007F :x ?`;
const BYTES = Buffer.from([0, 39, 34, 92, 255, 10]).toString('base64');
const text = (name: string, stringValue: string): object => ({ name, value: { stringValue } });

const ENDINGS = { CommitTransaction: 'Transaction Committed', RollbackTransaction: 'Rollback Complete' };

interface Statement {
  readonly title: string;
  /** Of the request, beside ARNs, database and transaction, which all have. */
  readonly members: object;
  readonly path?: string;
  readonly isRefused?: true;
}

const STATEMENTS: readonly Statement[] = [
  { title: 'a plain statement', members: { sql: 'SELECT 1 AS one' } },
  {
    title: 'values of all kinds',
    members: {
      sql: 'SELECT :text, :empty, :long, :negative, :double, :yes, :no, :nothing, :bytes, :day, :price, :document',
      parameters: [
        text('text', HOSTILE),
        text('empty', ''),
        { name: 'long', value: { longValue: 9_223_372_036_854_775_807n } },
        { name: 'negative', value: { longValue: -9_007_199_254_740_993n } },
        { name: 'double', value: { doubleValue: 0.1 } },
        { name: 'yes', value: { booleanValue: true } },
        { name: 'no', value: { booleanValue: false } },
        { name: 'nothing', value: { isNull: true } },
        { name: 'bytes', value: { blobValue: BYTES } },
        { ...text('day', '2026-11-24'), typeHint: 'DATE' },
        { ...text('price', '12345678901234567890.10'), typeHint: 'DECIMAL' },
        { ...text('document', '{"a": [1, null, "é"]}'), typeHint: 'JSON' },
      ],
    },
  },
  {
    title: 'all options, and SQL of several lines with everything in it',
    members: {
      sql: `SELECT 'it''s \\\\ $(id) \${x} """ \`',\r\n  "é山\u{1F469}",\n  1.50 AS price, 7 AS \`n $(id)\` -- end"`,
      includeResultMetadata: true,
      continueAfterTimeout: false,
      resultSetOptions: { decimalReturnType: 'DOUBLE_OR_LONG', longReturnType: 'STRING' },
    },
  },
  { title: 'JSON as the format', members: { sql: 'SELECT 1 AS a', formatRecordsAs: 'JSON' } },
  { title: 'SQL that looks like an option', members: { sql: '--\nSELECT(1)' } },
  { title: 'SQL that looks like a file', members: { sql: 'file:///etc/hostname' }, isRefused: true },
  {
    title: 'a long value',
    members: { sql: 'SELECT LENGTH(:long)', parameters: [text('long', `'${'x'.repeat(200_000)}`)] },
  },
  {
    title: 'a batch',
    path: '/BatchExecute',
    members: {
      sql: 'INSERT INTO t VALUES (:id, :name)',
      parameterSets: [1, 2, 3].map((n) => [
        { name: 'id', value: { longValue: n } },
        n === 3 ? { name: 'name', value: { isNull: true } } : text('name', HOSTILE.replace('\u0000', '')),
      ]),
    },
  },
  { title: 'what the service refuses', members: { sql: 'SELEKT', parameters: [] }, isRefused: true },
];

const aws = findProgram('aws', ['--version'], 'Install it with: apt-get install awscli');
const python = findProgram('python3', ['-c', 'import boto3'], 'Install it with: apt-get install python3-boto3');

/** How each program is run; undefined where what runs it is missing. */
const RUNNERS: Readonly<Record<string, { file: string; command: readonly string[] } | undefined>> = {
  TypeScript: { file: 'call.mts', command: [process.execPath, '--import', import.meta.resolve('tsx')] },
  'AWS CLI': aws === undefined ? undefined : { file: 'call.sh', command: [`PATH=${toPath(aws)}`, '/bin/sh'] },
  Python: python === undefined ? undefined : { file: 'call.py', command: [python] },
  curl: { file: 'call.sh', command: ['/bin/sh'] },
};

function toPath(program: string): string {
  return [...(program.startsWith('/') ? [dirname(program)] : []), process.env['PATH']].join(':');
}

let emulator: TestEmulator;
let folder: string;
beforeAll(async () => {
  emulator = await startTestEmulator();
  // Inside the project, so that the SDK is found.
  folder = await mkdtemp(join('test', 'console', '.copy-'));
  await emulator.execute('CREATE TABLE t (id BIGINT, name TEXT CHARACTER SET utf8mb4)');
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await emulator[Symbol.asyncDispose]();
});

/** Sends a call as it is, past any SDK. @returns what was asked and answered. */
async function send(path: string, members: object): Promise<CalledCall> {
  const body = stringify({ ...ARNS, ...members }) ?? '';
  const headers = { 'content-type': 'application/json' };
  return oneCall(async () => {
    const response = await fetch(`${emulator.emulator.endpoint}${path}`, { method: 'POST', headers, body });
    await response.text();
  });
}

/** @returns the call that the work makes. */
async function oneCall(work: () => Promise<void>): Promise<CalledCall> {
  emulator.calls.length = 0;
  await work();
  const [call, ...others] = emulator.calls;
  if (call === undefined || others.length > 0) throw new Error(`There were ${others.length} more calls`);
  return call;
}

/** Runs a copy of a call. @returns the one call that it makes, and how it ended. */
async function runCopy(
  { operation, request }: CalledCall,
  language: string,
): Promise<{ call: CalledCall; ending: Ending | undefined }> {
  const copier = COPY_AS.find(({ name }) => name === language);
  const runner = RUNNERS[language];
  if (copier === undefined || runner === undefined) throw new Error(`No ${language} here`);
  const file = resolve(folder, runner.file);
  const { endpoint } = emulator.emulator;
  await writeFile(file, copier.write({ operation, request: request as Record<string, unknown>, endpoint }));
  // A program may leave a file in the folder that it runs in.
  const args = ['-C', folder, ...runner.command, file];
  let ending: Ending | undefined;
  const call = await oneCall(async () => {
    ending = await runProgram('/usr/bin/env', args);
    if (emulator.calls.length === 0) throw new Error(`It called nothing: ${ending.stderr}`);
  });
  return { call, ending };
}

const languages: string[] = COPY_AS.map(({ name }) => name);
for (const language of languages)
  describe.skipIf(RUNNERS[language] === undefined)(`as ${language}`, () => {
    test.each(STATEMENTS)('$title', { timeout: 60_000 }, async ({ members, path = '/Execute', isRefused = false }) => {
      const operation = path === '/Execute' ? 'ExecuteStatement' : 'BatchExecuteStatement';
      const { database } = emulator;
      const transactionId = await emulator.begin();
      const original = await send(path, { database, transactionId, ...members });
      expect(original).toMatchObject({ operation, status: isRefused ? 400 : 200 });
      const { call, ending } = await runCopy(original, language);
      expect(call.request).toEqual(original.request);
      expect(call).toMatchObject({ operation, status: original.status, body: original.body });
      // curl does not know a refusal.
      expect(ending?.code === 0).toBe(!isRefused || language === 'curl');
      await emulator.rollback(transactionId);
    });

    test('a transaction is begun, committed and rolled back', { timeout: 60_000 }, async () => {
      const { database } = emulator;
      const begun = await runCopy(await send('/BeginTransaction', { database }), language);
      const { transactionId } = JSON.parse(String(begun.call.body)) as { transactionId: string };
      const members = { ...ARNS, transactionId };
      for (const [operation, transactionStatus] of Object.entries(ENDINGS)) {
        const id = operation === 'CommitTransaction' ? transactionId : await emulator.begin();
        const { call } = await runCopy(
          { ...begun.call, operation: operation as 'CommitTransaction', request: { ...members, transactionId: id } },
          language,
        );
        expect(call).toMatchObject({ operation, status: 200, body: JSON.stringify({ transactionStatus }) });
      }
      await emulator.emulator.rollBackTransactions();
    });

    test('ExecuteSql is refused as it was', { timeout: 60_000 }, async () => {
      const request = {
        dbClusterOrInstanceArn: ARNS.resourceArn,
        awsSecretStoreArn: ARNS.secretArn,
        sqlStatements: 'SELECT 1',
      };
      const { call } = await runCopy({ ...(await send('/ExecuteSql', {})), request }, language);
      expect(call).toMatchObject({ operation: 'ExecuteSql', request, status: 400, exception: 'BadRequestException' });
    });
  });

test('what is copied most is short: an option a member, and no quotes but where a shell wants them', () => {
  const parameters = [{ name: 'id', value: { longValue: 2 } }];
  const request = { ...ARNS, database: 'shop', sql: 'SELECT name FROM people WHERE id = :id', parameters };
  const copier = COPY_AS.find(({ name }) => name === 'AWS CLI');
  expect(copier?.write({ operation: 'ExecuteStatement', request, endpoint: 'http://127.0.0.1:8080' }))
    .toBe(`AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local \\
aws rds-data execute-statement \\
  --endpoint-url http://127.0.0.1:8080 --region us-east-1 \\
  --resource-arn ${ARNS.resourceArn} \\
  --secret-arn ${ARNS.secretArn} \\
  --database shop \\
  --sql 'SELECT name FROM people WHERE id = :id' \\
  --parameters '[{"name":"id","value":{"longValue":2}}]'
`);
});
