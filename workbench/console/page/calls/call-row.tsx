import type { JSX } from 'preact';
import { countOf, formatBytes, formatCount, formatDuration, formatTime } from '../parts/format.ts';
import type { Call } from './call.ts';
import { SqlText } from './sql-text.tsx';
import { Weight } from './weight.tsx';

/** A row shows this much of a statement at most. */
const MAX_SQL_CHARACTERS = 240;
const SLOW_MS = 1000;

/** One call in the list. */
export function CallRow({ call, children }: { call: Call; children?: JSX.Element | undefined }): JSX.Element {
  const { time, durationMs, error, rows, bytes, operation } = call;
  return (
    <div class="call-row">
      <span class={error === undefined ? 'state-dot state-good' : 'state-dot state-bad'} />
      <span class="call-time numbers">{formatTime(time)}</span>
      <span class="call-sql">
        <Statement call={call} />
      </span>
      {error !== undefined && <span class="call-error">{error.name}</span>}
      {children}
      <span class="call-rows numbers">
        {error === undefined && !operation.endsWith('Transaction') ? countOf(rows, 'row') : ''}
      </span>
      <span class="call-weight" title={bytes > 0 ? `${formatBytes(bytes)} of what an answer may bring` : undefined}>
        {bytes > 0 && <Weight call={call} />}
      </span>
      <span class={durationMs > SLOW_MS ? 'call-duration numbers call-slow' : 'call-duration numbers'}>
        {formatDuration(durationMs)}
      </span>
    </div>
  );
}

/** In one line: the SQL, or what else it was. */
function Statement({ call }: { call: Call }): JSX.Element {
  const { operation, sql, parameters, parameterSets } = call;
  if (sql === undefined) return <span class="call-word">{operation.replace('Transaction', '').toUpperCase()}</span>;
  const isCut = sql.length > MAX_SQL_CHARACTERS;
  const line = isCut ? `${sql.slice(0, MAX_SQL_CHARACTERS)}…` : sql;
  return (
    <>
      {parameterSets !== undefined && <span class="call-batch">{formatCount(parameterSets.length)} ×</span>}
      <SqlText sql={line} parameters={parameters ?? parameterSets?.[0]} />
    </>
  );
}
