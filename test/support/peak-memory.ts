import { readFile, writeFile } from 'node:fs/promises';

/** Linux forgets a process's peak so far when it is told this. */
const RESET_PEAK = '5';
const KIB = 1024;

/** The resident memory of a process, in bytes: now, and at most since the peak was forgotten last. Linux only. */
export async function readMemory(pid: number): Promise<{ now: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const read = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * KIB;
  return { now: read('VmRSS'), peak: read('VmHWM') };
}

/** @returns by how many bytes a process grew at most while the work was done. */
export async function measureGrowth(pid: number, work: () => Promise<unknown>): Promise<number> {
  await writeFile(`/proc/${pid}/clear_refs`, RESET_PEAK);
  const before = await readMemory(pid);
  await work();
  const after = await readMemory(pid);
  return after.peak - before.now;
}
