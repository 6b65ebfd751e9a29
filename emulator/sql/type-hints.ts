import type { BoundValue } from '../engine/engine.ts';
import { ServiceException } from '../model/exceptions.ts';
import type { TypeHint } from '../model/types.ts';

interface HintRule {
  /** The form that the service documents, told in the refusal. */
  readonly form: string;
  readonly accepts: (text: string) => boolean;
  readonly bind: (text: string) => BoundValue;
}

const DATE = /^\d{4}-\d{2}-(\d{2})$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?$/;
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

const asText = (value: string): BoundValue => ({ type: 'string', value });

/** The six hints and their forms (contract 3.2). */
const HINTS: Readonly<Record<TypeHint, HintRule>> = {
  DATE: { form: 'YYYY-MM-DD', accepts: isDate, bind: asText },
  TIME: { form: 'HH:MM:SS[.FFF]', accepts: (text) => TIME.test(text), bind: asText },
  TIMESTAMP: { form: 'YYYY-MM-DD HH:MM:SS[.FFF]', accepts: isTimestamp, bind: asText },
  DECIMAL: {
    form: 'a decimal number',
    accepts: (text) => DECIMAL.test(text),
    bind: (value) => ({ type: 'decimal', value }),
  },
  JSON: { form: 'JSON', accepts: isJson, bind: asText },
  // Seen on the real service: MySQL gets the 16 bytes, which a VARCHAR column then refuses.
  UUID: { form: 'a UUID', accepts: (text) => UUID.test(text), bind: toUuidBytes },
};

/**
 * Checks a text against its hint and says how it is bound.
 *
 * @throws ServiceException ValidationException where the text has another form.
 */
export function applyTypeHint(hint: TypeHint, text: string, parameterName: string): BoundValue {
  const rule = HINTS[hint];
  if (!rule.accepts(text)) {
    throw new ServiceException(
      'ValidationException',
      `Parameter "${parameterName}" has typeHint ${hint}, but its value is not ${rule.form}: ${text.slice(0, 100)}`,
    );
  }
  return rule.bind(text);
}

/** @returns whether a text has the form that a hint asks for. */
export function fitsTypeHint(hint: TypeHint, text: string): boolean {
  return HINTS[hint].accepts(text);
}

/** @returns the form that a hint asks for, for a person: `YYYY-MM-DD`. */
export function formOfTypeHint(hint: TypeHint): string {
  return HINTS[hint].form;
}

function isDate(text: string): boolean {
  const day = DATE.exec(text)?.[1];
  // JavaScript rolls February 30 over into March; a calendar does not have it. No day equals that of an invalid date, NaN.
  return day !== undefined && new Date(`${text}T00:00:00Z`).getUTCDate() === Number(day);
}

function isTimestamp(text: string): boolean {
  return text.charAt(10) === ' ' && isDate(text.slice(0, 10)) && TIME.test(text.slice(11));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function toUuidBytes(text: string): BoundValue {
  return { type: 'blob', value: Buffer.from(text.replaceAll('-', ''), 'hex') };
}
