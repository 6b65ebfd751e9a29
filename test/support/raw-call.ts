import { ARNS, type TestEmulator } from './emulator.ts';

/**
 * Calls ExecuteStatement without the SDK, to see the bytes of the answer: the SDK rounds integers beyond 2^53.
 *
 * @param members the request beside ARNs and database, as JSON text where it holds what JavaScript cannot.
 * @returns the body, undecoded.
 */
export async function executeRaw(emulator: TestEmulator, members: object | string): Promise<string> {
  const text = typeof members === 'string' ? members : JSON.stringify(members);
  const rest = JSON.stringify({ ...ARNS, database: emulator.database });
  const response = await fetch(`${emulator.emulator.endpoint}/Execute`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `${text.slice(0, -1)},${rest.slice(1)}`,
  });
  return response.text();
}
