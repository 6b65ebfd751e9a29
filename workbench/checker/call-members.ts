import type { Call, CallContent } from '../../emulator/index.ts';
import { textMember } from '../calls/text-member.ts';

/** A call that a handler made, with what it sent and what it got. */
export type CheckedCall = Call & CallContent;

/** @returns the SQL of a call; undefined where it has none that is text. */
export const sqlOf = (call: CheckedCall): string | undefined => textMember(call.request, 'sql');
/** @returns the transaction that a call names; undefined where it names none. */
export const transactionIdOf = (call: CheckedCall): string | undefined => textMember(call.request, 'transactionId');
/** @returns the cluster that a call names; undefined where it names none. */
export const resourceArnOf = (call: CheckedCall): string | undefined => textMember(call.request, 'resourceArn');
/** @returns the secret that a call names; undefined where it names none. */
export const secretArnOf = (call: CheckedCall): string | undefined => textMember(call.request, 'secretArn');
/** @returns the database that a call names; undefined where it names none. */
export const databaseOf = (call: CheckedCall): string | undefined => textMember(call.request, 'database');

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
