import type { LambdaError } from '../lambda/lambda-error.ts';
import type { Difference, Observation, SeenInvocation } from './observation.ts';
import { show, showDifference } from './show.ts';

/**
 * Compares what was seen of the candidate with what was seen of the original.
 *
 * Answers and rows must be equal. An error must be the same in type and text; one of the database comes from another
 * client now, so that its text has to contain what the database said.
 */
export function compareWithOriginal(original: Observation, seen: Observation): Difference[] {
  const answers = original.invocations.map((expected, index) => compareInvocation(expected, seen.invocations[index]));
  return [...answers.flat(), ...compareRows(original.after, seen.after)];
}

/** @returns a difference where the rows left behind are others. */
export function compareRows(expected: readonly unknown[], got: readonly unknown[]): Difference[] {
  if (JSON.stringify(expected) === JSON.stringify(got)) return [];
  const shown = showDifference(expected, got);
  return [{ expected: `in the table ${shown.expected}`, got: `in the table ${shown.got}` }];
}

/** @returns how an invocation ended, for a person. */
export function showOutcome({ outcome: { error, payload, log } }: SeenInvocation): string {
  if (error === undefined) return show(JSON.parse(payload));
  // Of a process that ended, only what Node.js printed tells why.
  return error.errorType === 'Runtime.ExitError' ? `${showError(error)}\n${log.trim()}` : showError(error);
}

function showError({ errorType, errorMessage }: LambdaError): string {
  return `error ${errorType}: ${errorMessage}`;
}

function compareInvocation(expected: SeenInvocation, got: SeenInvocation | undefined): Difference[] {
  if (got === undefined || isSameOutcome(expected, got)) return [];
  const { event, calls } = got;
  const [answer, other] = [expected.outcome, got.outcome];
  if (answer.error === undefined && other.error === undefined) {
    return [{ event, calls, ...showDifference(JSON.parse(answer.payload), JSON.parse(other.payload)) }];
  }
  return [{ event, calls, expected: showOutcome(expected), got: showOutcome(got) }];
}

function isSameOutcome({ outcome: expected }: SeenInvocation, { outcome: got, calls }: SeenInvocation): boolean {
  if (expected.error === undefined || got.error === undefined) {
    return got.error === expected.error && expected.payload === got.payload;
  }
  const isOfDatabase = calls.some(({ exception }) => exception !== undefined);
  if (!isOfDatabase) return showError(expected.error) === showError(got.error);
  return withoutTable(got.error.errorMessage).includes(withoutTable(expected.error.errorMessage));
}

/** MySQL names the table of a key, MariaDB does not; the Data API answers as MySQL on both. */
function withoutTable(message: string): string {
  return message.replace(/for key '\w+\./, "for key '");
}
