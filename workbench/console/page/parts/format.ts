const KIB = 1024;

/** `0 s`, `3.2 ms`, `450 ms`, `12 s`, `3 min 5 s` */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0 s';
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${trim(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `12 B`, `3.4 KiB`, `1 MiB` */
export function formatBytes(bytes: number): string {
  if (bytes < KIB) return `${bytes} B`;
  if (bytes < KIB * KIB) return `${trim(bytes / KIB)} KiB`;
  return `${trim(bytes / KIB / KIB)} MiB`;
}

function trim(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}

const numbers = new Intl.NumberFormat('en-US');

/** `12,345` */
export function formatCount(count: number): string {
  return numbers.format(count);
}

/** `1 call`, `2 calls` */
export function countOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** @param time ISO 8601. @returns the reader's `13:05:09.123` */
export function formatTime(time: string): string {
  const date = new Date(time);
  const two = (part: number): string => String(part).padStart(2, '0');
  const ms = String(date.getMilliseconds()).padStart(3, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${ms}`;
}

/** The end of a transaction's id is enough to tell it from others. */
export function shortId(transactionId: string): string {
  return transactionId.replace(/=+$/, '').slice(-6);
}
