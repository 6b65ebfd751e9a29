import pc from 'picocolors';
import type { Call } from '../../emulator/index.ts';
import { PASSWORDS, type Mask } from '../calls/mask-text.ts';
import { shorten } from '../calls/shorten.ts';
import { shortenIds } from './shorten-ids.ts';
import { textMember } from '../calls/text-member.ts';

const MAX_SQL_CHARACTERS = 100;
/** Of a message, and of names of members together: those of servers are shorter. */
const MAX_TEXT_CHARACTERS = 1000;

/**
 * @param request the decoded body.
 * @param mask takes out of SQL and message what must not be shown; by default passwords.
 * @returns for a person, one line: what was called, what came of it, how long it took, and at most 100 characters of SQL;
 *   one more each for a refusal's message, faults on purpose, and members that the service does not know. Of what others wrote,
 *   a line has at most 1000 characters.
 */
export function formatCall(call: Call, request: unknown, mask: Mask = PASSWORDS): string {
  const { exception: name = '', message = '' } = call;
  const sql = textMember(request, 'sql') ?? '';
  const outcome =
    call.exception === undefined ? pc.green(String(call.status)) : pc.red(`${call.status} ${call.exception}`);
  const duration = pc.dim(`${call.durationMs.toFixed(1).padStart(6)} ms`);
  const lines = [
    `${call.operation.padEnd(21)} ${duration}  ${outcome}  ${shorten(mask.sql(sql), MAX_SQL_CHARACTERS)}`.trimEnd(),
  ];
  if (message !== '') {
    const told = shortenIds(mask.message({ name, message }, sql));
    lines.push(pc.red(`  ${shorten(told, MAX_TEXT_CHARACTERS)}`));
  }
  if (call.faults !== undefined) lines.push(pc.yellow(`  on purpose: ${call.faults.join(', ')}`));
  if (call.unknownMembers.length > 0) {
    const names = shorten(call.unknownMembers.join(', '), MAX_TEXT_CHARACTERS);
    lines.push(pc.yellow(`  ignored, as AWS does not know them: ${names}`));
  }
  return lines.join('\n');
}
