// The steps of the stretch goal: any number of employees, in batches of fifty.
import { addsExactly, hasATransactionPerBatch, insertsInBatches } from './stretch-judges.ts';
import type { Step } from './step.ts';
import { RECORD_STEPS } from './steps.ts';

/** The id of one of the table's first employees. */
const TAKEN = 2;

const ALL_OR_NOTHING =
  'begin a transaction for each batch, roll it back where the batch fails, and go on with the next one.';

function employees(count: number, taken?: number): { Employees: { EmpId: number; EmpName: string }[] } {
  const EmpIdOf = (n: number): number => (n === taken ? TAKEN : 5000 + n);
  return { Employees: Array.from({ length: count }, (_, n) => ({ EmpId: EmpIdOf(n), EmpName: `Person ${n}` })) };
}

/** The steps for a handler that takes a list of employees, in the order in which they are run and shown. */
export const STRETCH_STEPS: readonly Step[] = [
  {
    name: 'adds three employees and reports them',
    events: [employees(3)],
    expected: addsExactly(() => true),
    hint: 'take { Employees: [...] } and answer { added: [ids], notAdded: [{ EmpId, reason }], employees: [all of them] }.',
  },
  {
    name: 'adds fifty employees',
    events: [employees(50)],
    expected: addsExactly(() => true),
    hint: 'a BatchExecuteStatementCommand takes parameterSets: a list of parameters for each employee.',
  },
  {
    name: 'adds one hundred and thirty employees: the last batch is a partial one',
    events: [employees(130)],
    expected: addsExactly(() => true),
    hint: 'cut the list into slices of 50; the last one is shorter.',
  },
  {
    name: 'keeps quotes, colons, emoji and SQL of names',
    events: [
      {
        Employees: [
          { EmpId: 1001, EmpName: `Conan "the" O'Brien` },
          { EmpId: 1002, EmpName: "Robert'); DROP TABLE Employee; -- :EmpId" },
          { EmpId: 1003, EmpName: 'Zoë \u{1F469}\u200D\u{1F4BB} back\\slash' },
        ],
      },
    ],
    expected: addsExactly(() => true),
    hint: 'a value belongs into parameterSets, as { name, value: { longValue } } or { stringValue }, as it is.',
  },
  {
    name: 'rolls a batch with a bad employee back whole',
    events: [employees(20, 10)],
    expected: addsExactly(() => false),
    hint: ALL_OR_NOTHING,
  },
  {
    name: 'adds the other batches where one employee of the third is bad',
    events: [employees(230, 117)],
    expected: addsExactly(({ EmpId }) => EmpId !== TAKEN && (EmpId < 5100 || EmpId >= 5150)),
    hint: ALL_OR_NOTHING,
  },
  {
    name: 'inserts in batches of fifty',
    record: insertsInBatches,
    hint: 'send one BatchExecuteStatementCommand for each fifty employees, and none for an employee alone.',
  },
  {
    name: 'has a transaction for each batch',
    record: hasATransactionPerBatch,
    hint: ALL_OR_NOTHING,
  },
  ...RECORD_STEPS,
];
