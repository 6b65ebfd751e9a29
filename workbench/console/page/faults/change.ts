import { ask } from '../api/ask.ts';
import { loadFaults } from '../api/faults.ts';
import { tryOrTell } from '../parts/toast.tsx';

/** Changes something by the API of faults, then shows how it is; says why where it cannot be. */
export function change(method: string, path: string, body?: unknown): Promise<void> {
  return tryOrTell(async () => {
    await ask(method, path, body);
    await loadFaults();
  });
}
