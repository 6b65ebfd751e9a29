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

export function Panels({ call }: { call: Call }): JSX.Element | null {
  const close = (): void => {
    open.value = undefined;
  };
  if (open.value === undefined) return null;
  if (open.value === 'copy') return <CopyPanel call={call} onClose={close} />;
  return <ReplayPanel call={call} isEdited={open.value === 'edit'} onClose={close} />;
}
