import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Connection, RowDataPacket } from 'mysql2/promise';

/** What a server is doing, but for the connection that asks: one row each. */
export async function processList(
  direct: Connection,
): Promise<{ id: number; db: string | null; info: string | null }[]> {
  const [rows] = await direct.query<RowDataPacket[]>(
    'SELECT id AS id, db AS db, info AS info FROM information_schema.processlist WHERE id <> CONNECTION_ID()',
  );
  return rows as { id: number; db: string | null; info: string | null }[];
}

/** Where a test's statements run: other tests use the same server at the same time. */
interface Where {
  readonly direct: Connection;
  readonly database: string;
}

/** @returns the server's numbers of the connections to this database that run a statement that begins like this. */
export async function runnersOf({ direct, database }: Where, sql: string): Promise<number[]> {
  const processes = await processList(direct);
  return processes.filter(({ db, info }) => db === database && info?.startsWith(sql)).map(({ id }) => id);
}

/** How many statements that begin like this run on this database now. */
export async function running(where: Where, sql: string): Promise<number> {
  return (await runnersOf(where, sql)).length;
}

/** @returns the process ids of children and children's children. */
export async function descendantsOf(pid: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const childrenOf = (parent: number): number[] =>
    pairs.filter(([, each]) => each === parent).flatMap(([child = 0]) => [child, ...childrenOf(child)]);
  return childrenOf(pid);
}

/** @returns those of the given processes whose command line matches. */
export async function processesOf(pattern: string, pids: readonly number[]): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=,args=', '-p', pids.join()]);
  const lines = stdout.split('\n').filter((line) => new RegExp(pattern).test(line));
  return lines.map((line) => Number.parseInt(line, 10));
}
