import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { readDatabaseUrl } from '../../emulator/settings.ts';

/** A way to the database server that leads through this process. */
export interface Relay {
  /** `host:port` for a TCP relay, the path of its socket for the other kind. */
  readonly address: string;
  /** How many connections came this way so far. */
  readonly connections: number;
  stop(): void;
}

/** @param databaseUrl the server where connections to the relay end up. */
export async function startTcpRelay(databaseUrl: string): Promise<Relay> {
  return startRelay(databaseUrl, { host: '127.0.0.1', port: 0 });
}

/** The same by a Unix socket. @param path where it is to be; there is nothing yet. */
export async function startSocketRelay(databaseUrl: string, path: string): Promise<Relay> {
  return startRelay(databaseUrl, { path });
}

async function startRelay(databaseUrl: string, at: { host: string; port: number } | { path: string }): Promise<Relay> {
  const { host, port } = readDatabaseUrl(databaseUrl);
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((near) => {
    connections++;
    const far = connect(port, host);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy()).on('close', () => to.destroy() && sockets.delete(from));
      from.pipe(to);
    }
  });
  const address = await listen(server, at);
  return {
    address,
    get connections() {
      return connections;
    },
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function listen(server: Server, at: object): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, () => {
      const address = server.address() as AddressInfo | string;
      resolve(typeof address === 'string' ? address : `${address.address}:${address.port}`);
    });
  });
}
