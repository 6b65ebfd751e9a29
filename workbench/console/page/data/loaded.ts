import { useEffect, useState } from 'preact/hooks';

/** What is being asked for: nothing yet, what came, or why it did not. What came last stays until the next has come. */
export interface Loaded<Value> {
  readonly value?: Value;
  readonly trouble?: string;
}

/** Asks when any of `what` changes. */
export function useLoaded<Value>(load: () => Promise<Value>, what: readonly unknown[]): Loaded<Value> {
  const [loaded, setLoaded] = useState<Loaded<Value>>({});
  useEffect(() => {
    let isWanted = true;
    load().then(
      (value) => isWanted && setLoaded({ value }),
      (error: unknown) => isWanted && setLoaded({ trouble: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, what);
  return loaded;
}
