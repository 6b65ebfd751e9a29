import { parse, stringify } from 'lossless-json';
import { parseJson } from '../../../../emulator/text.ts';
import { explainName, NO_SETS, type ReadSets, type SetsError, type SetsOptions } from './sets.ts';
import { fitsKind, formOfKind, toSentValue, type SentValue, type ValueKind } from './value-kinds.ts';

/**
 * Reads a JSON list of objects, a member a parameter. What JSON says of a value is kept: a text stays a text, whatever
 * it looks like, and an integer keeps all its digits.
 */
export function readJsonSets(text: string, { kinds = {} }: SetsOptions): ReadSets {
  const parsed = tryJson(text);
  if ('error' in parsed) return { ...NO_SETS, errors: [parsed.error] };
  const list: unknown[] = Array.isArray(parsed.value) ? parsed.value : [parsed.value];
  const places = placesOfItems(text);
  const objects = list.filter(isObject);
  const names = [...new Set(objects.flatMap((item) => Object.keys(item)))];
  const errors: SetsError[] = [];
  list.forEach((item, index) => {
    const message = isObject(item) ? explainItem(item, kinds) : 'an object is wanted here: {"name": value, ...}';
    if (message !== undefined) errors.push({ ...toPlace(text, places[index] ?? 0), message });
  });
  const sets = objects.map((item) => names.map((name) => ({ name, ...toValue(item[name], kinds[name]) })));
  const found = names.map((name) => kinds[name] ?? kindOf(objects.map((item) => item[name])));
  return errors.length > 0 ? { ...NO_SETS, names, kinds: found, errors } : { names, kinds: found, sets, errors };
}

type Item = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function explainItem(item: Item, kinds: Readonly<Record<string, ValueKind>>): string | undefined {
  for (const [name, value] of Object.entries(item)) {
    const [wrong, kind] = [explainName(name, false), kinds[name]];
    if (wrong !== undefined) return wrong;
    if (kind === undefined || value === null || fitsKind(kind, toText(value))) continue;
    return `:${name} is to be ${formOfKind(kind)}, and ${toText(value).slice(0, 40)} is not`;
  }
  return undefined;
}

function toValue(value: unknown, kind?: ValueKind): SentValue {
  if (value === null || value === undefined) return { value: { isNull: true } };
  if (kind !== undefined) return toSentValue(kind, toText(value));
  return toSentValue(kindOf([value]), toText(value));
}

function kindOf(values: readonly unknown[]): ValueKind {
  const value = values.find((each) => each !== null && each !== undefined);
  if (typeof value === 'boolean') return 'booleanValue';
  if (typeof value === 'bigint') return fitsKind('longValue', String(value)) ? 'longValue' : 'DECIMAL';
  if (typeof value === 'number') return Number.isInteger(value) ? 'longValue' : 'doubleValue';
  return typeof value === 'object' ? 'JSON' : 'stringValue';
}

/** Objects are for JSON columns. */
function toText(value: unknown): string {
  return typeof value === 'string' ? value : (stringify(value) ?? '');
}

function tryJson(text: string): { readonly value: unknown } | { readonly error: SetsError } {
  try {
    return { value: parseJson(text) };
  } catch {
    return { error: explainJson(text) };
  }
}

/** V8 does not tell the place; this parser does. */
function explainJson(text: string): SetsError {
  try {
    parse(text);
    return { line: 1, column: 1, message: 'This is no JSON' };
  } catch (error) {
    const [, message = 'This is no JSON', position] = /^(.*) at position (\d+)$/s.exec(String(error)) ?? [];
    return { ...toPlace(text, Number(position ?? text.length)), message: message.replace(/^SyntaxError: /, '') };
  }
}

/** @returns line and column of a place in a text, both from 1. */
function toPlace(text: string, at: number): { line: number; column: number } {
  const lines = text.slice(0, at).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** @returns where each item of the outermost list begins, in a text that is JSON. */
function placesOfItems(text: string): number[] {
  const places: number[] = [];
  let depth = 0;
  let isNext = false;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},]|[^\s[\]{},":]+/g)) {
    const isInList = depth === 1 && isNext && token !== ']';
    if (isInList) places.push(index);
    if (isInList) isNext = false;
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    if (depth === 1 && (token === ',' || (token === '[' && places.length === 0))) isNext = true;
  }
  return places.length === 0 ? [0] : places;
}
