import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { promisify } from 'node:util';

/** What a test had: none of it may be there when it has ended. */
export interface Had {
  readonly ports: readonly number[];
  readonly folders: readonly string[];
}

/** @returns what is left of it, in words: processes of ours, open ports, folders. Nothing, if all is well. */
export async function findLeftovers({ ports, folders }: Had): Promise<string[]> {
  const open = await Promise.all(ports.map(async (port) => ((await isOpen(port)) ? [`port ${port} is open`] : [])));
  return [
    ...(await processesOf(folders)),
    ...open.flat(),
    ...folders.filter((folder) => existsSync(folder)).map((folder) => `${folder} is there`),
  ];
}

/** Children of this process, and whatever names one of the folders in its command line. */
async function processesOf(folders: readonly string[]): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'ppid=,pid=,args='], { maxBuffer: 1e7 });
  return stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => isOurs(line, folders) && !/\d+ ps -A/.test(line) && !/esbuild.*--service/.test(line))
    .map((line) => `process ${line}`);
}

function isOurs(line: string, folders: readonly string[]): boolean {
  return line.startsWith(`${process.pid} `) || folders.some((folder) => line.includes(folder));
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}
