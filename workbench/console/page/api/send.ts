/**
 * `fetch`, whose failure is told in words.
 *
 * @param path on the host of this page: `/Execute`.
 * @throws Error where no answer came; DOMException AbortError.
 */
export async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Error('No answer came: the connection was closed.', { cause: error });
  }
}
