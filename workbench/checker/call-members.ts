import type { Call, CallContent } from '../../emulator/index.ts';

/** A call that a handler made, with what it sent and what it got. */
export type CheckedCall = Call & CallContent;

/** @returns a member of the request where it is text. */
function textOf({ request }: CheckedCall, name: string): string | undefined {
  const value =
    typeof request === 'object' && request !== null ? (request as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

export const sqlOf = (call: CheckedCall): string | undefined => textOf(call, 'sql');
export const transactionIdOf = (call: CheckedCall): string | undefined => textOf(call, 'transactionId');
export const resourceArnOf = (call: CheckedCall): string | undefined => textOf(call, 'resourceArn');
export const secretArnOf = (call: CheckedCall): string | undefined => textOf(call, 'secretArn');
export const databaseOf = (call: CheckedCall): string | undefined => textOf(call, 'database');

/** What may stand before the first word of a statement. */
const LEAD = /^(?:\s|\(|\/\*[^]*?\*\/|(?:--\s|#).*\n)+/;

/** @returns whether the call runs a statement that changes something. */
export function isChange(call: CheckedCall): boolean {
  const sql = sqlOf(call);
  return sql !== undefined && !/^(?:SELECT|WITH|SHOW|SET|TABLE)\b/i.test(sql.replace(LEAD, ''));
}

/** @returns how many sets of parameters a batch has; undefined where the call is no batch. */
export function batchSizeOf({ operation, request }: CheckedCall): number | undefined {
  if (operation !== 'BatchExecuteStatement') return undefined;
  const { parameterSets } = request as { parameterSets?: unknown };
  return Array.isArray(parameterSets) ? parameterSets.length : 0;
}
