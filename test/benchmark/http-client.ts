import { Agent, request } from 'node:http';

const HEADERS = { 'content-type': 'application/json' };

/** A client that costs little: connections that are kept, no signature, no decoding. */
export class HttpClient {
  readonly #agent: Agent;
  readonly #url: URL;

  constructor(endpoint: string, connections: number) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.#url = new URL(endpoint);
  }

  /** @returns the body of the answer. @throws Error for any answer but 200. */
  post(path: string, body: string): Promise<string> {
    const { hostname, port } = this.#url;
    const headers = { ...HEADERS, 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const call = request({ hostname, port, path, method: 'POST', agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString();
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`${this.#url.href} answered ${response.statusCode}: ${text}`));
        });
      });
      call.on('error', reject);
      call.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
