import { effect, signal, type Signal } from '@preact/signals';

/** @returns a value that survives a reload of the page. What cannot be read or kept is forgotten. */
export function storedSignal<Kept>(key: string, initial: Kept, storage: Storage = localStorage): Signal<Kept> {
  const name = `workbench-${key}`;
  const kept = signal<Kept>((read(storage, name) as Kept | undefined) ?? initial);
  effect(() => {
    try {
      storage.setItem(name, JSON.stringify(kept.value));
    } catch {
      // The storage is full or forbidden: the page works without.
    }
  });
  return kept;
}

function read(storage: Storage, name: string): unknown {
  try {
    return JSON.parse(storage.getItem(name) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}
