import pc from 'picocolors';
import { inspect } from 'node:util';
import type { Case } from './case.ts';
import type { Verdict } from './run-cases.ts';

/** One service and its verdict on each case, in their order. */
export interface Column {
  readonly name: string;
  readonly verdicts: readonly Verdict[];
}

/** Where a row is open in the contract, another answer than ours is news, not a fault. */
type Mark = 'ok' | 'FAIL' | 'open';
const MARKS: Readonly<Record<Mark, string>> = { ok: pc.green('ok  '), FAIL: pc.red('FAIL'), open: pc.yellow('open') };

/**
 * Prints a line for each case, then what went otherwise than expected, so that it is the last on the screen, then the
 * totals.
 *
 * @param openMayDiffer a service that is not ours: rows with a choice are marked `open` when it answers otherwise.
 * @returns whether every row is as it should be.
 */
export function report(cases: readonly Case[], columns: readonly Column[], openMayDiffer: boolean): boolean {
  const markOf = ({ choice }: Case, verdict: Verdict | undefined): Mark => {
    if (verdict?.passed === true) return 'ok';
    return openMayDiffer && choice !== undefined ? 'open' : 'FAIL';
  };
  if (columns.length > 1) console.log(`In columns: ${columns.map(({ name }) => name).join(', ')}`);
  for (const [index, row] of cases.entries()) {
    const marks = columns.map(({ verdicts }) => MARKS[markOf(row, verdicts[index])]);
    console.log(`${marks.join(' ')}  ${toLine(row)}`);
  }
  for (const { name, verdicts } of columns) printDifferences(cases, name, verdicts);
  console.log();
  return columns
    .map(({ name, verdicts }) =>
      printTotal(
        name,
        cases.map((row, index) => markOf(row, verdicts[index])),
      ),
    )
    .every(Boolean);
}

function toLine({ row, title, choice }: Case): string {
  return `${row.padEnd(28)} ${title.replaceAll('\n', '\\n')}${choice === undefined ? '' : pc.dim(` (choice: ${choice})`)}`;
}

function printDifferences(cases: readonly Case[], name: string, verdicts: readonly Verdict[]): void {
  for (const [index, row] of cases.entries()) {
    const verdict = verdicts[index];
    if (verdict === undefined || verdict.passed) continue;
    const expected = inspect(row.expected, { depth: 8, breakLength: 120 });
    console.log(`\n${pc.bold(name)}  ${toLine(row)}\nexpected ${expected}\ngot      ${verdict.got}`);
  }
}

function printTotal(name: string, marks: readonly Mark[]): boolean {
  const count = (wanted: Mark): number => marks.filter((mark) => mark === wanted).length;
  const open =
    count('open') === 0 ? '' : `; ${count('open')} others are open in the contract, and answered in their own way`;
  console.log(`${name}: ${count('ok')} of ${marks.length} rows of the contract${open}`);
  return count('FAIL') === 0;
}
