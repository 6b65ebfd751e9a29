import type { JSX } from 'preact';
import { countOf, formatDuration, formatTime, shortId } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { CallRow } from './call-row.tsx';
import type { Fate, Span, TimelineRow } from './timeline.ts';

/** A pause in a transaction that is worth a word: it keeps its locks meanwhile. */
const GAP_MS = 100;

/** One row of the timeline: an invocation, a transaction, or a call with its place in time. */
export function TimelineRowView({ row }: { row: TimelineRow }): JSX.Element {
  if (row.kind === 'invocation') return <InvocationRow row={row} />;
  if (row.kind === 'transaction') return <TransactionRow row={row} />;
  const { call, depth, span, frame, gapMs, isLeaked } = row;
  return (
    <div class={`timeline-call depth-${depth}${isLeaked ? ' leaked' : ''}`}>
      <CallRow call={call}>
        <>
          {gapMs > GAP_MS && (
            <span
              class="gap"
              title="Nothing happened in the transaction for so long before this call: it kept its locks"
            >
              {formatDuration(gapMs)} idle
            </span>
          )}
          <Bar span={span} frame={frame} />
        </>
      </CallRow>
    </div>
  );
}

function InvocationRow({ row }: { row: TimelineRow & { kind: 'invocation' } }): JSX.Element {
  return (
    <div class="timeline-head timeline-invocation">
      <Icon name="lambda" />
      <strong>{row.name}</strong>
      <span class="soft">invoked</span>
      <span class="soft numbers">{formatTime(new Date(row.span.start).toISOString())}</span>
      <span class="head-end soft numbers">
        {countOf(row.calls, 'call')} · {lengthOf(row.span)}
      </span>
    </div>
  );
}

const MARKS: Readonly<Record<Fate, string>> = {
  committed: 'badge badge-good',
  'rolled back': 'badge badge-warn',
  open: 'badge',
  leaked: 'badge badge-bad',
};

function TransactionRow({ row }: { row: TimelineRow & { kind: 'transaction' } }): JSX.Element {
  const { fate, ending, transactionId, span, statements, isNested } = row;
  return (
    <div class={`timeline-head${isNested ? ' depth-1' : ''}${fate === 'leaked' ? ' leaked' : ''}`}>
      <Icon name="transactions" />
      <strong>Transaction</strong>
      <code class="soft">…{shortId(transactionId)}</code>
      <span class={MARKS[fate]}>
        {fate === 'leaked' ? `left open${ending === undefined ? '' : `, ${ending}`}` : fate}
      </span>
      <span class="head-end soft numbers">
        {countOf(statements, 'statement')} · {lengthOf(span)}
      </span>
    </div>
  );
}

function lengthOf({ start, end }: Span): string {
  return formatDuration(end - start);
}

/** Where in its frame a call was. */
function Bar({ span, frame }: { span: Span; frame: Span }): JSX.Element {
  const length = Math.max(1, frame.end - frame.start);
  const left = ((span.start - frame.start) / length) * 100;
  const width = ((span.end - span.start) / length) * 100;
  return (
    <span class="bar" aria-hidden="true">
      <span style={{ left: `${Math.min(left, 98)}%`, width: `${Math.max(2, Math.min(width, 100 - left))}%` }} />
    </span>
  );
}
