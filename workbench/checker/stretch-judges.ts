import { batchSizeOf, isChange, transactionIdOf } from './call-members.ts';
import { compareRows, showOutcome } from './compare.ts';
import type { Difference, Observation, SeenInvocation } from './observation.ts';
import { show } from './show.ts';
import type { Judge } from './step.ts';

interface Employee {
  readonly EmpId: number;
  readonly EmpName: string;
}

/**
 * Judges one invocation with a list of employees.
 *
 * @param isAdded which of them are to be in the table afterwards, and in the report as added; the others as not added.
 */
export function addsExactly(isAdded: (employee: Employee) => boolean): Judge {
  return ({ invocations, before, after }) => {
    const [invocation] = invocations;
    if (invocation === undefined) return [];
    const { Employees: employees } = invocation.event as { Employees: Employee[] };
    const added = employees.filter(isAdded);
    const rows = [...before, ...added.map(({ EmpId, EmpName }) => [EmpId, EmpName])] as [number, string][];
    return [
      ...compareReport(invocation, toIds(added), toIds(employees.filter((employee) => !isAdded(employee)))),
      ...compareRows(
        rows.toSorted(([a], [b]) => a - b),
        after,
      ),
    ];
  };
}

function toIds(employees: readonly Employee[]): number[] {
  return employees.map(({ EmpId }) => EmpId);
}

function compareReport(invocation: SeenInvocation, added: number[], notAdded: number[]): Difference[] {
  const expected = describeReport(added, notAdded);
  const report = JSON.parse(invocation.outcome.payload) as { added?: unknown; notAdded?: unknown } | null;
  const isReport = Array.isArray(report?.added) && Array.isArray(report.notAdded);
  const got = isReport ? describeReport(pickIds(report.added), pickIds(report.notAdded)) : showOutcome(invocation);
  return expected === got ? [] : [{ calls: invocation.calls, expected, got }];
}

/** A report may list ids, or objects that have one. */
function pickIds(list: unknown): unknown[] {
  if (!Array.isArray(list)) return [];
  return list.map((entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'EmpId' in entry ? entry.EmpId : entry,
  );
}

function describeReport(added: readonly unknown[], notAdded: readonly unknown[]): string {
  return `a report with added: ${describeIds(added)}, notAdded: ${describeIds(notAdded)}`;
}

function describeIds(ids: readonly unknown[]): string {
  return ids.length <= 3 ? show(ids) : `${ids.length} ids from ${show(ids[0])} to ${show(ids.at(-1))}`;
}

/** Every step's employees were inserted in batches of fifty and a last partial one, and by nothing else. */
export function insertsInBatches(all: readonly Observation[]): Difference[] {
  return all.flatMap(({ invocations }) => invocations.flatMap(compareBatches)).slice(0, 1);
}

function compareBatches({ event, calls }: SeenInvocation): Difference[] {
  const count = (event as { Employees: unknown[] }).Employees.length;
  const expected = Array.from({ length: Math.ceil(count / 50) }, (_, n) => Math.min(50, count - n * 50));
  const got = calls.filter(isChange).map((call) => batchSizeOf(call) ?? call.operation);
  if (JSON.stringify(expected) === JSON.stringify(got)) return [];
  return [{ calls, expected: `batches of ${expected.join(', ')}`, got: show(got) }];
}

/** No two batches share a transaction. */
export function hasATransactionPerBatch(all: readonly Observation[]): Difference[] {
  const ids = all.flatMap(({ calls }) => calls.filter(isChange).map(transactionIdOf));
  const distinct = new Set(ids).size;
  if (ids.length > 0 && distinct === ids.length) return [];
  return [{ expected: 'a transaction for each batch', got: `${distinct} for ${ids.length} batches`, calls: [] }];
}
