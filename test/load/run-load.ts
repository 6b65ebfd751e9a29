import { RDSDataClient } from '@aws-sdk/client-rds-data';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { setTimeout as delay } from 'node:timers/promises';
import { Caller, type Target } from './caller.ts';
import type { Actor, Crowd } from './actor.ts';
import { runClient } from './client.ts';
import { Ledger } from './ledger.ts';
import { Outages } from './outages.ts';
import { createRandom } from './random.ts';
import { readAll } from './read-back.ts';
import { ACCOUNTS, BALANCE, TABLES } from './tables.ts';
import { Tally } from './tally.ts';

/** Transactions that may be open although nobody wants them any more, at any time: each holds a connection. */
const MAX_ABANDONED = 30;
/** After this time without a call a transaction is rolled back (contract 5.2). */
const IDLE_MS = 3 * 60_000;

/** How much, how long, and against what. */
export interface LoadOptions {
  readonly endpoint: string;
  readonly resourceArn: string;
  readonly secretArn: string;
  readonly database: string;
  readonly seed: number;
  readonly clients: number;
  readonly seconds: number;
  /** When the database is taken away, in seconds from the start, and who does it; it returns when it is back. */
  readonly restartsAt: readonly number[];
  readonly restart: () => Promise<void>;
  /** Told at the start, in the middle and at the end, while everybody waits. */
  readonly look: (when: 'start' | 'middle' | 'end') => Promise<void>;
  /** Makes what was left open expire. */
  readonly settle: () => Promise<void>;
}

/** What came out. */
export interface LoadReport {
  readonly tally: Tally;
  readonly restarts: number;
  readonly callsPerSecond: number;
  /** Units of rows by what the answers said of them, and how many of the undecided ones are there. */
  readonly units: { readonly present: number; readonly absent: number; readonly either: number; found: number };
}

/**
 * Lets many clients loose on an endpoint for some time, takes the database away meanwhile, and compares in the end what
 * is there with what was answered.
 *
 * @throws Error where the endpoint cannot be used at all; everything else is in the report.
 */
export async function runLoad(options: LoadOptions): Promise<LoadReport> {
  const tally = new Tally();
  const outages = new Outages();
  const callers: Caller[] = [];
  const createCaller = (): Caller => {
    const caller = new Caller(toTarget(options), tally, outages);
    callers.push(caller);
    return caller;
  };
  try {
    const judge = createCaller();
    await createTables(judge);
    const crowd = createCrowd(options.seconds);
    const clients = Array.from({ length: options.clients }, (_, number): Actor => ({
      ledger: new Ledger(number),
      caller: createCaller(),
      random: createRandom(options.seed + number),
      crowd,
    }));
    const started = performance.now();
    await runClients(clients, options, outages);
    const callsPerSecond = Math.round((tally.calls / (performance.now() - started)) * 1000);
    await options.settle();
    await options.look('end');
    const units = { present: 0, absent: 0, either: 0, found: 0 };
    for (const client of clients) await judgeClient(client, judge, units);
    await judgeAccounts(judge);
    return { tally, restarts: outages.count, callsPerSecond, units };
  } finally {
    for (const { target } of callers) {
      target.client.destroy();
      target.secrets.destroy();
    }
  }
}

/** Every client has its own connections, as every program has. */
function toTarget({ endpoint, resourceArn, secretArn, database }: LoadOptions): Target {
  const settings = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const client = new RDSDataClient(settings);
  return { client, secrets: new SecretsManagerClient(settings), resourceArn, secretArn, database };
}

async function createTables(caller: Caller): Promise<void> {
  for (const sql of TABLES) {
    const answer = await caller.execute(sql);
    if (answer.kind !== 'ok') throw new Error(`${sql.slice(0, 40)}: ${answer.name} ${answer.message}`);
  }
}

/** Leaves transactions open evenly over the time, at most so many as the three minutes of their lives allow. */
function createCrowd(seconds: number): Crowd {
  const everyMs = Math.min(seconds * 1000, IDLE_MS) / MAX_ABANDONED;
  let next = performance.now();
  return {
    mayAbandon() {
      if (performance.now() < next) return false;
      next = performance.now() + everyMs;
      return true;
    },
  };
}

/** In three parts: warming up, and two halves; between them everybody pauses, and memory is looked at. */
async function runClients(clients: readonly Actor[], options: LoadOptions, outages: Outages): Promise<void> {
  const { seconds, restartsAt, look } = options;
  let begin = 0;
  for (const [end, when] of [
    [seconds / 5, 'start'],
    [(seconds * 3) / 5, 'middle'],
    [seconds, undefined],
  ] as const) {
    const ending = AbortSignal.timeout(Math.round((end - begin) * 1000));
    const from = begin;
    const restarts = restartsAt.filter((at) => at >= from && at < end).map((at) => restartAfter(at - from));
    await Promise.all([...clients.map((client) => runClient(client, ending)), ...restarts]);
    if (when !== undefined) await look(when);
    begin = end;
  }

  async function restartAfter(secondsToWait: number): Promise<void> {
    await delay(secondsToWait * 1000);
    outages.begin();
    await options.restart();
    outages.end();
  }
}

async function judgeClient({ ledger }: Actor, caller: Caller, count: LoadReport['units']): Promise<void> {
  const found = await readAll(caller, ledger.client, ledger.units.length);
  for (const unit of ledger.units) {
    const rows = found.get(unit.id) ?? new Map<number, string>();
    const fault = ledger.judge(unit, rows);
    if (fault !== undefined) caller.wrong(`In the end: ${fault}`);
    (count as { present: number; absent: number; either: number })[unit.state] += 1;
    if (unit.state === 'either' && rows.size > 0) count.found += 1;
  }
  const strangers = [...found.keys()].filter((id) => id >= ledger.units.length);
  if (strangers.length > 0) caller.wrong(`Units ${strangers.join()} of client ${ledger.client}: nobody wrote them`);
}

async function judgeAccounts(caller: Caller): Promise<void> {
  const answer = await caller.execute('SELECT CAST(SUM(balance) AS SIGNED) FROM account');
  const sum = answer.kind === 'ok' ? answer.output.records?.[0]?.[0]?.longValue : undefined;
  if (sum !== ACCOUNTS * BALANCE) caller.wrong(`The accounts hold ${sum} together, not ${ACCOUNTS * BALANCE}`);
}
