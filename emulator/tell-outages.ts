import { connect } from 'node:net';
import { readDatabaseUrl } from './cluster/database-url.ts';
import type { Call } from './hooks.ts';

const TIME_LIMIT_MS = 5000;

/**
 * Tells on standard error that the database cannot be reached, and why: once, until it could be reached again.
 *
 * @param databaseUrl that of DATABASE_URL; databases of other clusters are not told of.
 * @returns what is to be told of every call.
 */
export function tellOutages(databaseUrl: string): (call: Pick<Call, 'exception'>) => void {
  let isOut = false;
  return ({ exception }) => {
    // What the database refuses, it was asked.
    if (exception === undefined || exception === 'DatabaseErrorException') isOut = false;
    if (exception !== 'DatabaseUnavailableException' || isOut) return;
    isOut = true;
    tellReason(databaseUrl);
  };
}

/** The answer to a call does not say why, as on AWS. */
function tellReason(databaseUrl: string): void {
  const { host, port } = readDatabaseUrl(databaseUrl);
  const tell = (reason: string): void => console.error(`No database at ${host}:${port} (DATABASE_URL): ${reason}`);
  const socket = connect({ host, port }, () => {
    socket.destroy();
    tell('somebody takes connections there, but does not answer as a MySQL server');
  });
  socket.setTimeout(TIME_LIMIT_MS, () => socket.destroy(new Error('no answer')));
  socket.once('error', ({ code, message }: NodeJS.ErrnoException) => tell(code ?? message));
}
