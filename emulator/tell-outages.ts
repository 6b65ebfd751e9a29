import { connect } from 'node:net';
import type { Call } from './hooks.ts';

const TIME_LIMIT_MS = 5000;
const DEFAULT_PORT = 3306;

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
    tellReason(new URL(databaseUrl));
  };
}

/** The answer to a call does not say why, as on AWS. */
function tellReason({ hostname, port }: URL): void {
  const place = { host: hostname.replaceAll(/^\[|\]$/g, ''), port: port === '' ? DEFAULT_PORT : Number(port) };
  const socket = connect(place, () => socket.destroy());
  socket.setTimeout(TIME_LIMIT_MS, () => socket.destroy(new Error('no answer')));
  socket.once('error', ({ code, message }: NodeJS.ErrnoException) => {
    console.error(`No database at ${place.host}:${place.port} (DATABASE_URL): ${code ?? message}`);
  });
}
