import pc from 'picocolors';
import { PASSWORDS } from '../calls/mask-text.ts';
import { printable } from '../calls/printable.ts';
import { sqlOf, type CheckedCall } from '../checker/call-members.ts';
import type { Report, StepReport } from '../checker/checker.ts';
import type { Difference } from '../checker/observation.ts';
import { show } from '../checker/show.ts';
import { formatCall } from './format-call.ts';

const MAX_CALLS = 12;

const MARKS = {
  passed: pc.green('✔'),
  failed: pc.red('✘'),
  advice: pc.yellow('!'),
  skipped: pc.dim('-'),
} as const;

/**
 * @param all the details of every step that failed, instead of the first one's.
 * @returns the report for a person: a line a step, what was expected and what came, the calls, and what to do next.
 */
export function formatReport({ passed, steps, hint }: Report, all: boolean): string {
  const toShow = steps.filter(({ state }) => state === 'failed' || state === 'advice');
  const details = all ? toShow : toShow.slice(0, 1);
  const blocks = [steps.map(formatLine).join('\n'), ...details.map(formatDetails)];
  if (toShow.length > details.length) blocks.push(pc.dim(`The details of the other ${toShow.length - 1}: --all`));
  const verdict = formatVerdict(passed, steps);
  blocks.push(hint === undefined ? verdict : `${verdict}\n${pc.bold(passed ? 'Better still:' : 'Next:')} ${hint}`);
  return blocks.join('\n\n');
}

function formatVerdict(passed: boolean, steps: readonly StepReport[]): string {
  const count = steps.filter(({ state }) => state === 'passed').length;
  if (count === steps.length) return pc.green(`All ${count} steps pass: you are done.`);
  return `${count} of ${steps.length} steps pass${passed ? pc.green(', and the other is advice: you are done') : ''}.`;
}

/** @returns the same for a machine. */
export function toJson({ passed, steps, hint }: Report): object {
  return {
    passed,
    ...(hint === undefined ? {} : { hint }),
    steps: steps.map(({ name, state, differences, calls, hint: stepHint }) => ({
      name,
      state,
      ...(state === 'passed' || state === 'skipped' ? {} : { hint: stepHint }),
      differences: differences.map(({ event, expected, got }) => ({ event, expected, got })),
      calls: state === 'passed' ? [] : calls.slice(0, MAX_CALLS).map(toJsonCall),
    })),
  };
}

function formatLine({ name, state }: StepReport): string {
  return `${MARKS[state]} ${state === 'skipped' ? pc.dim(name) : name}`;
}

function formatDetails({ name, state, differences, calls }: StepReport): string {
  const [first] = differences;
  const lines = [`${MARKS[state]} ${pc.bold(name)}`, ''];
  if (first !== undefined) lines.push(...formatDifference(first), '');
  if (calls.length === 0) lines.push('  No Data API calls behind it.');
  else lines.push('  The Data API calls behind it:', ...calls.slice(0, MAX_CALLS).map(formatIndented));
  if (calls.length > MAX_CALLS) lines.push(pc.dim(`  and ${calls.length - MAX_CALLS} more`));
  return lines.join('\n');
}

function formatDifference({ event, expected, got }: Difference): string[] {
  const lines = event === undefined ? [] : [`  event     ${printable(show(event))}`];
  return [
    ...lines,
    `  expected  ${pc.green(printable(expected))}`,
    `  got       ${pc.red(printable(got).replaceAll('\n', '\n            '))}`,
  ];
}

function formatIndented(call: CheckedCall): string {
  return formatCall(call, call.request).replaceAll(/^/gm, '  ');
}

function toJsonCall(call: CheckedCall): object {
  const { operation, status, exception: name, message = '' } = call;
  const sql = sqlOf(call);
  return {
    operation,
    status,
    ...(name && { exception: name, message: PASSWORDS.message({ name, message }, sql) }),
    ...(sql !== undefined && { sql: PASSWORDS.sql(sql) }),
  };
}
