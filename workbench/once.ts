/** @returns what does the action when it is called first, and gives all who call it the same outcome. */
export function once<Result>(action: () => Promise<Result>): () => Promise<Result> {
  let done: Promise<Result> | undefined;
  return () => (done ??= action());
}
