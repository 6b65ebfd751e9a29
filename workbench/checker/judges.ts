import { compareRows, showOutcome } from './compare.ts';
import type { Difference, SeenInvocation } from './observation.ts';
import { show } from './show.ts';
import type { Judge } from './step.ts';
import { todoOf } from './todo-hints.ts';

/** Every invocation fails, by something else than a TODO, and the table is as it was. */
export const failsAndAddsNothing: Judge = ({ invocations, before, after }) => {
  const succeeded = invocations.filter(({ outcome: { error } }) => error === undefined || isTodo(error.errorMessage));
  return [
    ...succeeded.map((each) => ({ ...pick(each), expected: 'an error', got: showOutcome(each) })),
    ...compareRows(before, after),
  ];
};

/** Every invocation answers with an ordered list in which its own employee is, and all employees are in the table. */
export const answersEachWithItsOwn: Judge = ({ invocations, before, after }) => {
  const added = invocations.map(({ event }) => toRow(event));
  return [
    ...invocations.filter((each) => !hasItsOwn(each)).map(toOwnDifference),
    ...compareRows([...before, ...added], after),
  ];
};

function hasItsOwn({ event, outcome: { error, payload } }: SeenInvocation): boolean {
  const list = JSON.parse(payload) as unknown;
  if (error !== undefined || !Array.isArray(list)) return false;
  const ids = list.map((row) => (Array.isArray(row) ? Number(row[0]) : Number.NaN));
  const isOrdered = ids.every((id, index) => index === 0 || id > Number(ids[index - 1]));
  return isOrdered && list.some((row) => JSON.stringify(row) === JSON.stringify(toRow(event)));
}

function toOwnDifference(each: SeenInvocation): Difference {
  return { ...pick(each), expected: `an ordered list with ${show(toRow(each.event))}`, got: showOutcome(each) };
}

function isTodo(message: string): boolean {
  return todoOf(message) !== undefined;
}

function pick({ event, calls }: SeenInvocation): Pick<Difference, 'event' | 'calls'> {
  return { event, calls };
}

function toRow(event: unknown): unknown[] {
  const { EmpId, EmpName } = event as { EmpId: number; EmpName: string };
  return [EmpId, EmpName];
}
