import { Faults } from '../../../../workbench/faults/faults.ts';
import { startTestEmulator, type TestEmulator } from '../../../support/emulator.ts';

/** @returns an emulator, and the faults that its calls meet. */
export async function startFaultyEmulator(): Promise<{ emulator: TestEmulator; faults: Faults }> {
  const faults = new Faults(() => emulator.emulator);
  const emulator = await startTestEmulator({ disturb: faults.disturb });
  return { emulator, faults };
}
