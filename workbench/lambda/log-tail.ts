import type { Outcome } from './container.ts';

/** As much of a log as an answer carries. */
const MAX_TAIL_BYTES = 4096;

/** @returns the end of an invocation's log, as Lambda frames it, in base64. */
export function toLogTail({ requestId, log, durationMs }: Outcome): string {
  const duration = `Duration: ${durationMs.toFixed(2)} ms\tBilled Duration: ${Math.ceil(durationMs)} ms`;
  const lines = [
    `START RequestId: ${requestId} Version: $LATEST\n`,
    log === '' || log.endsWith('\n') ? log : `${log}\n`,
    `END RequestId: ${requestId}\n`,
    `REPORT RequestId: ${requestId}\t${duration}\tMemory Size: 128 MB\n`,
  ];
  return Buffer.from(lines.join('')).subarray(-MAX_TAIL_BYTES).toString('base64');
}
