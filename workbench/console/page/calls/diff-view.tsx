import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { diffLines } from './diff-lines.ts';

const MAX_ROWS = 2000;

interface DiffViewProps {
  readonly left: string;
  readonly right: string;
  readonly titles: readonly [string, string];
}

/** Two texts side by side; lines that are only in one of them stand out. */
export function DiffView({ left, right, titles }: DiffViewProps): JSX.Element {
  const rows = useMemo(() => diffLines(left.split('\n'), right.split('\n')), [left, right]);
  return (
    <div class="diff-box" role="region" aria-label="Both answers" tabIndex={0}>
      <table class="diff">
        <thead>
          <tr>
            {titles.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MAX_ROWS).map((row, n) => (
            <tr key={n}>
              <Line text={row.left} mark={row.isSame ? '' : 'diff-gone'} />
              <Line text={row.right} mark={row.isSame ? '' : 'diff-come'} />
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MAX_ROWS && <p class="soft">{rows.length - MAX_ROWS} more lines are not shown.</p>}
    </div>
  );
}

function Line({ text, mark }: { text: string | undefined; mark: string }): JSX.Element {
  return <td class={text === undefined ? 'diff-none' : mark}>{text}</td>;
}
