import * as fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { checkAnswer, decodeAnswer, PATHS, WrongAnswer, type Answer } from './answer.ts';
import type { Place } from './place.ts';
import { anyUnits } from './texts.ts';

/** 64 MiB of blanks, compressed. */
const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));

const REQUEST_LINES = [
  ...PATHS.map((path) => `POST ${path} HTTP/1.1`),
  ...['POST /Execute HTTP/1.0', 'POST /Execute', 'POST /Execute HTTP/9.9', 'POST /Execute HTTP/2.0', 'GET / HTTP/1.1'],
  ...[
    'HEAD /Execute HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'POST * HTTP/1.1',
    'POST http://x/Execute HTTP/1.1',
    'PRI * HTTP/2.0',
  ],
  ...['POST //Execute HTTP/1.1', 'POST /Execute?a=%ff HTTP/1.1', 'POST /%E0%A4%A HTTP/1.1', 'POST /\xff HTTP/1.1'],
  ...['CONNECT localhost:80 HTTP/1.1', 'TRACE / HTTP/1.1', 'BREW / HTTP/1.1', 'post /Execute HTTP/1.1', '', ' '],
  ...[`POST /${'a'.repeat(20_000)} HTTP/1.1`, 'POST /Execute HTTP/1.1 ', 'POST  /Execute  HTTP/1.1', 'POST / HTTP/1.1'],
  ...['POST /_workbench/calls HTTP/1.1', 'POST /../../Execute HTTP/1.1', 'POST [ HTTP/1.1', 'POST http:// HTTP/1.1'],
];

/** Header lines; LENGTH stands for the length that the body has. */
const HEADER_LINES = [
  ...[
    'Content-Length: LENGTH',
    'content-length: LENGTH',
    'Content-Length: -1',
    'Content-Length: 0',
    'Content-Length: 1',
  ],
  ...['Content-Length: 99999999999999999999', 'Content-Length: 4194305', 'Content-Length: LENGTH, LENGTH'],
  ...['Content-Length: 0x10', 'Content-Length: +5', 'Content-Length:', 'Content-Length: LENGTH1', 'Content-Length : 3'],
  ...['Transfer-Encoding: chunked', 'Transfer-Encoding: gzip, chunked', 'Transfer-Encoding: chunked, gzip'],
  ...['Transfer-Encoding: xchunked', 'Transfer-Encoding: identity', 'Transfer-Encoding:\tchunked', 'TE: trailers'],
  ...['Content-Type: application/json', 'Content-Type: text/html', 'Content-Type: application/json\0', 'Content-Type:'],
  ...['Content-Encoding: gzip', 'Content-Encoding: br', 'Content-Encoding: deflate', 'Expect: 100-continue'],
  ...['Expect: 200-ok', 'Expect:', 'Connection: close', 'Connection: Upgrade', 'Upgrade: websocket', 'Upgrade: h2c'],
  ...['Host: localhost', 'Host: evil.example', 'Host:', 'Host: [::1', 'Host: a b', 'Host: localhost\r\nHost: x.y'],
  ...['Origin: null', 'Origin: http://localhost', 'Authorization: x', 'Authorization: AWS4-HMAC-SHA256 Credential=,'],
  ...['X-Amz-Target: secretsmanager.GetSecretValue', 'X-Amz-Target: x', 'Range: bytes=0-1', 'If-None-Match: *'],
  ...[
    ' folded: line',
    'no colon',
    ': no name',
    'Na me: x',
    'X: \x01',
    `X: ${'x'.repeat(10_000)}`,
    `X: ${'x'.repeat(70_000)}`,
  ],
  ...['__proto__: x', 'constructor: x', 'Trailer: Content-Length', 'Max-Forwards: 0', 'X-HTTP-Method-Override: GET'],
  ...[Array.from({ length: 3000 }, (_, n) => `X-${n}: y`).join('\r\n')],
];

/** Chunked bodies, whole and broken. */
const CHUNKED = [
  ...[
    '2\r\n{}\r\n0\r\n\r\n',
    '2\r\n{}\r\n0\r\n',
    '2\r\n{',
    'zz\r\n{}\r\n0\r\n\r\n',
    'ffffffffffffffffff\r\n{}\r\n',
    '-1\r\n{}\r\n',
  ],
  ...[
    '2;a=b\r\n{}\r\n0\r\nX: y\r\n\r\n',
    '2\n{}\n0\n\n',
    '1\r\n{}\r\n0\r\n\r\n',
    '0\r\n\r\n',
    '\r\n',
    `2;${'x'.repeat(20_000)}\r\n{}\r\n`,
  ],
];

/** One request as bytes, right in parts at most. The sender goes away behind it. */
export function requests(place: Place): fc.IAsyncProperty<[RawRequest]> {
  const right = JSON.stringify({ ...place.names, sql: 'SELECT 1' });
  const body = fc.oneof(
    { weight: 6, arbitrary: fc.constant(Buffer.from(right)) },
    { weight: 2, arbitrary: fc.constantFrom(...CHUNKED.map((text) => Buffer.from(text))) },
    { weight: 1, arbitrary: fc.constantFrom(Buffer.alloc(0), Buffer.alloc(5 * 1024 * 1024, ' '), BOMB) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)) },
  );
  const request = fc.record({
    line: fc.oneof(
      { weight: 3, arbitrary: fc.constant('POST /Execute HTTP/1.1') },
      { weight: 4, arbitrary: fc.constantFrom(...REQUEST_LINES) },
      { weight: 1, arbitrary: anyUnits(20) },
    ),
    host: fc.boolean(),
    length: fc.boolean(),
    headers: fc.array(
      fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...HEADER_LINES) }, { weight: 1, arbitrary: anyUnits(30) }),
      {
        maxLength: 4,
      },
    ),
    body,
    /** Bytes after which it is cut off. */
    cut: fc.option(fc.nat(400), { freq: 5, nil: undefined }),
    twice: fc.boolean(),
  });
  return fc.asyncProperty(request, async (raw) => {
    const bytes = toBytes(raw);
    const whole = raw.twice ? Buffer.concat([bytes, bytes]) : bytes;
    const isHead = raw.line.startsWith('HEAD');
    const answers = await place.sender.exchange([raw.cut === undefined ? whole : whole.subarray(0, raw.cut)], {
      isHead,
      ...(isRight(raw) ? { waitMs: 5000 } : {}),
    });
    for (const answer of answers) await checkRaw(answer);
    if (answers.length === 0 && isRight(raw)) throw new WrongAnswer('No answer to a right request');
  });
}

export interface RawRequest {
  line: string;
  host: boolean;
  length: boolean;
  headers: string[];
  body: Buffer;
  cut: number | undefined;
  twice: boolean;
}

function toBytes({ line, host, length, headers, body }: RawRequest): Buffer {
  const lines = [line, ...(host ? ['Host: localhost'] : []), ...headers, ...(length ? ['Content-Length: LENGTH'] : [])];
  const head = `${lines.join('\r\n').replaceAll('LENGTH', String(body.length))}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}

function isRight({ line, host, length, headers, cut }: RawRequest): boolean {
  return line === 'POST /Execute HTTP/1.1' && host && length && headers.length === 0 && cut === undefined;
}

async function checkRaw(answer: Answer): Promise<void> {
  checkAnswer(answer);
  if (answer.headers['content-type'] === 'application/json') await decodeAnswer('/Execute', answer);
}

/** A sender that is slow, or stops in the middle: the emulator waits for it, but not for ever. */
export async function stall(place: Place, patienceMs: number): Promise<number> {
  const head = 'POST /Execute HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';
  const dribble = (text: string): (Buffer | number)[] => Array.from(text).flatMap((char) => [Buffer.from(char), 250]);
  const senders: (Buffer | number)[][] = [
    [],
    [Buffer.from('POST /Exec')],
    [Buffer.from(head)],
    [Buffer.from(`${head}Content-Length: 100\r\n\r\n{"sql":`)],
    [Buffer.from(`${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{`)],
    dribble(`${head}X: ${'x'.repeat(1000)}`),
    [Buffer.from(`${head}Content-Length: 1000\r\n\r\n`), ...dribble(' '.repeat(1000))],
  ];
  const all = await Promise.all(
    senders.map((pieces) => place.sender.exchange(pieces, { patienceMs, waitMs: patienceMs })),
  );
  for (const answer of all.flat()) checkAnswer(answer);
  return senders.length;
}
