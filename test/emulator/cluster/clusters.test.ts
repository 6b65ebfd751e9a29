// Contract 7.4: what calls are answered where a list says which clusters and secrets there are.
import {
  BeginTransactionCommand,
  CommitTransactionCommand,
  ExecuteStatementCommand,
  type RDSDataClient,
} from '@aws-sdk/client-rds-data';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readConfig } from '../../../emulator/config.ts';
import { createEmulator, type Emulator } from '../../../emulator/index.ts';
import { createClient, product } from '../../support/emulator.ts';
import { failureOf } from '../../support/failure.ts';

const cluster = (name: string): string => `arn:aws:rds:eu-west-1:111122223333:cluster:${name}`;
const secret = (name: string): string => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-AbCdEf`;

let folder: string;
let direct: Connection;
let emulator: Emulator;
let client: RDSDataClient;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clusters-'));
  const databaseUrl = inject('databaseUrl');
  direct = await mysql.createConnection({ uri: databaseUrl, multipleStatements: true });
  await direct.query(`DROP DATABASE IF EXISTS clusters_a; DROP DATABASE IF EXISTS clusters_b; DROP USER IF EXISTS clusters_user@'%';
    CREATE DATABASE clusters_a; CREATE DATABASE clusters_b; CREATE USER clusters_user@'%' IDENTIFIED BY 'right';
    GRANT ALL ON clusters_a.* TO clusters_user@'%'; GRANT ALL ON clusters_b.* TO clusters_user@'%'`);
  const url = new URL(databaseUrl);
  const address = `mysql://${url.host}`;
  // MySQL makes itself certificates, for no host in particular.
  const [[row]] = await direct.query<RowDataPacket[]>('SELECT @@datadir AS datadir');
  const authorities = product() === 'MySQL' ? join(String(row?.['datadir']), 'ca.pem') : fileURLToPath(import.meta.url);
  const file = join(folder, 'clusters.json');
  const list = {
    clusters: {
      [cluster('any')]: {},
      [cluster('one')]: { url: address, databases: ['clusters_a'] },
      [cluster('encrypted')]: { url: `${address}?ssl-mode=REQUIRED` },
      [cluster('verified')]: { url: `${address}?ssl-mode=VERIFY_CA` },
      [cluster('known')]: { url: `${address}?ssl-mode=VERIFY_CA&ssl-ca=${authorities}` },
      [cluster('foreign')]: { url: `${address}?ssl-mode=VERIFY_IDENTITY&ssl-ca=${authorities}` },
      [cluster('off')]: { dataApi: false },
      [cluster('empty')]: { instance: false },
      [cluster('down')]: { url: 'mysql://127.0.0.1:1' },
    },
    secrets: {
      [secret('account')]: true,
      [secret('user')]: { username: 'clusters_user', password: 'right', engine: 'mysql' },
      [secret('wrong')]: { username: 'clusters_user', password: 'wrong' },
      [secret('text')]: 'hush',
      [secret('incomplete')]: { username: 'clusters_user' },
    },
  };
  await writeFile(file, JSON.stringify(list));
  emulator = await createEmulator(
    readConfig({ EMULATOR_PORT: '0', DATABASE_URL: databaseUrl, EMULATOR_CLUSTERS: file }),
  );
  client = createClient(emulator.endpoint);
});
afterAll(async () => {
  client.destroy();
  await emulator.stop();
  await direct.query("DROP DATABASE clusters_a; DROP DATABASE clusters_b; DROP USER clusters_user@'%'");
  await direct.end();
  await rm(folder, { recursive: true });
});

async function select(sql: string, clusterName: string, secretName: string, database?: string): Promise<unknown> {
  const request = { resourceArn: cluster(clusterName), secretArn: secret(secretName), sql, database };
  const { records } = await client.send(new ExecuteStatementCommand(request));
  return records?.[0]?.[0]?.stringValue;
}

describe('a listed cluster is reached', () => {
  test.each([
    ['as the account of the secret', 'one', 'user', /^clusters_user@/],
    ['on the server of DATABASE_URL, where it has no address of its own', 'any', 'user', /^clusters_user@/],
    [
      'as the account of DATABASE_URL, where the secret is true',
      'one',
      'account',
      new RegExp(`^${new URL(inject('databaseUrl')).username}@`),
    ],
  ])('%s', async (_how, clusterName, secretName, account) => {
    expect(await select('SELECT CURRENT_USER()', clusterName, secretName)).toMatch(account);
  });

  test('in a database that it has', async () => {
    expect(await select('SELECT DATABASE()', 'one', 'user', 'clusters_a')).toBe('clusters_a');
    expect(await select('SELECT DATABASE()', 'any', 'user', 'clusters_b')).toBe('clusters_b');
    expect(await select('SELECT DATABASE()', 'any', 'account', '')).toBeUndefined();
  });

  test('in transactions', async () => {
    const arns = { resourceArn: cluster('one'), secretArn: secret('user') };
    const { transactionId } = await client.send(new BeginTransactionCommand({ ...arns, database: 'clusters_a' }));
    await expect(
      failureOf(client.send(new CommitTransactionCommand({ ...arns, resourceArn: cluster('none'), transactionId }))),
    ).resolves.toMatchObject({
      name: 'HttpEndpointNotEnabledException',
    });
    await client.send(new CommitTransactionCommand({ ...arns, transactionId }));
  });
});

describe('contract 7.4', () => {
  test.each([
    [
      'a cluster that is not listed',
      'none',
      'user',
      'HttpEndpointNotEnabledException',
      `HttpEndpoint is not enabled for resource ${cluster('none')}`,
    ],
    [
      'a cluster in letters of another case',
      'ONE',
      'user',
      'HttpEndpointNotEnabledException',
      `HttpEndpoint is not enabled for resource ${cluster('ONE')}`,
    ],
    [
      'a cluster whose Data API is off',
      'off',
      'user',
      'HttpEndpointNotEnabledException',
      `HttpEndpoint is not enabled for resource ${cluster('off')}`,
    ],
    [
      'a secret that is not listed',
      'one',
      'none',
      'SecretsErrorException',
      "Secrets Manager can't find the specified secret.",
    ],
    [
      'a secret that is no JSON',
      'one',
      'text',
      'InvalidSecretException',
      'The secret has to be a JSON object with username and password',
    ],
    [
      'a secret without a password',
      'one',
      'incomplete',
      'InvalidSecretException',
      'The secret has to be a JSON object with username and password',
    ],
    [
      'a cluster without an instance',
      'empty',
      'user',
      'DatabaseNotFoundException',
      `DB cluster ${cluster('empty')} has no DB instance`,
    ],
    [
      'a wrong password',
      'one',
      'wrong',
      'DatabaseErrorException',
      expect.stringMatching(
        /^Access denied for user 'clusters_user'@'.*' \(using password: YES\); Error code: 1045; SQLState: 28000$/,
      ) as string,
    ],
    ['a server that is down', 'down', 'user', 'DatabaseUnavailableException', expect.stringMatching(/./) as string],
  ])('%s', async (_what, clusterName, secretName, name, message) => {
    const failure = await failureOf(select('SELECT 1', clusterName, secretName));
    expect(failure).toEqual({ name, message });
  });

  test('a database that the cluster does not have, though the server does', async () => {
    const failure = await failureOf(select('SELECT 1', 'one', 'user', 'clusters_b'));
    expect(failure).toEqual({
      name: 'DatabaseErrorException',
      message: "Unknown database 'clusters_b'; Error code: 1049; SQLState: 42000",
    });
  });
});

test('Secrets Manager has the secrets of the list, by ARN and by name, and no others', async () => {
  const manager = new SecretsManagerClient({
    endpoint: emulator.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
  const ask = async (id: string): Promise<unknown> =>
    (await manager.send(new GetSecretValueCommand({ SecretId: id }))).SecretString;
  for (const id of [secret('user'), 'user']) {
    expect(await ask(id)).toBe('{"username":"clusters_user","password":"right","engine":"mysql"}');
  }
  expect(await ask('text')).toBe('hush');
  expect(JSON.parse(String(await ask('account')))).toMatchObject({ username: new URL(inject('databaseUrl')).username });
  for (const id of [secret('none'), 'none']) {
    expect(await failureOf(ask(id))).toMatchObject({ name: 'ResourceNotFoundException' });
  }
});

describe('the way to a server can be encrypted', () => {
  test.runIf(product() === 'MySQL').each(['encrypted', 'known'])('which this MySQL can: %s', async (name) => {
    const request = {
      resourceArn: cluster(name),
      secretArn: secret('account'),
      sql: "SHOW SESSION STATUS LIKE 'Ssl_version'",
    };
    const { records } = await client.send(new ExecuteStatementCommand(request));
    expect(records?.[0]?.[1]?.stringValue).toMatch(/^TLS/);
  });

  test.each(['verified', 'foreign', ...(product() === 'MariaDB' ? ['encrypted', 'known'] : [])])(
    'and is not used where it cannot be had as wanted: %s',
    async (name) => {
      expect(await failureOf(select('SELECT 1', name, 'account'))).toMatchObject({
        name: 'DatabaseUnavailableException',
      });
    },
  );
});

describe('a list that cannot be used is refused with the place', () => {
  test.each([
    ['no JSON', '{', /^EMULATOR_CLUSTERS: .*broken\.json is not JSON at line 1, column 2$/],
    ['no object', '[]', /broken\.json is an object in braces$/],
    ['an unknown member', '{"cluster": {}}', /broken\.json has clusters, secrets; it does not have cluster$/],
    [
      'a cluster under a name',
      '{"clusters": {"one": {}}}',
      /^EMULATOR_CLUSTERS: clusters: an ARN is arn:aws:rds:REGION:ACCOUNT:cluster:NAME, got one$/,
    ],
    ['a secret under a name', '{"secrets": {"one": {}}}', /secrets: an ARN is arn:aws:secretsmanager:.*, got one$/],
    [
      'an unknown member of a cluster',
      JSON.stringify({ clusters: { [cluster('a')]: { host: '' } } }),
      /:cluster:a has url, dataApi, instance, databases; it does not have host$/,
    ],
    [
      'a URL of another kind',
      JSON.stringify({ clusters: { [cluster('a')]: { url: 'http://x' } } }),
      /:cluster:a: url: a database is written mysql:/,
    ],
    [
      'a URL with a password',
      JSON.stringify({ clusters: { [cluster('a')]: { url: 'mysql://u:p@x' } } }),
      /url: user and password belong into a secret, not here$/,
    ],
    [
      'an unknown parameter of a URL',
      JSON.stringify({ clusters: { [cluster('a')]: { url: 'mysql://x?ssl=1' } } }),
      /takes ssl-mode and ssl-ca after the question mark, not ssl$/,
    ],
    [
      'a mode that hides what it is',
      JSON.stringify({ clusters: { [cluster('a')]: { url: 'mysql://x?ssl-mode=preferred' } } }),
      /ssl-mode is one of DISABLED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY, got PREFERRED$/,
    ],
    [
      'a file of certificates that is not there',
      JSON.stringify({ clusters: { [cluster('a')]: { url: 'mysql://x?ssl-ca=/none' } } }),
      /url: ssl-ca: ENOENT/,
    ],
    [
      'a text for true',
      JSON.stringify({ clusters: { [cluster('a')]: { dataApi: 'no' } } }),
      /:cluster:a: dataApi is true or false$/,
    ],
    [
      'a name for a list',
      JSON.stringify({ clusters: { [cluster('a')]: { databases: 'a' } } }),
      /:cluster:a: databases is a list of names$/,
    ],
    [
      'a number for a secret',
      JSON.stringify({ secrets: { [secret('a')]: 1 } }),
      /:secret:a-AbCdEf is an object in braces$/,
    ],
  ])('%s', async (_what, text, message) => {
    const file = join(folder, 'broken.json');
    await writeFile(file, text);
    expect(() => readConfig({ EMULATOR_CLUSTERS: file })).toThrow(message);
  });

  test('a file that is not there', () => {
    expect(() => readConfig({ EMULATOR_CLUSTERS: '/nowhere.json' })).toThrow(
      /^EMULATOR_CLUSTERS: \/nowhere\.json: ENOENT/,
    );
  });
});

test('without a list, any ARNs reach the one server', async () => {
  const free = await createEmulator(readConfig({ EMULATOR_PORT: '0', DATABASE_URL: inject('databaseUrl') }));
  const request = { resourceArn: cluster('x'), secretArn: secret('y'), sql: 'SELECT 1' };
  const freeClient = createClient(free.endpoint);
  expect((await freeClient.send(new ExecuteStatementCommand(request))).records).toEqual([[{ longValue: 1 }]]);
  freeClient.destroy();
  await free.stop();
});
