import { parse } from 'lossless-json';
import { ServiceException } from './exceptions.ts';
import { checkNesting } from './check-nesting.ts';

/** Sixteen digits or more may be an integer that a JavaScript number cannot hold. */
const LONG_DIGITS = /\d{16}/;

/**
 * Decodes a body; integers beyond 2^53 become bigints, exact to the last digit.
 *
 * @throws ServiceException SerializationException where it is not JSON, or nested too deeply.
 */
export function parseJson(text: string): unknown {
  checkNesting(text);
  try {
    if (!LONG_DIGITS.test(text)) return JSON.parse(text) as unknown;
    return parse(text, undefined, { parseNumber: toExactNumber, onDuplicateKey: ({ newValue }) => newValue });
  } catch (error) {
    throw new ServiceException(
      'SerializationException',
      `The body is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function toExactNumber(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(digits) ? number : BigInt(digits);
}
