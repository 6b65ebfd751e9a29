import assert from 'node:assert/strict';
import type { Pool } from 'mysql2/promise';
import { HttpClient } from './http-client.ts';
import { createPool } from './pool.ts';
import { quantile, runRound, type Round } from './round.ts';
import { startServer, type ServerProcess } from './server-process.ts';
import { createTables } from './tables.ts';
import { WORKLOADS, type Work, type Workload } from './workloads.ts';

export const DRIVER = 'driver';
export const PASS_THROUGH = 'pass-through';
export const WORKBENCH = 'workbench';
export const UNOBSERVED = 'not recorded';

/** Rounds in which code is compiled and connections are opened, which do not count. */
const WARM_UP_ROUNDS = 2;

/** One of those that are measured beside each other. */
interface Side {
  readonly name: string;
  /** Absent for the driver. */
  readonly endpoint?: string;
  /** Absent where nobody can tell what the server uses. */
  readonly server?: ServerProcess;
}

export interface Measurement {
  readonly workload: string;
  readonly concurrency: number;
  readonly side: string;
  readonly callsPerSecond: number;
  /** The same of each round: ratios are taken within a round. */
  readonly rates: readonly number[];
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly clientCpuMs: number;
  /** Per call, as the client's; absent for an endpoint that was not started here. */
  readonly serverCpuMs?: number;
}

export interface CallOptions {
  readonly rounds: number;
  /** Others to measure, by URL. */
  readonly endpoints: readonly string[];
  /** Parts of names of workloads; all without any. */
  readonly workloads: readonly string[];
  /** Names; all without any. */
  readonly sides: readonly string[];
  /** All that a workload has without any. */
  readonly concurrency: readonly number[];
  readonly told: (measurement: Measurement) => void;
}

/** Measures all sides beside each other, in rounds that take turns. @returns the server's name and version. */
export async function measureCalls(options: CallOptions): Promise<string> {
  await using workbench = await startServer('workbench');
  const { endpoint, databaseUrl: url = '', socketPath, product = '' } = workbench.served;
  const database = { url, ...(socketPath === undefined ? {} : { socketPath }) };
  const env = { BENCH_URL: url, BENCH_SOCKET: socketPath ?? '' };
  await using tables = await createTables(database);
  await using passThrough = await startServer('pass-through', env);
  await using emulator = await startServer('emulator', env);
  const pool = createPool(database);
  const sides: Side[] = [
    { name: DRIVER },
    { name: PASS_THROUGH, endpoint: passThrough.served.endpoint, server: passThrough },
    { name: WORKBENCH, endpoint, server: workbench },
    { name: UNOBSERVED, endpoint: emulator.served.endpoint, server: emulator },
    ...options.endpoints.map((other) => ({ name: other, endpoint: other })),
  ].filter(({ name }) => options.sides.length === 0 || options.sides.includes(name));
  for (const workload of WORKLOADS.filter(({ name }) => isMeant(name, options.workloads))) {
    const taking = sides.filter(({ name }) => name !== PASS_THROUGH || workload.needsBatch !== true);
    await compareAnswers(workload, taking);
    await measureWorkload({ workload, sides: taking, pool, empty: () => tables.empty(), options });
  }
  await pool.end();
  return product;
}

function isMeant(name: string, parts: readonly string[]): boolean {
  return parts.length === 0 || parts.some((part) => name.includes(part));
}

/** Who is faster counts only among those that do the same. */
async function compareAnswers({ isComparable, overHttp, name }: Workload, sides: readonly Side[]): Promise<void> {
  if (isComparable !== true) return;
  const answers: unknown[] = [];
  for (const { endpoint } of sides) {
    if (endpoint === undefined) continue;
    const client = new HttpClient(endpoint, 1);
    const work = await overHttp(client, endpoint);
    answers.push((JSON.parse(String(await work(0))) as { records: unknown }).records);
    await client.close();
  }
  for (const answer of answers) assert.deepEqual(answer, answers[0], `${name}: the answers differ`);
}

interface Task {
  readonly workload: Workload;
  readonly sides: readonly Side[];
  readonly pool: Pool;
  readonly empty: () => Promise<void>;
  readonly options: CallOptions;
}

/**
 * All take turns, the same side at another concurrency too, and every other round in the opposite order: what else the
 * machine does meets all alike.
 */
async function measureWorkload({ workload, sides, pool, empty, options }: Task): Promise<void> {
  const runners: Runner[] = [];
  for (const concurrency of workload.concurrency) {
    if (options.concurrency.length > 0 && !options.concurrency.includes(concurrency)) continue;
    for (const side of sides) runners.push(await createRunner(side, workload, concurrency, pool));
  }
  for (let round = -WARM_UP_ROUNDS; round < options.rounds; round += 1) {
    for (const runner of round % 2 === 0 ? runners : runners.toReversed()) {
      await empty();
      await runner.run(round >= 0);
    }
  }
  for (const runner of runners) options.told(runner.result());
}

interface Runner {
  run(counts: boolean): Promise<void>;
  result(): Measurement;
}

async function createRunner(side: Side, workload: Workload, concurrency: number, pool: Pool): Promise<Runner> {
  const { calls, name, onDriver, overHttp } = workload;
  let work: Work = onDriver(pool);
  if (side.endpoint !== undefined) work = await overHttp(new HttpClient(side.endpoint, concurrency), side.endpoint);
  const rounds: Round[] = [];
  const clientCpu: number[] = [];
  const serverCpu: number[] = [];
  return {
    async run(counts) {
      const before = await side.server?.usage();
      const clientBefore = process.cpuUsage();
      const round = await runRound(work, calls, concurrency);
      const { user, system } = process.cpuUsage(clientBefore);
      const after = await side.server?.usage();
      if (!counts) return;
      rounds.push(round);
      clientCpu.push((user + system) / 1000 / calls);
      if (before !== undefined && after !== undefined) serverCpu.push((after.cpuMs - before.cpuMs) / calls);
    },
    result() {
      const rates = rounds.map(({ seconds }) => calls / seconds);
      const latencies = rounds.flatMap((round) => round.latencies);
      return {
        workload: name,
        concurrency,
        side: side.name,
        callsPerSecond: quantile(rates, 0.5),
        rates,
        p50Ms: quantile(latencies, 0.5),
        p99Ms: quantile(latencies, 0.99),
        clientCpuMs: quantile(clientCpu, 0.5),
        ...(serverCpu.length === 0 ? {} : { serverCpuMs: quantile(serverCpu, 0.5) }),
      };
    },
  };
}
