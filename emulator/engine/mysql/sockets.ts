import { connect, type NetConnectOpts, type Socket } from 'node:net';

/** Every socket that is open to a server, also while the server has not said a word yet. */
export class Sockets {
  readonly #open = new Set<Socket>();

  /** @param place of the server: host and port, or the path of a Unix socket. */
  connect(place: NetConnectOpts): Socket {
    const socket = connect({ noDelay: true, keepAlive: true, ...place });
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    return socket;
  }

  /** Closes what is still open without a farewell: a server that hangs would never answer one. */
  destroy(): void {
    for (const socket of this.#open) socket.destroy();
  }
}
