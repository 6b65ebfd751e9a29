import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Call } from './call.ts';
import { chosenCall } from './calls-view.ts';
import { CopyPanel } from './copy-panel.tsx';
import { ReplayPanel } from './replay-panel.tsx';

/** What can be done with a call, each in a dialog of its own. */
type Panel = 'replay' | 'edit' | 'copy';

const open = signal<Panel | undefined>(undefined);

/** Opens a panel for the call that is looked at, if there is one. */
export function openPanel(panel: Panel): void {
  if (chosenCall.value !== undefined) open.value = panel;
}

/** The dialog that is open, if one is. */
export function Panels({ call }: { call: Call }): JSX.Element | null {
  const panel = open.value;
  if (panel === undefined) return null;
  const close = (): void => {
    // A dialog tells a moment later that it was closed: another one may be open by then.
    if (open.value === panel) open.value = undefined;
  };
  if (panel === 'copy') return <CopyPanel key={panel} call={call} onClose={close} />;
  return <ReplayPanel key={panel} call={call} isEdited={panel === 'edit'} onClose={close} />;
}
