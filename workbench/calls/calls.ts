import { parseJson, type Call, type CallContent } from '../../emulator/index.ts';
import { toPredicate, type CallFilter, type CallPredicate } from './filter.ts';
import { holdsSecret, maskSecrets, maskValues } from './mask.ts';
import { toRecordedCall, type RecordedCall } from './recorded-call.ts';
import { TextRing } from './text-ring.ts';

const MAX_CALLS = 1000;
/**
 * Of all requests and answers in the record together: with twice as much, which does not fit into a processor's caches, a
 * large answer takes a twentieth longer.
 */
const MAX_BYTES = 8 * 1024 * 1024;
const WAIT_MS = 5000;

interface CallsOptions {
  /** Keep no values: those of parameters and results, and literals in SQL. */
  readonly maskValues?: boolean;
  readonly maxCalls?: number;
  readonly maxBytes?: number;
}

/** Told of a call: how to look at its record, at once or never. To look costs as much as to answer a small call. */
type Listener = (look: () => RecordedCall) => void;

/** A call in the record. Its texts are in the ring, the request before the answer. */
interface Entry {
  readonly id: number;
  call: Call;
  readonly at: number;
  readonly requestBytes: number;
  readonly bodyBytes: number;
  /** Made when somebody looks at it for the first time. */
  recorded: RecordedCall | undefined;
}

/** The record of the latest calls. When it is full, the oldest go. */
export class Calls implements Iterable<RecordedCall> {
  readonly #maxCalls: number;
  readonly #masksValues: boolean;
  readonly #listeners = new Set<Listener>();
  readonly #texts: TextRing;
  #entries: Entry[] = [];
  #lastId = 0;
  #dropped = 0;

  constructor({ maskValues: masksValues = false, maxCalls = MAX_CALLS, maxBytes = MAX_BYTES }: CallsOptions = {}) {
    this.#maxCalls = maxCalls;
    this.#texts = new TextRing(maxBytes);
    this.#masksValues = masksValues;
  }

  /** How many calls are in the record. */
  get length(): number {
    return this.#entries.length;
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
    return this.#entries.map((entry) => this.#look(entry)).filter(toPredicate(filter));
  }

  /** @returns the latest of the calls that are meant. */
  last(filter?: CallFilter | CallPredicate): RecordedCall | undefined {
    return this.all(filter).at(-1);
  }

  /**
   * Waits for a call.
   *
   * @param options how long it waits, in milliseconds; 5000 by default.
   * @returns one that is in the record already, else the next one.
   * @throws Error where none comes in time; it lists what did come. Error, too, that a predicate throws.
   */
  async waitFor(filter: CallFilter | CallPredicate, { timeoutMs = WAIT_MS } = {}): Promise<RecordedCall> {
    const isMeant = toPredicate(filter);
    const found = this.all(isMeant)[0];
    if (found !== undefined) return found;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        unsubscribe();
        reject(new Error(this.#describeAbsence(filter, timeoutMs)));
      }, timeoutMs);
      const unsubscribe = this.subscribe((look) => {
        try {
          const call = look();
          if (!isMeant(call)) return;
          resolve(call);
        } catch (error) {
          // Whoever waits is told, not whoever made the call.
          reject(error instanceof Error ? error : new Error(String(error), { cause: error }));
        }
        clearTimeout(timer);
        unsubscribe();
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
    this.#entries = [];
    this.#dropped = 0;
  }

  /** For the emulator's hook. */
  readonly record = (call: Call, content: CallContent): void => {
    const { request, requestText, body } = content;
    const requestBytes = Buffer.byteLength(requestText);
    const bodyBytes = Buffer.byteLength(body);
    const at = this.#texts.take(requestBytes + bodyBytes);
    const entry: Entry = { id: ++this.#lastId, call, at, requestBytes, bodyBytes, recorded: undefined };
    if (this.#masksValues || holdsSecret(request)) {
      // What must not be kept goes at once: from the SQL, and from the server's message, which may quote it.
      const recorded = toRecordedCall(call, content, entry.id);
      entry.recorded = this.#masksValues ? maskValues(recorded) : maskSecrets(recorded);
      entry.call = { ...call, message: undefined };
    } else {
      this.#texts.write(at, requestText);
      this.#texts.write(at + requestBytes, body);
    }
    this.#entries.push(entry);
    this.#dropOldest();
    for (const listener of this.#listeners) listener(() => this.#look(entry));
  };

  #dropOldest(): void {
    while (this.#isFull()) {
      this.#entries.shift();
      this.#dropped += 1;
    }
  }

  #isFull(): boolean {
    const oldest = this.#entries[0];
    return oldest !== undefined && (oldest.at < this.#texts.start || this.#entries.length > this.#maxCalls);
  }

  #look(entry: Entry): RecordedCall {
    const { call, at, requestBytes, bodyBytes, id } = entry;
    return (entry.recorded ??= toRecordedCall(
      call,
      { request: parseJson(this.#texts.read(at, requestBytes)), body: this.#texts.read(at + requestBytes, bodyBytes) },
      id,
    ));
  }

  #describeAbsence(filter: CallFilter | CallPredicate, timeoutMs: number): string {
    const wanted = typeof filter === 'function' ? 'that call' : `call ${describe(filter)}`;
    const came = this.all()
      .slice(-10)
      .map((call) => `\n  ${call.operation} ${call.sql ?? ''}${call.error === undefined ? '' : ` ${call.error.name}`}`);
    return `No ${wanted} within ${timeoutMs} ms. ${came.length === 0 ? 'None came at all.' : `What came last:${came.join('')}`}`;
  }
}

function describe(filter: CallFilter): string {
  return JSON.stringify(filter, (_name, value: unknown) => (value instanceof RegExp ? String(value) : value));
}
