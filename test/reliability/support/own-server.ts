import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { startRestartableDatabase } from '../../support/restartable-database.ts';
import { sendSignal } from '../../support/send-signal.ts';
import { until } from '../../support/until.ts';

/** A real server of this run's kind that a test may break as it likes: its place and its data stay when it dies. */
export interface OwnServer extends AsyncDisposable {
  /** `mysql://user:password@host:port`, the same after every start. */
  readonly url: string;
  start(): Promise<void>;
  /** kill -9. */
  die(): Promise<void>;
  /** It takes connections, and says nothing: until `wake`. */
  freeze(): Promise<void>;
  wake(): Promise<void>;
}

/** Starts a server of its own. @param dataFolder where its data are; by default in a temporary folder. */
export async function startOwnServer(dataFolder?: string): Promise<OwnServer> {
  const database = await startRestartableDatabase(process.env['WORKBENCH_ENGINE'] ?? 'mariadb', dataFolder);
  const pid = async (): Promise<string> =>
    (await readFile(join(dirname(database.socketPath), 'server.pid'), 'utf8')).trim();
  const signal = async (name: NodeJS.Signals): Promise<void> => {
    sendSignal(Number(await pid()), name);
  };
  // All threads have to have stopped, which takes a moment.
  const isStopped = async (): Promise<boolean> => {
    const { stdout } = await promisify(execFile)('ps', ['-L', '-o', 'stat=', '-p', await pid()]);
    return stdout
      .trim()
      .split('\n')
      .every((state) => state.startsWith('T'));
  };
  return {
    url: database.url,
    start: () => database.start(),
    die: () => database.kill(),
    async freeze() {
      await signal('SIGSTOP');
      await until(isStopped);
    },
    wake: () => signal('SIGCONT'),
    async [Symbol.asyncDispose]() {
      // A test may have killed it already.
      await database.kill().catch(() => undefined);
      await database.stop();
    },
  };
}
