import { open } from 'node:fs/promises';

const LAST_LINES = 8;
const LAST_BYTES = 16 * 1024;

/** The file that a server writes its messages to. */
export interface ServerLog {
  /** For the server to write to. */
  readonly descriptor: number;
  /** The last lines, those that name errors if there are any; works even when the file has been removed meanwhile. */
  lastLines(): Promise<string>;
  close(): Promise<void>;
}

/**
 * Opens a new log for a server.
 * @param path the file
 * @returns the log; close it when the server has ended
 */
export async function openServerLog(path: string): Promise<ServerLog> {
  const file = await open(path, 'a+', 0o600);
  return {
    descriptor: file.fd,
    lastLines: async () => {
      const { size } = await file.stat();
      const length = Math.min(size, LAST_BYTES);
      const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
      const lines = buffer.toString('utf8').trim().split('\n');
      const errors = lines.filter((line) => /error/i.test(line));
      return (errors.length > 0 ? errors : lines).slice(-LAST_LINES).join('\n');
    },
    close: () => file.close(),
  };
}
