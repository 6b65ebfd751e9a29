import type { Call } from '../../emulator/index.ts';
import { toPredicate, type CallFilter, type CallPredicate } from './filter.ts';
import { holdsSecret, maskSecrets, maskValues } from './mask.ts';
import { toRecordedCall, type RecordedCall } from './recorded-call.ts';
import { sizeOf } from './size-of.ts';

const MAX_CALLS = 1000;
/** Of all texts and values in the record together, roughly. */
const MAX_BYTES = 16 * 1024 * 1024;
const WAIT_MS = 5000;

interface CallsOptions {
  /** Keep no values: those of parameters and results, and literals in SQL. */
  readonly maskValues?: boolean;
  readonly maxCalls?: number;
  readonly maxBytes?: number;
}

/**
 * Told of a call: how to look at its record, the call as the emulator told it, and its SQL as the record has it. To look
 * costs as much as to answer a small call.
 */
type Listener = (look: Look, call: Call, sql: string | undefined) => void;

/** Gives a call that was recorded; what was told of it is looked through when somebody asks for the first time. */
export type Look = () => RecordedCall;

/** The record of the latest calls. When it is full, the oldest go. */
export class Calls implements Iterable<RecordedCall> {
  readonly #maxCalls: number;
  readonly #maxBytes: number;
  readonly #masksValues: boolean;
  readonly #listeners = new Set<Listener>();
  #calls: { look: Look; bytes: number }[] = [];
  #bytes = 0;
  #lastId = 0;
  #dropped = 0;

  constructor({ maskValues: masksValues = false, maxCalls = MAX_CALLS, maxBytes = MAX_BYTES }: CallsOptions = {}) {
    this.#maxCalls = maxCalls;
    this.#maxBytes = maxBytes;
    this.#masksValues = masksValues;
  }

  /** How many calls are in the record. */
  get length(): number {
    return this.#calls.length;
  }

  /** How many calls went because the record was full. */
  get dropped(): number {
    return this.#dropped;
  }

  [Symbol.iterator](): Iterator<RecordedCall> {
    return this.all()[Symbol.iterator]();
  }

  /** @returns the calls that are meant, oldest first. */
  all(filter?: CallFilter | CallPredicate): RecordedCall[] {
    return this.#calls.map(({ look }) => look()).filter(toPredicate(filter));
  }

  /** @returns the latest of the calls that are meant. */
  last(filter?: CallFilter | CallPredicate): RecordedCall | undefined {
    return this.all(filter).at(-1);
  }

  /**
   * Waits for a call.
   *
   * @returns one that is in the record already, else the next one.
   * @throws Error where none comes in time; it lists what did come.
   */
  waitFor(filter: CallFilter | CallPredicate, { timeoutMs = WAIT_MS } = {}): Promise<RecordedCall> {
    const isMeant = toPredicate(filter);
    const found = this.all(isMeant)[0];
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        unsubscribe();
        reject(new Error(this.#describeAbsence(filter, timeoutMs)));
      }, timeoutMs);
      const unsubscribe = this.subscribe((look) => {
        const call = look();
        if (!isMeant(call)) return;
        clearTimeout(timer);
        unsubscribe();
        resolve(call);
      });
    });
  }

  /** Tells every call from now on. @returns a function that ends it. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets all calls; ids go on. */
  clear(): void {
    this.#calls = [];
    this.#bytes = 0;
    this.#dropped = 0;
  }

  /** For the emulator's hook. */
  readonly record = (told: Call): void => {
    const isMasked = this.#masksValues || holdsSecret(told.request);
    const look = this.#toLook(told, ++this.#lastId, isMasked);
    const bytes = told.body.length + sizeOf(told.request);
    this.#calls.push({ look, bytes });
    this.#bytes += bytes;
    while (this.#calls.length > this.#maxCalls || (this.#bytes > this.#maxBytes && this.#calls.length > 1)) {
      this.#bytes -= this.#calls.shift()?.bytes ?? 0;
      this.#dropped += 1;
    }
    if (this.#listeners.size === 0) return;
    const sql = isMasked ? look().sql : sqlOf(told);
    for (const listener of this.#listeners) listener(look, told, sql);
  };

  /** What must not be kept goes at once. */
  #toLook(told: Call, id: number, isMasked: boolean): Look {
    if (isMasked) {
      const recorded = toRecordedCall(told, id);
      const masked = this.#masksValues ? maskValues(recorded) : maskSecrets(recorded);
      return () => masked;
    }
    let call: RecordedCall | undefined;
    return () => (call ??= toRecordedCall(told, id));
  }

  #describeAbsence(filter: CallFilter | CallPredicate, timeoutMs: number): string {
    const wanted = typeof filter === 'function' ? 'that call' : `call ${describe(filter)}`;
    const came = this.all()
      .slice(-10)
      .map((call) => `\n  ${call.operation} ${call.sql ?? ''}${call.error === undefined ? '' : ` ${call.error.name}`}`);
    return `No ${wanted} within ${timeoutMs} ms. ${came.length === 0 ? 'None came at all.' : `What came last:${came.join('')}`}`;
  }
}

function sqlOf({ request }: Call): string | undefined {
  if (typeof request !== 'object' || request === null || !('sql' in request)) return undefined;
  return typeof request.sql === 'string' ? request.sql : undefined;
}

function describe(filter: CallFilter): string {
  return JSON.stringify(filter, (_name, value: unknown) => (value instanceof RegExp ? String(value) : value));
}
