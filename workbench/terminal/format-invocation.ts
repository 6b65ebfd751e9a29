import pc from 'picocolors';
import { printable } from '../calls/printable.ts';
import { shortenIds } from './shorten-ids.ts';
import type { Invocation } from '../lambda/invoke-route.ts';

/** @returns what a person sees of an invocation: one line as for a call, its error, and what the handler printed. */
export function formatInvocation({ functionName, outcome }: Invocation): string {
  const { error, durationMs, log } = outcome;
  const result = error === undefined ? pc.green('200') : pc.red(`200 ${printable(error.errorType)}`);
  const lines = [
    `${'Invoke'.padEnd(21)} ${pc.dim(`${durationMs.toFixed(1).padStart(6)} ms`)}  ${result}  ${functionName}`,
  ];
  if (error !== undefined) lines.push(pc.red(`  ${shortenIds(printable(error.errorMessage))}`));
  if (log.trim() !== '') lines.push(pc.dim(shortenIds(log).trimEnd().replaceAll(/^/gm, '  ')));
  return lines.join('\n');
}
