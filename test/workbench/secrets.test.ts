// Passwords and keys stay where they belong, whatever goes wrong.
import { randomBytes } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RDSDataClient, ExecuteStatementCommand } from '@aws-sdk/client-rds-data';
import mysql from 'mysql2/promise';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { runCommand, type Command } from '../support/command.ts';
import { ARNS } from '../support/emulator.ts';

const PASSWORD = `password-${randomBytes(9).toString('hex')}`;
/** What SQL gives to an account. */
const GIVEN = `given-${randomBytes(9).toString('hex')}`;
const SECRET_KEY = `key-${randomBytes(9).toString('hex')}`;
const USER = `secrets_${randomBytes(4).toString('hex')}`;
const DATABASE = `${USER}_db`;

let direct: mysql.Connection;
let cache: string;
let command: Command;
let endpoint: string;
beforeAll(async () => {
  direct = await mysql.createConnection({ uri: inject('databaseUrl') });
  await direct.query(`CREATE USER ${USER}@'%' IDENTIFIED BY '${PASSWORD}'`);
  await direct.query(`GRANT ALL ON *.* TO ${USER}@'%'`);
  cache = await mkdtemp(join(tmpdir(), 'secrets-'));
  const url = Object.assign(new URL(inject('databaseUrl')), { username: USER, password: PASSWORD });
  command = runCommand(['start', '--port', '0', '--database', DATABASE], {
    DATABASE_URL: url.href,
    WORKBENCH_ENGINE: 'auto',
    EMULATOR_CREDENTIALS: `AKID:${SECRET_KEY}`,
    XDG_CACHE_HOME: cache,
  });
  endpoint = (await command.printed(/is up on (\S+)/))[1] ?? '';
});
afterAll(async () => {
  command.process.kill('SIGTERM');
  await command.ended;
  await direct.query(`DROP DATABASE IF EXISTS ${DATABASE}`);
  await direct.query(`DROP USER IF EXISTS ${USER}`);
  await direct.end();
  await rm(cache, { recursive: true });
});

const noSecret = (text: string): void => {
  expect(text).not.toContain(PASSWORD);
  expect(text).not.toContain(SECRET_KEY);
  expect(text).not.toContain(GIVEN);
};

/** Text of the answer to a call, signed or not, right or wrong. */
async function tell(sql: string, secretAccessKey = SECRET_KEY): Promise<string> {
  const credentials = { accessKeyId: 'AKID', secretAccessKey };
  const client = new RDSDataClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  const answer: unknown = await client
    .send(new ExecuteStatementCommand({ ...ARNS, database: DATABASE, sql }))
    .catch((error: unknown) => error);
  client.destroy();
  return answer instanceof Error
    ? `${answer.name} ${answer.message} ${JSON.stringify(answer)}`
    : JSON.stringify(answer);
}

test('no line of the terminal and no recorded call holds a password that SQL gives, or was to give', async () => {
  const account = `${USER}_other`;
  const statements = [
    `CREATE USER ${account} IDENTIFIED BY '${GIVEN}'`,
    `ALTER USERS ${account} IDENTIFIED BY '${GIVEN}'`,
    `ALTER USER ${account} IDENTIFIED BY 'x' REPLACE '${GIVEN}'`,
    `CREATE USER ${account} IDENTIFIED '${GIVEN}'`,
    `SET PASSWORD FOR ${account} = 'x' REPLACE '${GIVEN}'`,
    `CHANGE MASTER MASTER_PASSWORD = '${GIVEN}'`,
    `CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTION (PASSWORD '${GIVEN}')`,
    `PREPARES s FROM "CREATE USER ${account} IDENTIFIED BY '${GIVEN}'"`,
    `DROP USER ${account}`,
  ];
  const answers: string[] = [];
  for (const sql of statements) answers.push(await tell(sql));
  expect(answers[1]).toContain(GIVEN);
  await command.printed(/DROP USER/);
  noSecret(command.output);
  const record = await (await fetch(`${endpoint}/_workbench/calls`)).text();
  noSecret(record);
  expect(record).toContain(`CREATE USER ${account} IDENTIFIED BY '***'`);
});

test('no error, log line or recorded call holds a secret', async () => {
  expect(await tell('SELECT 1')).toContain('"longValue":1');
  const texts = [
    await tell('SELECT 1', 'wrong'),
    await tell('SELECT nonsense FROM nowhere'),
    await tell('SHOW GRANTS'),
    await (await fetch(`${endpoint}/Execute`, { method: 'POST', body: '{' })).text(),
    await (await fetch(endpoint)).text(),
  ];
  texts.push(await (await fetch(`${endpoint}/_workbench/calls`)).text());
  expect(texts.at(-1)).toContain('SELECT nonsense');
  // The password changes on the server, as it does when a secret is rotated: whoever connects is refused.
  await direct.query(`ALTER USER ${USER}@'%' IDENTIFIED BY 'rotated'`);
  const [sessions] = await direct.query<mysql.RowDataPacket[]>(
    'SELECT id FROM information_schema.processlist WHERE user = ?',
    [USER],
  );
  for (const row of sessions) await direct.query(`KILL ${String(Object.values(row)[0])}`).catch(() => undefined);
  texts.push(await tell('SELECT 2'), await tell('SELECT 3'));
  expect(texts.at(-1)).toMatch(/Exception|Error/);
  texts.push(await (await fetch(`${endpoint}/_workbench/reset`, { method: 'POST' })).text());
  texts.push(await (await fetch(`${endpoint}/_workbench/calls`)).text());
  texts.forEach(noSecret);
  noSecret(command.output);
  expect(command.output).toContain('AWS_SECRET_ACCESS_KEY=...');
});

test('the key is not told to whoever asks, and known to the other commands of this user', async () => {
  const about = await (await fetch(`${endpoint}/_workbench/about`)).text();
  expect(about).toMatch(/"AWS_ACCESS_KEY_ID": *"AKID"/);
  noSecret(about);
  const teller = join(cache, 'teller.mjs');
  await writeFile(teller, 'export const handler = async () => (console.log(process.env.AWS_SECRET_ACCESS_KEY), []);');
  const commands = [
    ['status', '-o', 'env'],
    ['invoke', teller],
    ['run', teller, '--endpoint', endpoint],
  ];
  for (const args of commands) {
    const other = runCommand(args, { XDG_CACHE_HOME: cache });
    expect(await other.ended).toBe(0);
    expect(other.output).toContain(SECRET_KEY);
  }
});

test('what other commands are told is for this user alone', async () => {
  const folders = await readdir(cache, { recursive: true });
  const file = folders.find((name) => name.endsWith('.json')) ?? '';
  expect(await readFile(join(cache, file), 'utf8')).toContain(SECRET_KEY);
  expect((await stat(join(cache, file))).mode & 0o777).toBe(0o600);
});

test.skipIf(process.platform !== 'linux')('no process has a secret in its arguments', async () => {
  const { password } = new URL(inject('databaseUrl'));
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');
  const all = await Promise.all(processes.map((id) => read(`/proc/${id}/cmdline`)));
  expect(all.filter((text) => text !== '').length).toBeGreaterThan(2);
  all.forEach(noSecret);
  expect(all.filter((text) => password !== '' && text.includes(password))).toEqual([]);
});

test.skipIf(process.platform !== 'linux')(
  'a private server gets none of our variables that it does not need',
  async ({ skip }) => {
    skip(inject('socketPath') === '', 'the server is not a private one');
    const [[row]] = await direct.query<mysql.RowDataPacket[]>('SELECT @@pid_file AS file');
    const id = (await readFile(String(row?.['file']), 'utf8')).trim();
    const variables = (await readFile(`/proc/${id}/environ`, 'utf8')).split('\0').filter((text) => text !== '');
    expect(variables.map((text) => text.split('=')[0]).filter((name) => name?.startsWith('WORKBENCH_'))).toEqual([]);
    expect((await stat(String(row?.['file']).replace(/\/[^/]*$/, ''))).mode & 0o777).toBe(0o700);
  },
);
