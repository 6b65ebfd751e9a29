import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
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

function describe({ restored = [], leaks = [], durationMs = 0 }: ResetReport): string {
  const what = restored.length === 0 ? 'Nothing had changed' : `Restored ${restored.join(', ')}`;
  const open = leaks.length === 0 ? '' : `; ${countOf(leaks.length, 'transaction')} rolled back`;
  return `${what}${open}, in ${formatDuration(durationMs)}`;
}
