// Which databases are whose, and what becomes of those whose owner was killed.
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { connect, type Server } from '../../../workbench/database/connect.ts';
import { OwnDatabases } from '../../../workbench/seed/own-databases.ts';
import { until } from '../../support/until.ts';

const server: Server = { url: inject('databaseUrl') };
let direct: Connection;
let own: OwnDatabases;
beforeEach(async () => {
  direct = await connect(server);
  own = await OwnDatabases.open(server);
});
afterEach(async () => {
  await own.close();
  await direct.query('DROP DATABASE IF EXISTS own_test; DROP DATABASE IF EXISTS workbench_00000000_1');
  await direct.end();
});

async function databases(): Promise<string[]> {
  const [rows] = await direct.query<RowDataPacket[]>('SHOW DATABASES');
  return rows.map((row) => String(row['Database']));
}

/** @returns the connection that holds the lock of whoever made a database of that name. */
async function holderOf(name: string): Promise<unknown> {
  const [rows] = await direct.query<RowDataPacket[]>('SELECT IS_USED_LOCK(?) AS id', [name.replace(/_\d+$/, '')]);
  return rows[0]?.['id'];
}

test('what was made is dropped at the end, under whatever name', async () => {
  const name = own.newName();
  await own.makeEmpty(name);
  await own.makeEmpty('own_test');
  expect(await databases()).toEqual(expect.arrayContaining([name, 'own_test']));
  await own.close();
  expect(await databases()).not.toContain(name);
  expect(await databases()).not.toContain('own_test');
});

test('a database that was there before is refused, and left alone', async () => {
  await direct.query('CREATE DATABASE own_test');
  await expect(own.makeEmpty('own_test')).rejects.toThrow(
    /^The server has a database own_test already, .* choose another one$/,
  );
  await own.drop('own_test');
  await own.close();
  expect(await databases()).toContain('own_test');
});

test('what somebody left behind who was killed is dropped; what is in use is not', async () => {
  const name = own.newName();
  await own.makeEmpty(name);
  await direct.query('CREATE DATABASE workbench_00000000_1');
  const next = await OwnDatabases.open(server);
  await until(async () => !(await databases()).includes('workbench_00000000_1'));
  expect(await databases()).toContain(name);
  await next.close();
});

test('one whose connection is just being opened anew keeps its databases', async () => {
  const name = own.newName();
  await own.makeEmpty(name);
  const before = await holderOf(name);
  await direct.query(`KILL ${String(before)}; CREATE DATABASE workbench_00000000_1`);
  await until(async () => (await holderOf(name)) === null);
  const next = await OwnDatabases.open(server);
  await until(async () => !(await databases()).includes('workbench_00000000_1'));
  expect(await databases()).toContain(name);
  await next.close();
});

test('what may not be dropped keeps nobody from opening', async () => {
  await direct.query(`CREATE DATABASE workbench_00000000_1; DROP USER IF EXISTS own_test;
    CREATE USER own_test IDENTIFIED BY 'own_test'; GRANT SELECT, CREATE ON *.* TO own_test`);
  const url = Object.assign(new URL(server.url), { username: 'own_test', password: 'own_test' }).href;
  const next = await OwnDatabases.open({ url });
  const name = next.newName();
  await next.makeEmpty(name);
  expect(await databases()).toContain(name);
  await next.close();
  await direct.query('DROP USER own_test');
});

test('one that somebody holds is not waited for, and dropped when it is free', async () => {
  const name = own.newName();
  await own.makeEmpty(name);
  await direct.query(`CREATE TABLE ${name}.t (id INT); START TRANSACTION; SELECT * FROM ${name}.t`);
  await expect(own.drop(name)).rejects.toThrow('Lock wait timeout exceeded');
  await direct.query('COMMIT');
  await own.close();
  expect(await databases()).not.toContain(name);
}, 10_000);

test('an owner whose connection is lost takes its lock again by itself', async () => {
  const name = own.newName();
  await own.makeEmpty(name);
  const before = await holderOf(name);
  await direct.query(`KILL ${String(before)}`);
  await until(async () => ![null, before].includes(await holderOf(name)));
  await own.drop(name);
  expect(await databases()).not.toContain(name);
});
