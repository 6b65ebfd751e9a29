// A database server whose address is written with brackets, in all that leads there.
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startTcpRelay } from '../../workbench/checker/relay.ts';
import { runCommand, type Command } from '../support/command.ts';

const DATABASE = 'ipv6_test';
const hasIpv6 = Object.values(networkInterfaces()).some((each) => each?.some(({ address }) => address === '::1'));

describe.skipIf(!hasIpv6)('a server at [::1]', () => {
  let way: Server;
  let url: string;
  let cache: string;
  let command: Command;
  let endpoint: string;
  beforeAll(async () => {
    const { hostname, port, username, password } = new URL(inject('databaseUrl'));
    way = createServer((near) => {
      const far = connect(Number(port || 3306), hostname);
      near.on('error', () => far.destroy()).pipe(far);
      far.on('error', () => near.destroy()).pipe(near);
    });
    await new Promise<void>((resolve) => void way.listen(0, '::1', resolve));
    url = `mysql://${username}:${password}@[::1]:${(way.address() as AddressInfo).port}`;
    cache = await mkdtemp(join(tmpdir(), 'ipv6-'));
    const args = ['start', '--port', '0', '--database', DATABASE];
    command = runCommand(args, { WORKBENCH_ENGINE: url, XDG_CACHE_HOME: cache });
    endpoint = (await command.printed(/is up on (\S+)/))[1] ?? '';
    await command.printed(/Ctrl-C ends it all/);
  });
  afterAll(async () => {
    command.process.kill('SIGTERM');
    await command.ended;
    const direct = await mysql.createConnection({ uri: inject('databaseUrl') });
    await direct.query(`DROP DATABASE IF EXISTS ${DATABASE}`);
    await direct.end();
    way.close();
    await rm(cache, { recursive: true });
  });

  test('is found by a handler that connects by host and port', async () => {
    const run = runCommand(['run', 'handler/lambda-rds.ts'], { XDG_CACHE_HOME: cache });
    expect(await run.ended).toBe(0);
    expect(run.output).toContain('Number of employees: 4');
  });

  test('is told by its secret as a driver wants it', async () => {
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'secretsmanager.GetSecretValue' },
      body: JSON.stringify({ SecretId: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:x-AbCdEf' }),
    });
    const { SecretString: secret } = (await answer.json()) as { SecretString: string };
    expect(JSON.parse(secret)).toMatchObject({ host: '::1', port: (way.address() as AddressInfo).port });
  });

  test('is reached by the relay of a check', async () => {
    const relay = await startTcpRelay(url);
    const connection = await mysql.createConnection(Object.assign(new URL(url), { host: relay.address }).href);
    expect(await connection.query('SELECT 1 AS one')).toMatchObject([[{ one: 1 }], {}]);
    await connection.end();
    relay.stop();
  });
});
