import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { WrongAnswer, type Answer } from './answer.ts';

/** Longer than anything that is sent here may take. */
const PATIENCE_MS = 10_000;
/** Most requests that are not whole are never answered. */
const WAIT_MS = 5;

interface ExchangeOptions {
  readonly patienceMs?: number;
  /** How long the sender waits for an answer before it closes its side: to the server it is gone then. */
  readonly waitMs?: number;
  /** Answers to HEAD have no bodies, so that nobody knows where one ends: they are not read. */
  readonly isHead?: boolean;
}

/** Sends requests to one endpoint, well-formed ones and others. */
export class Sender {
  readonly #endpoint: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 });

  constructor(endpoint: string) {
    this.#endpoint = new URL(endpoint);
  }

  /** @throws WrongAnswer where there is none in time, or the connection breaks. */
  post(path: string, headers: Readonly<Record<string, string>>, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void => reject(new WrongAnswer(`No answer: ${error.message}`, { cause: error }));
      const sent = request(
        { agent: this.#agent, host: '127.0.0.1', port: this.#endpoint.port, path, method: 'POST', headers },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', fail);
          response.on('end', () => {
            const flat = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
            const status = response.statusCode ?? 0;
            resolve({ status, headers: Object.fromEntries(flat), body: Buffer.concat(chunks) });
          });
        },
      );
      sent.setTimeout(PATIENCE_MS, () => sent.destroy(new Error(`it took more than ${PATIENCE_MS} ms`)));
      sent.on('error', fail).end(body);
    });
  }

  /**
   * Sends bytes on a connection of their own, and reads until both sides are closed.
   *
   * @param pieces bytes, and milliseconds to wait between them.
   * @throws WrongAnswer where the other side stays open longer than it may.
   */
  async exchange(
    pieces: readonly (Buffer | number)[],
    { patienceMs = PATIENCE_MS, waitMs = WAIT_MS, isHead = false }: ExchangeOptions = {},
  ): Promise<Answer[]> {
    const socket = connect({ port: Number(this.#endpoint.port), host: '127.0.0.1', allowHalfOpen: true });
    const chunks: Buffer[] = [];
    const answered = new Promise((resolve) => void socket.once('data', resolve).once('close', resolve));
    const closed = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        socket.destroy();
        reject(
          new WrongAnswer(`The connection is open after ${patienceMs} ms; so far ${String(Buffer.concat(chunks))}`),
        );
      }, patienceMs);
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      // A server that has refused a request need not read the rest of it: what it said before counts.
      socket.on('error', () => undefined);
      socket.on('end', () => socket.end());
      socket.on('close', () => {
        clearTimeout(timer);
        resolve();
      });
    });
    const send = async (): Promise<void> => {
      for (const piece of pieces) {
        if (!socket.writable) return;
        if (typeof piece === 'number') await delay(piece);
        else socket.write(piece);
      }
      await Promise.race([answered, delay(waitMs, undefined, { ref: false })]);
      socket.end();
    };
    await Promise.all([send(), closed]);
    return isHead ? [] : readAnswers(Buffer.concat(chunks));
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** @throws WrongAnswer for what is no HTTP. */
function readAnswers(bytes: Buffer): Answer[] {
  const answers: Answer[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const end = rest.indexOf('\r\n\r\n');
    const [first = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
    if (end === -1 || Number.isNaN(status)) throw new WrongAnswer(`Not HTTP: ${rest.toString().slice(0, 300)}`);
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const length = Number(headers['content-length'] ?? 0);
    const body = rest.subarray(end + 4, end + 4 + length);
    if (body.length < length) throw new WrongAnswer(`Half an answer: ${rest.toString().slice(0, 300)}`);
    if (status !== 100) answers.push({ status, headers, body });
    rest = rest.subarray(end + 4 + length);
  }
  return answers;
}
