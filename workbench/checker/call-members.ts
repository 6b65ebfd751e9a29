import type { Call } from '../../emulator/index.ts';

/** @returns a member of the request where it is text. */
function textOf({ request }: Call, name: string): string | undefined {
  const value =
    typeof request === 'object' && request !== null ? (request as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

export const sqlOf = (call: Call): string | undefined => textOf(call, 'sql');
export const transactionIdOf = (call: Call): string | undefined => textOf(call, 'transactionId');
export const resourceArnOf = (call: Call): string | undefined => textOf(call, 'resourceArn');
export const secretArnOf = (call: Call): string | undefined => textOf(call, 'secretArn');
export const databaseOf = (call: Call): string | undefined => textOf(call, 'database');

/** What may stand before the first word of a statement. */
const LEAD = /^(?:\s|\(|\/\*[^]*?\*\/|(?:--\s|#).*\n)+/;

/** @returns whether the call runs a statement that changes something. */
export function isChange(call: Call): boolean {
  const sql = sqlOf(call);
  return sql !== undefined && !/^(?:SELECT|WITH|SHOW|SET|TABLE)\b/i.test(sql.replace(LEAD, ''));
}

/** @returns how many sets of parameters a batch has; undefined where the call is no batch. */
export function batchSizeOf({ operation, request }: Call): number | undefined {
  if (operation !== 'BatchExecuteStatement') return undefined;
  const { parameterSets } = request as { parameterSets?: unknown };
  return Array.isArray(parameterSets) ? parameterSets.length : 0;
}
