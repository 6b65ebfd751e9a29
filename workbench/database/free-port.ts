import { createServer } from 'node:net';

/**
 * Asks the kernel for a TCP port that nobody uses. MySQL and MariaDB cannot: port 0 means 3306 to them.
 * @returns a port of 127.0.0.1 that is free at this moment; somebody else may be quicker to open it
 * @throws the kernel's error when there is none
 */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
