import { checkNesting } from './check-nesting.ts';
import { decodeJson } from './decode-json.ts';
import { ServiceException } from './exceptions.ts';

/**
 * Decodes a body; integers beyond 2^53 become bigints, exact to the last digit.
 *
 * @throws ServiceException SerializationException where it is not JSON, or nested too deeply.
 */
export function parseJson(text: string): unknown {
  checkNesting(text);
  try {
    return decodeJson(text);
  } catch (error) {
    throw new ServiceException(
      'SerializationException',
      `The body is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
