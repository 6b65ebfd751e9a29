import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Puts a shell script into a folder under the name of a program, and returns its path. */
export async function fakeProgram(folder: string, name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** A server that says what it is, and breaks as soon as it is to do anything. */
export function brokenServer(versionLine: string, complaint: string): string {
  return `for option; do if [ "$option" = --version ]; then echo '${versionLine}'; exit 0; fi; done\necho '${complaint}' >&2\nexit 7`;
}

export const MYSQL_8 = 'mysqld  Ver 8.0.36-0ubuntu0.22.04.1 for Linux on x86_64 ((Ubuntu))';
export const MARIADB_10 = 'mysqld  Ver 10.11.6-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)';
