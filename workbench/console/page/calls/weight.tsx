import type { JSX } from 'preact';
import type { Call } from './call.ts';
import { limits } from './watch-calls.ts';

/** How much of what an answer may weigh this one weighs. */
export function weightOf({ bytes, formatRecordsAs }: Call): { part: number; limit: number } {
  const { limitBytes, limitFormattedBytes } = limits.value;
  const limit = formatRecordsAs === 'JSON' ? limitFormattedBytes : limitBytes;
  return { part: Math.min(1, bytes / limit), limit };
}

/** A bar that is full where the limit is. */
export function Weight({ call }: { call: Call }): JSX.Element {
  const { part } = weightOf(call);
  const kind = part > 0.9 ? 'weight weight-bad' : part > 0.5 ? 'weight weight-warn' : 'weight';
  return (
    <span class={kind}>
      <span style={{ width: `${Math.max(2, part * 100)}%` }} />
    </span>
  );
}
