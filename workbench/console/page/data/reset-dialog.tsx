import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { about, ownCluster } from '../api/about.ts';
import { ask } from '../api/ask.ts';
import { loadTransactions } from '../api/transactions.ts';
import { forgetCalls } from '../calls/call-store.ts';
import { Dialog } from '../parts/dialog.tsx';
import { countOf, formatDuration } from '../parts/format.ts';
import { showToast, tryOrTell } from '../parts/toast.tsx';

interface ResetDialogProps {
  readonly onDone: () => void;
  readonly onClose: () => void;
}

interface ResetReport {
  readonly restored?: readonly string[];
  readonly leaks?: readonly unknown[];
  readonly durationMs?: number;
}

/** Asks before everything that was changed is lost. */
export function ResetDialog({ onDone, onClose }: ResetDialogProps): JSX.Element {
  const [isRunning, setRunning] = useState(false);
  const reset = (): Promise<void> =>
    tryOrTell(async () => {
      setRunning(true);
      const report = (await ask('POST', '/reset')) as ResetReport;
      forgetCalls();
      showToast(describe(report));
      onDone();
      await loadTransactions();
    });
  if (about.value?.isResettable !== true) return <NoResetDialog onClose={onClose} />;
  return (
    <Dialog title="Reset to the seed" onClose={onClose}>
      <p>
        Every table goes back to what it was at the start, open transactions are rolled back, and the record of calls
        and all faults are cleared.
      </p>
      <div class="dialog-actions">
        <button type="button" onClick={onClose}>
          Keep everything
        </button>
        <button type="button" class="button-danger" disabled={isRunning} onClick={() => void reset().then(onClose)}>
          {isRunning ? 'Resetting …' : 'Reset'}
        </button>
      </div>
    </Dialog>
  );
}

/** Tells why there is no way back. */
function NoResetDialog({ onClose }: Pick<ResetDialogProps, 'onClose'>): JSX.Element {
  return (
    <Dialog title="Reset to the seed" onClose={onClose}>
      <p>
        {ownCluster().database} was there before this workbench, and a reset would delete what is in it. Start with
        another <code>--database</code>, or drop it and start again.
      </p>
      <div class="dialog-actions">
        <button type="button" onClick={onClose}>
          Keep everything
        </button>
      </div>
    </Dialog>
  );
}

function describe({ restored = [], leaks = [], durationMs = 0 }: ResetReport): string {
  const what = restored.length === 0 ? 'Nothing had changed' : `Restored ${restored.join(', ')}`;
  const open = leaks.length === 0 ? '' : `; ${countOf(leaks.length, 'transaction')} rolled back`;
  return `${what}${open}, in ${formatDuration(durationMs)}`;
}
