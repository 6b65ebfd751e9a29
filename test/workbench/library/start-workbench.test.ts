// The library, as somebody else's tests use it.
import { BeginTransactionCommand, ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { connect } from '../../../workbench/database/connect.ts';
import type { Database } from '../../../workbench/database/database.ts';
import { startDatabase } from '../../../workbench/database/start-database.ts';
import {
  LeakError,
  startWorkbench,
  type Workbench,
  type WorkbenchOptions,
  type WorkbenchTemplate,
} from '../../../workbench/index.ts';
import { createClient } from '../../support/emulator.ts';
import { ask } from '../database/support/ask.ts';
import { privateEngine } from '../database/support/start-for-test.ts';

/** A server that no other test uses: what is left on it is ours. */
let server: Database;
let engine: string;
let folder: string;
let direct: Connection;
const started: Workbench[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'library-'));
  await writeFile(
    join(folder, 'schema.sql'),
    'CREATE TABLE person (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50))',
  );
  await writeFile(join(folder, 'seed.sql'), "INSERT INTO person (name) VALUES ('Ada'), ('Grace')");
  server = await startDatabase({ engine: privateEngine, progress: () => undefined });
  engine = server.url;
  direct = await connect(server);
});
afterEach(async () => {
  for (const workbench of started.splice(0)) await workbench.stop().catch(() => undefined);
});
afterAll(async () => {
  await direct.end();
  await server.stop();
  await rm(folder, { recursive: true });
});

type Place = Pick<Workbench, 'endpoint' | 'resourceArn' | 'secretArn' | 'database'>;

const schema = (): string => join(folder, 'schema.sql');
const seed = (): string => join(folder, 'seed.sql');

async function start(options: WorkbenchOptions = {}): Promise<Workbench> {
  const workbench = await startWorkbench({ engine, schema: schema(), seed: seed(), ...options });
  started.push(workbench);
  return workbench;
}

async function execute(
  { endpoint, resourceArn, secretArn, database }: Place,
  sql: string,
): Promise<unknown[][] | undefined> {
  const client = createClient(endpoint);
  return (await client.send(new ExecuteStatementCommand({ resourceArn, secretArn, database, sql }))).records;
}

async function names(workbench: Place): Promise<unknown> {
  const records = await execute(workbench, 'SELECT name FROM person ORDER BY id');
  return records?.map(([name]) => (name as { stringValue: string }).stringValue);
}

async function begin({ endpoint, resourceArn, secretArn, database }: Workbench): Promise<string | undefined> {
  return (await createClient(endpoint).send(new BeginTransactionCommand({ resourceArn, secretArn, database })))
    .transactionId;
}

async function databases(): Promise<string[]> {
  const [rows] = await direct.query<RowDataPacket[]>('SHOW DATABASES');
  return rows.map((row) => String(row['Database']));
}

describe('a workbench', () => {
  test('is a Data API on a seeded database, described by what it has', async () => {
    const workbench = await start();
    expect(await names(workbench)).toEqual(['Ada', 'Grace']);
    expect(workbench.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(workbench.database).toMatch(/^workbench_[0-9a-f]{8}_\d+$/);
    expect(workbench.env).toMatchObject({
      AWS_ENDPOINT_URL_RDS_DATA: workbench.endpoint,
      DB_CLUSTER_ARN: workbench.resourceArn,
      DB_SECRET_ARN: workbench.secretArn,
      DB_NAME: workbench.database,
    });
    expect(await ask(workbench.databaseUrl, 'SELECT COUNT(*) FROM person')).toEqual([2]);
    expect(workbench.calls.all()).toMatchObject([{ operation: 'ExecuteStatement', rows: 2 }]);
  });

  test('lends an SDK all that it needs in the environment', async () => {
    const workbench = await start();
    for (const [name, value] of Object.entries(workbench.env)) vi.stubEnv(name, value);
    const { DB_CLUSTER_ARN: resourceArn, DB_SECRET_ARN: secretArn, DB_NAME: database } = process.env;
    const answer = await new RDSDataClient().send(
      new ExecuteStatementCommand({ resourceArn, secretArn, database, sql: 'SELECT 1' }),
    );
    expect(answer.records).toEqual([[{ longValue: 1 }]]);
    vi.unstubAllEnvs();
  });

  test('ends with its block and leaves no database', async () => {
    const before = await databases();
    let endpoint: string;
    {
      await using workbench = await startWorkbench({ engine, schema: schema(), seed: seed() });
      endpoint = workbench.endpoint;
      expect(await names(workbench)).toEqual(['Ada', 'Grace']);
    }
    await expect(fetch(endpoint)).rejects.toThrow('fetch failed');
    expect(await databases()).toEqual(before);
  });

  test('can be empty, can have a name, can be stopped twice', async () => {
    const workbench = await start({ schema: [], seed: [], database: 'library_test' });
    expect(await execute(workbench, 'SHOW TABLES')).toEqual([]);
    expect(workbench.database).toBe('library_test');
    await Promise.all([workbench.stop(), workbench.stop()]);
    expect(await databases()).not.toContain('library_test');
  });

  test('does not touch a database that was there before', async () => {
    await direct.query('CREATE DATABASE library_test');
    await expect(start({ database: 'library_test' })).rejects.toThrow('has a database library_test already');
    expect(await databases()).toContain('library_test');
    await direct.query('DROP DATABASE library_test');
  });

  test.runIf(privateEngine === 'mysql')('reaches its server by an encrypted way, on request', async () => {
    const workbench = await start({ engine: `${engine}?ssl-mode=REQUIRED` });
    const [cipher] = (await execute(workbench, "SHOW STATUS LIKE 'Ssl_version'")) ?? [];
    expect(cipher).toEqual([{ stringValue: 'Ssl_version' }, { stringValue: expect.stringMatching(/^TLS/) as string }]);
    await workbench.reset();
  });

  test('answers for the clusters of a list', async () => {
    const arn = 'arn:aws:rds:eu-west-1:111122223333:cluster:mine';
    const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:mine-AbCdEf';
    await writeFile(
      join(folder, 'clusters.json'),
      JSON.stringify({ clusters: { [arn]: {} }, secrets: { [secret]: true } }),
    );
    const workbench = await start({ clusters: join(folder, 'clusters.json') });
    expect(workbench).toMatchObject({ resourceArn: arn, secretArn: secret });
    expect(await names(workbench)).toEqual(['Ada', 'Grace']);
    await expect(names({ ...workbench, resourceArn: arn.replace('mine', 'yours') })).rejects.toThrow(
      'HttpEndpoint is not enabled',
    );
  });
});

describe('signatures that are to be checked', () => {
  const OWN = { accessKeyId: 'mine', secretAccessKey: 'hush', region: 'eu-west-1' };

  async function askAs(
    { endpoint, resourceArn, secretArn }: Workbench,
    { AWS_REGION = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' }: Workbench['env'],
  ): Promise<unknown> {
    const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
    const client = new RDSDataClient({ endpoint, region: AWS_REGION, credentials, maxAttempts: 1 });
    return (await client.send(new ExecuteStatementCommand({ resourceArn, secretArn, sql: 'SELECT 1' }))).records;
  }

  test.each<[string, true | typeof OWN]>([
    ['with the credentials that it lends', true],
    ['with credentials of its own', OWN],
  ])('are, %s', async (_what, verifySignatures) => {
    const workbench = await start({ verifySignatures });
    const headers = { 'content-type': 'application/json' };
    const unsigned = await fetch(`${workbench.endpoint}/Execute`, { method: 'POST', headers, body: '{}' });
    expect([unsigned.status, unsigned.headers.get('x-amzn-errortype')]).toEqual([
      403,
      'MissingAuthenticationTokenException',
    ]);
    expect(await askAs(workbench, workbench.env)).toEqual([[{ longValue: 1 }]]);
  });

  test('those of others are refused', async () => {
    const workbench = await start({ verifySignatures: OWN });
    const asLocal = { ...workbench.env, AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
    await expect(askAs(workbench, asLocal)).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      $metadata: { httpStatusCode: 403 },
    });
  });
});

describe('a seed', () => {
  test('can be a function, which finds the schema and every way in', async () => {
    const workbench = await start({
      async seed({ endpoint, env, database, databaseUrl }) {
        await ask(databaseUrl, "INSERT INTO person (name) VALUES ('by driver')");
        const arns = { resourceArn: env['DB_CLUSTER_ARN'], secretArn: env['DB_SECRET_ARN'] };
        await createClient(endpoint).send(
          new ExecuteStatementCommand({ ...arns, database, sql: "INSERT INTO person (name) VALUES ('by Data API')" }),
        );
      },
    });
    expect(workbench.calls.length).toBe(0);
    expect(await names(workbench)).toEqual(['by driver', 'by Data API']);
    await execute(workbench, 'DELETE FROM person');
    await workbench.reset();
    expect(await names(workbench)).toEqual(['by driver', 'by Data API']);
  });

  test('can come from another process, as JSON', async () => {
    const workbench = await start();
    const template = JSON.parse(JSON.stringify(workbench.template)) as WorkbenchTemplate;
    const other = await startWorkbench({ template });
    started.push(other);
    await execute(other, 'DELETE FROM person');
    expect(await names(workbench)).toEqual(['Ada', 'Grace']);
    await other.reset();
    expect(await names(other)).toEqual(['Ada', 'Grace']);
  });

  test.each([
    ['SQL that fails, with its place', { seed: 'handler/event.ts' }, /^handler\/event\.ts:2: /],
    ['a file that is not there', { schema: 'nowhere.sql' }, /^nowhere\.sql: there is no such file/],
    ['a function that throws', { seed: () => Promise.reject(new Error('no luck')) }, /^no luck$/],
  ])('that fails leaves nothing: %s', async (_what, options, message) => {
    const before = await databases();
    await expect(start(options)).rejects.toThrow(message);
    expect(await databases()).toEqual(before);
  });
});

describe('reset', () => {
  test('goes back to the seed, says what it did, and forgets all calls', async () => {
    const workbench = await start();
    await execute(workbench, "INSERT INTO person (name) VALUES ('Edgar')");
    await execute(workbench, 'CREATE TABLE extra (id INT)');
    expect(await workbench.reset()).toEqual({
      restored: ['extra', 'person'],
      leaks: [],
      durationMs: expect.any(Number) as number,
    });
    expect(workbench.calls.length).toBe(0);
    expect(await names(workbench)).toEqual(['Ada', 'Grace']);
    await execute(workbench, "INSERT INTO person (name) VALUES ('Edgar')");
    expect(await execute(workbench, 'SELECT MAX(id) FROM person')).toEqual([[{ longValue: 3 }]]);
  });

  test('over HTTP', async () => {
    const workbench = await start();
    await execute(workbench, 'DELETE FROM person');
    const response = await fetch(`${workbench.endpoint}/_workbench/reset`, { method: 'POST' });
    expect(await response.json()).toMatchObject({ restored: ['person'], leaks: [] });
    expect(await names(workbench)).toEqual(['Ada', 'Grace']);
  });
});

describe('a transaction that was left open', () => {
  test('does not hold up the reset, which warns with its SQL', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const workbench = await start();
    const { endpoint, resourceArn, secretArn, database } = workbench;
    const transactionId = await begin(workbench);
    const sql = 'DELETE FROM person';
    await createClient(endpoint).send(
      new ExecuteStatementCommand({ resourceArn, secretArn, database, transactionId, sql }),
    );
    expect(workbench.leaks()).toMatchObject([{ transactionId, statements: [sql] }]);
    expect((await workbench.reset()).leaks).toHaveLength(1);
    expect(warn).toHaveBeenCalledWith(
      expect.stringMatching(
        /^A transaction was left open: .*\n {2}begun at \S+ in workbench_\w+\n {4}DELETE FROM person$/,
      ),
    );
    expect(await names(workbench)).toEqual(['Ada', 'Grace']);
    expect(workbench.leaks()).toEqual([]);
    warn.mockRestore();
  });

  test('fails reset and stop on request, after they have done what they are for', async () => {
    const workbench = await start({ failOnLeak: true });
    await begin(workbench);
    await execute(workbench, 'DELETE FROM person');
    await expect(workbench.reset()).rejects.toThrow(LeakError);
    expect(await names(workbench)).toEqual(['Ada', 'Grace']);
    await workbench.reset();
    await begin(workbench);
    await expect(workbench.stop()).rejects.toThrow(/^A transaction was left open: .*\n.*\n {4}\(nothing ran in it\)$/);
    expect(await databases()).not.toContain(workbench.database);
  });
});

describe('several in one process', { timeout: 60_000 }, () => {
  /** @returns how many database servers this process has started that still run. */
  async function scratchFolders(): Promise<number> {
    return (await readdir(folder)).filter((name) => name.startsWith('rds-data-')).length;
  }

  test('share a server, and nothing else; the last one ends it', async () => {
    vi.stubEnv('TMPDIR', folder);
    const all = await Promise.all([1, 2, 3, 4].map(() => start({ engine: privateEngine })));
    expect(await scratchFolders()).toBe(1);
    await Promise.all(
      all.map((workbench, n) => execute(workbench, `INSERT INTO person (name) VALUES ('number ${n}')`)),
    );
    expect(await Promise.all(all.map(names))).toEqual([0, 1, 2, 3].map((n) => ['Ada', 'Grace', `number ${n}`]));
    await Promise.all(all.slice(1).map((workbench) => workbench.stop()));
    expect(await names(all[0] as Workbench)).toEqual(['Ada', 'Grace', 'number 0']);
    await all[0]?.stop();
    expect(await scratchFolders()).toBe(0);
    vi.unstubAllEnvs();
  });

  test('of the same name have a server each', async () => {
    const all = await Promise.all([1, 2].map(() => start({ engine: privateEngine, database: 'app' })));
    await Promise.all(
      all.map((workbench, n) => execute(workbench, `INSERT INTO person (name) VALUES ('number ${n}')`)),
    );
    expect(await Promise.all(all.map(names))).toEqual([0, 1].map((n) => ['Ada', 'Grace', `number ${n}`]));
  });
});
