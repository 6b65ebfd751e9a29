import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { decodeJson } from '../../../../emulator/text.ts';
import { callDataApi, type Answer } from '../api/data-api.ts';
import { transactions } from '../api/transactions.ts';
import { Dialog } from '../parts/dialog.tsx';
import { formatDuration } from '../parts/format.ts';
import { toReadableJson } from '../parts/json-view.tsx';
import { toAnswer, toRequest, type Call } from './call.ts';
import { DiffView } from './diff-view.tsx';
import { ErrorNote } from './error-note.tsx';

interface ReplayPanelProps {
  readonly call: Call;
  /** To be edited first; else it is sent at once. */
  readonly isEdited: boolean;
  readonly onClose: () => void;
}

/** Sends a call again, changed or not, and compares the two answers. */
export function ReplayPanel({ call, isEdited, onClose }: ReplayPanelProps): JSX.Element {
  const { sql, ...members } = toRequest(call);
  const [text, setText] = useState(call.sql ?? '');
  const [json, setJson] = useState(toReadableJson(members));
  const [answer, setAnswer] = useState<Answer>();
  const [trouble, setTrouble] = useState<string>();
  const send = async (): Promise<void> => {
    setTrouble(undefined);
    try {
      const request = { ...(decodeJson(json) as object), ...(sql === undefined ? {} : { sql: text }) };
      setAnswer(await callDataApi(call.operation, request));
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
    }
  };
  useEffect(() => {
    if (!isEdited) void send();
  }, []);
  return (
    <Dialog title={`${isEdited ? 'Edit and send' : 'Replay'} ${call.operation}`} wide onClose={onClose}>
      <form
        class="replay"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
      >
        {sql !== undefined && <TextField label="SQL" rows={4} value={text} onInput={setText} />}
        <TextField label="Everything else of the request" rows={isEdited ? 9 : 4} value={json} onInput={setJson} />
        <TransactionNote call={call} />
        {trouble !== undefined && <p class="note note-bad">{trouble}</p>}
        <div class="dialog-actions">
          <button type="submit" class="button-main">
            {answer === undefined ? 'Send' : 'Send again'} <kbd>Ctrl ↵</kbd>
          </button>
        </div>
      </form>
      {answer !== undefined && <Comparison call={call} answer={answer} />}
    </Dialog>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly rows: number;
  readonly value: string;
  readonly onInput: (text: string) => void;
}

function TextField({ label, rows, value, onInput }: TextFieldProps): JSX.Element {
  return (
    <label>
      {label}
      <textarea
        rows={rows}
        value={value}
        spellcheck={false}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </label>
  );
}

/** A call of a transaction that is over cannot run in it again. */
function TransactionNote({ call: { operation, transactionId } }: { call: Call }): JSX.Element | null {
  if (transactionId === undefined || operation === 'BeginTransaction') return null;
  const isOpen = transactions.value.some((each) => each.transactionId === transactionId && each.ending === undefined);
  if (isOpen) return null;
  return (
    <p class="note note-warn">
      Its transaction is over. Take <code>transactionId</code> out to send it outside of any: then it is committed at
      once.
    </p>
  );
}

function Comparison({ call, answer }: { call: Call; answer: Answer }): JSX.Element {
  const [before, after] = [
    toAnswer(call),
    answer.error === undefined ? answer.body : { message: answer.error.message },
  ];
  const texts = [toReadableJson(before), toReadableJson(after)] as const;
  return (
    <section class="comparison" aria-label="Comparison" role="status">
      <h3>
        {texts[0] === texts[1] ? 'The same answer' : 'The answers differ'} · {formatDuration(call.durationMs)} then,{' '}
        {formatDuration(answer.durationMs)} now
      </h3>
      {answer.error !== undefined && <ErrorNote error={answer.error} />}
      <DiffView left={texts[0]} right={texts[1]} titles={['Then', 'Now']} />
    </section>
  );
}
