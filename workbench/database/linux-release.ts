import { readFile } from 'node:fs/promises';

/**
 * Which distribution of Linux this is.
 * @returns its id such as 'debian' and the code name of its release such as 'bookworm'; empty texts when it does not say
 */
export async function linuxRelease(): Promise<{ id: string; codename: string }> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const value = (name: string): string => new RegExp(`^${name}="?([^"\\n]*)`, 'm').exec(text)?.[1] ?? '';
  return { id: value('ID'), codename: value('VERSION_CODENAME') };
}
