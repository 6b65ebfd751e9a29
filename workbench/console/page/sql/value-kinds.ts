import { fitsTypeHint, formOfTypeHint, TYPE_HINTS, type Field, type TypeHint } from '../../../../emulator/text.ts';

/** How a typed text is sent: the member of `value` that carries it, and the hint. */
export type ValueKind =
  'isNull' | 'booleanValue' | 'longValue' | 'doubleValue' | 'stringValue' | 'blobValue' | TypeHint;

/** A value ready to be sent. */
export interface SentValue {
  readonly value: Field;
  readonly typeHint?: TypeHint;
}

const MIN_LONG = -(2n ** 63n);
const MAX_LONG = 2n ** 63n - 1n;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

interface Rule {
  readonly accepts: (text: string) => boolean;
  readonly toField: (text: string) => Field;
  /** The form that it asks for. */
  readonly form: string;
}

const asText = (stringValue: string): Field => ({ stringValue });

const RULES: Readonly<Record<Exclude<ValueKind, TypeHint>, Rule>> = {
  isNull: { accepts: () => true, toField: () => ({ isNull: true }), form: 'nothing' },
  booleanValue: {
    accepts: (text) => /^(?:true|false|1|0)$/i.test(text.trim()),
    toField: (text) => ({ booleanValue: /^(?:true|1)$/i.test(text.trim()) }),
    form: 'true or false',
  },
  longValue: { accepts: isLong, toField: toLong, form: 'an integer of 64 bits' },
  doubleValue: {
    accepts: (text) => text.trim() !== '' && Number.isFinite(Number(text)),
    toField: (text) => ({ doubleValue: Number(text) }),
    form: 'a number',
  },
  stringValue: { accepts: () => true, toField: asText, form: 'any text' },
  blobValue: {
    accepts: (text) => BASE64.test(text.trim()),
    toField: (text) => ({ blobValue: text.trim() }),
    form: 'base64',
  },
};

/** Every kind, with what it is called where one is chosen. */
export const VALUE_KINDS: readonly { readonly kind: ValueKind; readonly label: string }[] = [
  { kind: 'stringValue', label: 'stringValue' },
  { kind: 'longValue', label: 'longValue' },
  { kind: 'doubleValue', label: 'doubleValue' },
  { kind: 'booleanValue', label: 'booleanValue' },
  { kind: 'blobValue', label: 'blobValue (base64)' },
  { kind: 'isNull', label: 'isNull' },
  ...TYPE_HINTS.map((kind) => ({ kind, label: `stringValue, hint ${kind}` })),
];

/** @returns whether a text can be sent as this kind of value. */
export function fitsKind(kind: ValueKind, text: string): boolean {
  return isHint(kind) ? fitsTypeHint(kind, text) : RULES[kind].accepts(text);
}

/** @returns the form that this kind of value asks for, for a person. */
export function formOfKind(kind: ValueKind): string {
  return isHint(kind) ? formOfTypeHint(kind) : RULES[kind].form;
}

/** @returns the value to send for a text that fits its kind. */
export function toSentValue(kind: ValueKind, text: string): SentValue {
  return isHint(kind) ? { value: asText(text), typeHint: kind } : { value: RULES[kind].toField(text) };
}

function isHint(kind: ValueKind): kind is TypeHint {
  return TYPE_HINTS.some((hint) => hint === kind);
}

function isLong(text: string): boolean {
  if (!/^\s*[+-]?\d{1,19}\s*$/.test(text)) return false;
  const long = BigInt(text.trim().replace(/^\+/, ''));
  return long >= MIN_LONG && long <= MAX_LONG;
}

function toLong(text: string): Field {
  const long = BigInt(text.trim().replace(/^\+/, ''));
  return { longValue: Number.isSafeInteger(Number(long)) ? Number(long) : long };
}
