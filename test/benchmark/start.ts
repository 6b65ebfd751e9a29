// How long a test waits for its workbench: npm run bench -- start, on what WORKBENCH_ENGINE names. Medians, best and worst.
import { ExecuteStatementCommand } from '@aws-sdk/client-rds-data';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../workbench/database/connect.ts';
import { startWorkbench, type Workbench } from '../../workbench/index.ts';
import { startDatabase } from '../../workbench/database/start-database.ts';
import { loadSqlFiles } from '../../workbench/sql-files/load-sql-files.ts';
import { createClient } from '../support/emulator.ts';
import { BUILT, startBuilt } from './built-workbench.ts';

const RUNS = 15;
const engine = process.env['WORKBENCH_ENGINE'] ?? 'auto';
const TABLES = 20;
const LARGE = 20_000;

const folder = await mkdtemp(join(tmpdir(), 'benchmark-'));
const workshop = 'handler/employee.sql';
const large = join(folder, 'large.sql');
await writeFile(large, [...Array(TABLES).keys()].map(toTable).join('\n'));

/** Twenty tables of which one has many rows. */
function toTable(n: number): string {
  const rows = Array.from({ length: n === 0 ? LARGE : 5 }, (_, row) => `('name ${row}', ${row})`);
  return `CREATE TABLE t${n} (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50), n INT);\nINSERT INTO t${n} (name, n) VALUES ${rows.join(',')};`;
}

async function execute({ endpoint, resourceArn, secretArn, database }: Workbench, sql: string): Promise<void> {
  const client = createClient(endpoint);
  await client.send(new ExecuteStatementCommand({ resourceArn, secretArn, database, sql }));
  client.destroy();
}

/** @param run takes the time of what counts. */
async function measure(what: string, run: () => Promise<number>, runs = RUNS): Promise<void> {
  const times: number[] = [];
  for (let n = 0; n < runs; n += 1) times.push(await run());
  times.sort((a, b) => a - b);
  const [median = 0, best = 0, worst = 0] = [times[runs >> 1], times[0], times.at(-1)];
  console.log(`${what.padEnd(66)} ${median.toFixed(1).padStart(7)} ms  (${best.toFixed(1)} to ${worst.toFixed(1)})`);
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function startToAnswer(schema: string): Promise<number> {
  let workbench: Workbench | undefined;
  const time = await timeOf(async () => {
    workbench = await startWorkbench({ schema });
    await execute(workbench, 'SELECT 1');
  });
  await workbench?.stop();
  return time;
}

async function processToAnswer(command: readonly string[], wanted: string): Promise<number> {
  await using workbench = await startBuilt(command, wanted);
  return workbench.firstAnswerMs;
}

async function measureReset(name: string, schema: string, change: string): Promise<void> {
  await using workbench = await startWorkbench({ schema });
  await measure(`${name}: reset, nothing changed`, () => timeOf(() => workbench.reset()));
  await measure(`${name}: reset after a row`, async () => {
    await execute(workbench, change);
    return timeOf(() => workbench.reset());
  });
  await measure(`${name}: reset after a definition`, async () => {
    await execute(workbench, 'CREATE TABLE extra (id INT)');
    return timeOf(() => workbench.reset());
  });
  const connection = await connect({ url: workbench.template.engine });
  await measure(`${name}: in comparison, drop, create, and run the SQL`, () =>
    timeOf(async () => {
      await connection.query('DROP DATABASE IF EXISTS benchmark; CREATE DATABASE benchmark');
      await loadSqlFiles({ url: workbench.template.engine }, 'benchmark', [schema]);
    }),
  );
  await connection.query('DROP DATABASE benchmark');
  await connection.end();
}

{
  const server = await startDatabase({ engine, progress: () => undefined });
  await measure('process of a workbench to the first answer, the server up', () => processToAnswer(BUILT, server.url));
  await server.stop();
}
await measure('the same with a server of its own', () => processToAnswer(BUILT, engine));
await measure('the same by npm start', () => processToAnswer(['npm', 'start', '--silent', '--'], engine));
await measure('workshop: startWorkbench to the first answer, with its server', () => startToAnswer(workshop), 7);
{
  await using first = await startWorkbench({ schema: workshop });
  console.log(`(on ${await (await fetch(first.endpoint)).text().then((text) => text.split('\n')[1])})`);
  await measure('workshop: a further one in the same process', () => startToAnswer(workshop));
}
await measureReset('workshop', workshop, "INSERT INTO Employee VALUES (7, 'x')");
await measureReset(`${TABLES} tables, one of ${LARGE} rows`, large, "INSERT INTO t1 (name) VALUES ('x')");
await rm(folder, { recursive: true });
