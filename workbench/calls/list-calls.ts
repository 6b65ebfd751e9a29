import { stringify } from 'lossless-json';
import type { RecordedCall } from './recorded-call.ts';

/**
 * Without indentation: with it, values that are nested deeply make a text that is longer than a string can be.
 *
 * @param members what else is told.
 * @returns calls as JSON text, a line each. Integers beyond 2^53 are written with all their digits.
 */
export function listCalls(calls: readonly RecordedCall[], members: object): string {
  const lines = calls.map((call) => stringify(call)).join(',\n');
  return `{"calls":[\n${lines}\n],${JSON.stringify(members).slice(1)}\n`;
}
