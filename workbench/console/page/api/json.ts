import { stringify } from 'lossless-json';

/** @returns JSON text, in which bigints are integers. */
export function toJson(value: unknown, indent?: number): string {
  return stringify(value, undefined, indent) ?? '';
}
