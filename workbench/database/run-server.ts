import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explainFailure, isPortTaken } from './explain-failure.ts';
import { startGuarded } from './guarded-process.ts';
import type { ServerIdentity } from './identify-server.ts';
import type { ServerBinary } from './server-binary.ts';
import { openServerLog } from './server-log.ts';
import { serverCommand, servingOptions, type ServerPlaces } from './server-options.ts';
import { waitUntilReady } from './wait-until-ready.ts';

/** The account of whoever uses a private instance. */
export const USER = 'admin';

/** Somebody else opened the port between our choosing it and the server's opening it: another try will do. */
export class PortTakenError extends Error {}

/** Everything that is decided before a server runs. */
export interface ServerRun {
  readonly binary: ServerBinary;
  readonly env: NodeJS.ProcessEnv;
  readonly places: ServerPlaces;
  readonly keepData: boolean;
  readonly password: string;
  /** Called once it is on its way. */
  readonly waiting: () => void;
}

/** A server that answers, and the way to end it. */
export interface RunningServer extends ServerIdentity {
  readonly stop: () => Promise<void>;
}

/**
 * Runs a server on a data folder that is ready, and waits until it answers.
 * @param run what to run, and where
 * @returns the running server
 * @throws PortTakenError, or Error with the reason and the end of the log; the server is gone then
 */
export async function runServer(run: ServerRun): Promise<RunningServer> {
  const { binary, env, places, keepData, password, waiting } = run;
  const log = await openServerLog(join(places.temporaryFolder, 'server.log'));
  await writeFile(places.initFile, accountsSql(password), { mode: 0o600 });
  const server = startGuarded({
    command: [...serverCommand(binary, keepData), ...servingOptions(binary, places)],
    env,
    input: 'ignore',
    output: log.descriptor,
    endBy: keepData ? 'TERM' : 'KILL',
    temporaryFolder: places.temporaryFolder,
  });
  waiting();
  try {
    const identity = await waitUntilReady({ socketPath: places.socketPath, user: USER, password }, server.ended);
    await rm(places.initFile);
    void server.ended.then(() => log.close());
    return { ...identity, stop: server.stop };
  } catch (error) {
    await server.stop();
    const lastLines = await log.lastLines();
    await log.close();
    throw isPortTaken(lastLines) ? new PortTakenError(lastLines) : explainFailure(binary, error, lastLines);
  }
}

/** The server runs this before it lets anybody in. Whoever made the data folder, both accounts get the new password. */
function accountsSql(password: string): string {
  return [
    `CREATE USER IF NOT EXISTS '${USER}'@'%';`,
    `ALTER USER '${USER}'@'%' IDENTIFIED BY '${password}';`,
    `GRANT ALL PRIVILEGES ON *.* TO '${USER}'@'%' WITH GRANT OPTION;`,
    `ALTER USER IF EXISTS 'root'@'localhost' IDENTIFIED BY '${password}';`,
    '',
  ].join('\n');
}
