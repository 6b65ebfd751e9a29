import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { endpoint } from '../api/about.ts';
import { COPY_AS } from '../copy/copy-as.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { showToast, tryOrTell } from '../parts/toast.tsx';
import { toRequest, type Call } from './call.ts';

/** The call as a program in several languages; each runs unchanged. */
export function CopyPanel({ call, onClose }: { call: Call; onClose: () => void }): JSX.Element {
  const [name, setName] = useState(COPY_AS[0]?.name ?? '');
  const program = COPY_AS.find((each) => each.name === name);
  const text = program?.write({ operation: call.operation, request: toRequest(call), endpoint: endpoint() }) ?? '';
  const copy = (): Promise<void> =>
    tryOrTell(async () => {
      await navigator.clipboard.writeText(text);
      showToast(`Copied as ${name}`);
    });
  return (
    <Dialog title="Copy the call as a program" wide onClose={onClose}>
      <div class="segments" role="group" aria-label="Language">
        {COPY_AS.map((each) => (
          <button key={each.name} type="button" aria-pressed={each.name === name} onClick={() => setName(each.name)}>
            {each.name}
          </button>
        ))}
      </div>
      <pre class="program" role="region" aria-label={name} tabIndex={0}>
        {text}
      </pre>
      <div class="dialog-actions">
        <button type="button" class="button-main" onClick={() => void copy()}>
          <Icon name="copy" /> Copy
        </button>
      </div>
    </Dialog>
  );
}
