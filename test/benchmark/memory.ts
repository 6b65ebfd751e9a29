// What the workbench holds in memory: after a load, during a SELECT of two million rows, during a batch of 4 MiB. Linux only.
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../workbench/database/connect.ts';
import { startDatabase } from '../../workbench/database/start-database.ts';
import { measureGrowth, readMemory } from '../support/peak-memory.ts';
import { BUILT, startBuilt } from './built-workbench.ts';
import { HttpClient } from './http-client.ts';
import { DATABASE } from './pool.ts';
import { runRound } from './round.ts';
import { createTables } from './tables.ts';
import { toTargetRow } from './table.ts';
import { toLargestBatch, toTwoMillionRows, WORKLOADS } from './workloads.ts';

const LOAD = ['primary key', '1,000 rows', 'insert'];
const CONCURRENCY = 16;
const ROUNDS = 4;
const SETTLE_MS = 2000;
const MIB = 1024 * 1024;
const MAX_LOADED_MIB = 120;
const MAX_SELECT_MIB = 20;
const MAX_REFUSAL_MS = 100;
const MAX_BATCH_MIB = 60;

function tell(text: string, reached: number, atMost: number): void {
  console.log(toTargetRow({ text, reached, wanted: `at most ${atMost}`, isReached: reached <= atMost }));
}

const server = await startDatabase({ engine: process.env['WORKBENCH_ENGINE'] ?? 'auto', progress: () => undefined });
await using _stopping = { [Symbol.asyncDispose]: () => server.stop() };
await using workbench = await startBuilt(BUILT, server.url);
const { pid, endpoint } = workbench;
await using tables = await createTables(server);
const client = new HttpClient(endpoint, CONCURRENCY);
console.log(
  `${server.product} ${server.version}: ${((await readMemory(pid)).now / MIB).toFixed(0)} MiB resident after the start`,
);

for (let round = 0; round < ROUNDS; round += 1) {
  for (const { name, calls, overHttp } of WORKLOADS) {
    if (LOAD.includes(name)) await runRound(await overHttp(client, endpoint), calls, CONCURRENCY);
  }
}
await tables.empty();
await sleep(SETTLE_MS);
tell('MiB resident after the load', (await readMemory(pid)).now / MIB, MAX_LOADED_MIB);

const direct = await connect(server, DATABASE);
let refusalMs = 0;
const growth = await measureGrowth(pid, async () => {
  const started = performance.now();
  const refusal = await client.post('/Execute', toTwoMillionRows()).catch(String);
  refusalMs = performance.now() - started;
  if (!refusal.includes('exceeds the size limit')) throw new Error(`Not refused: ${refusal}`);
});
const [running] = await direct.query(
  "SELECT 1 FROM information_schema.processlist WHERE info LIKE '%many%' AND id <> CONNECTION_ID()",
);
tell('MiB more during a SELECT of two million rows', growth / MIB, MAX_SELECT_MIB);
tell('ms until it is refused, the limit reached on the way', refusalMs, MAX_REFUSAL_MS);
tell('statements of it that the server still runs then', Array.isArray(running) ? running.length : 1, 0);

const batch = toLargestBatch();
let batchMs = 0;
const batchGrowth = await measureGrowth(pid, async () => {
  const started = performance.now();
  await client.post('/BatchExecute', batch);
  batchMs = performance.now() - started;
});
tell(`MiB more during a batch of ${(batch.length / MIB).toFixed(1)} MiB`, batchGrowth / MIB, MAX_BATCH_MIB);
console.log(`(the batch took ${batchMs.toFixed(0)} ms)`);
await client.close();
await direct.end();
