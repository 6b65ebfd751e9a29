import type { TracedInvocation } from '../lambda/trace-id.ts';
import type { Call, CallContent, Ending } from '../../emulator/index.ts';
import type { Mask } from './mask-text.ts';
import { toSender } from './recorded-call.ts';
import { textMember } from './text-member.ts';

/** Statements of one transaction that are kept: enough to know it again. */
const MAX_STATEMENTS = 20;
/** What of the request that began one tells where it came from. */
const ORIGIN_MEMBERS = ['database', 'resourceArn', 'secretArn'];
/** Transactions that were left open, of which the latest are remembered. */
const MAX_LEFT = 100;

/** A transaction that was begun and neither committed nor rolled back. */
export interface OpenTransaction {
  readonly transactionId: string;
  /** When it was begun: `2025-01-31T12:00:00.000Z`. */
  readonly time: string;
  readonly database?: string;
  readonly resourceArn?: string;
  readonly secretArn?: string;
  /** Who began it: see `RecordedCall`. */
  readonly client?: string;
  readonly invocation?: TracedInvocation;
  /** When it was begun or a call in it was answered, last, in the same form: its idle clock starts there. */
  readonly lastUsed: string;
  /** The SQL that ran in it, oldest first, at most the first 20. */
  readonly statements: readonly string[];
  /** How it ended without the caller; absent while it is open. */
  readonly ending?: 'expired' | 'terminated';
}

/** What is noted of an open transaction; it is made readable when somebody asks. */
interface Noted {
  /** In milliseconds since the epoch, until the call that began it is told with its own time. */
  readonly opened: number;
  lastUsed: number;
  /** The call that began it. */
  began: { readonly call: Call; readonly request: unknown } | undefined;
  readonly statements: string[];
}

/** Keeps an eye on transactions: which are open, and which were left open until somebody else ended them. */
export class OpenTransactions {
  readonly #open = new Map<string, Noted>();
  readonly #mask: Mask;
  #left: OpenTransaction[] = [];

  /** @param mask takes out of SQL what must not be kept. */
  constructor(mask: Mask) {
    this.#mask = mask;
  }

  /** @returns those that are open, and those that were open until they expired or were ended from outside. */
  leaks(): OpenTransaction[] {
    return [...this.#left, ...Array.from(this.#open, ([id, noted]) => toOpenTransaction(id, noted))];
  }

  /** Forgets those that are over. */
  clear(): void {
    this.#left = [];
  }

  /** For the emulator's hook. */
  readonly called = (call: Call, content: CallContent): void => {
    if (this.#open.size === 0) return;
    const noted = this.#open.get(transactionIdOf(call, content));
    if (noted === undefined) return;
    if (call.operation === 'BeginTransaction') noted.began = { call, request: content.request };
    noted.lastUsed = call.time + call.durationMs;
    const sql = textMember(content.request, 'sql');
    if (sql !== undefined && noted.statements.length < MAX_STATEMENTS) noted.statements.push(this.#mask.sql(sql));
  };

  /** For the emulator's hook. */
  readonly opened = (transactionId: string): void => {
    const now = Date.now();
    this.#open.set(transactionId, { opened: now, lastUsed: now, began: undefined, statements: [] });
  };

  /** For the emulator's hook. */
  readonly ended = (transactionId: string, ending: Ending): void => {
    const noted = this.#open.get(transactionId);
    this.#open.delete(transactionId);
    if (noted === undefined || ending === 'committed' || ending === 'rolledBack') return;
    this.#left = [...this.#left, { ...toOpenTransaction(transactionId, noted), ending } as const].slice(-MAX_LEFT);
  };
}

/** The transaction that a call began, or ran in. */
function transactionIdOf({ operation, status }: Call, { request, body }: CallContent): string {
  const members: unknown = operation === 'BeginTransaction' && status === 200 ? JSON.parse(body.toString()) : request;
  return textMember(members, 'transactionId') ?? '';
}

function toOpenTransaction(transactionId: string, { opened, lastUsed, began, statements }: Noted): OpenTransaction {
  return {
    transactionId,
    time: new Date(began?.call.time ?? opened).toISOString(),
    ...(began === undefined ? {} : pickOrigin(began)),
    lastUsed: new Date(lastUsed).toISOString(),
    statements: [...statements],
  };
}

/** What is kept of the call that began a transaction. */
function pickOrigin({ call, request }: { call: Call; request: unknown }): Partial<OpenTransaction> {
  const texts = ORIGIN_MEMBERS.flatMap((name) => {
    const value = textMember(request, name);
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(texts), ...toSender(call) };
}
