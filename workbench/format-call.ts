import pc from 'picocolors';
import type { Call } from '../emulator/index.ts';
import { shortenIds } from './calls/shorten-ids.ts';

const MAX_SQL_CHARACTERS = 100;

/** @returns one line for a person: what was called, what came of it, how long it took, and the SQL. */
export function formatCall(call: Call, request: unknown): string {
  const outcome =
    call.exception === undefined ? pc.green(String(call.status)) : pc.red(`${call.status} ${call.exception}`);
  const duration = pc.dim(`${call.durationMs.toFixed(1).padStart(6)} ms`);
  const lines = [`${call.operation.padEnd(21)} ${duration}  ${outcome}  ${formatSql(request)}`.trimEnd()];
  if (call.message !== undefined && call.message !== '') lines.push(pc.red(`  ${shortenIds(call.message)}`));
  if (call.faults !== undefined) lines.push(pc.yellow(`  on purpose: ${call.faults.join(', ')}`));
  if (call.unknownMembers.length > 0) {
    lines.push(pc.yellow(`  ignored, as AWS does not know them: ${call.unknownMembers.join(', ')}`));
  }
  return lines.join('\n');
}

function formatSql(request: unknown): string {
  if (typeof request !== 'object' || request === null || !('sql' in request)) return '';
  const sql = String(request.sql).replaceAll(/\s+/g, ' ').trim();
  return sql.length > MAX_SQL_CHARACTERS ? `${sql.slice(0, MAX_SQL_CHARACTERS)}…` : sql;
}
