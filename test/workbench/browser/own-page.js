// Runs in a page that the emulator serves: what a console does.

/** Resolves with how each went. */
globalThis.drive = async (body) => {
  const headers = { 'content-type': 'application/json' };
  const post = () => fetch('/Execute', { method: 'POST', headers, body });
  const executed = (await post()).status;
  const { calls } = await (await fetch('/_workbench/calls')).json();
  const streamed = await new Promise((resolve) => {
    const source = new EventSource('/_workbench/calls/stream');
    source.addEventListener('open', () => void post());
    source.addEventListener('call', () => resolve(source.close() ?? true));
    source.addEventListener('error', () => resolve(false));
  });
  const cleared = (await fetch('/_workbench/calls', { method: 'DELETE' })).status;
  return { executed, calls: calls.length, streamed, cleared };
};
