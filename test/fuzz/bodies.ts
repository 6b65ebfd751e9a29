import * as fc from 'fast-check';
import { REQUEST_SHAPES } from '../../emulator/model/shapes.ts';
import { checkAnswer, decodeAnswer, PATHS, type Path } from './answer.ts';
import type { Place } from './place.ts';
import { anyUnits, hostileNumber, hostileText } from './texts.ts';

const MEMBERS = [...new Set(Object.values(REQUEST_SHAPES).flatMap(({ members }) => Object.keys(members)))];
const CONTENT_TYPES = [
  ...['application/json', 'application/json', 'application/json', 'application/x-amz-json-1.1', 'text/plain'],
  ...['application/json; charset=utf-16', 'application/json;charset="', 'multipart/form-data; boundary=x', ''],
];
const ENCODINGS = ['', '', '', '', 'gzip', 'deflate', 'br', 'identity', 'gzip, gzip', 'x'];

/** JSON of any form, hostile at its leaves. */
const anyJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    hostileText,
    hostileNumber,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(hostileText, fc.constantFrom(...MEMBERS, 'name', 'value', 'stringValue')), tie('json'), {
      maxKeys: 4,
    }),
  ),
})).json;

/** A body near a right one: members of all operations, some of them replaced or missing. */
function nearlyRight(place: Place): fc.Arbitrary<string> {
  const right = {
    ...place.names,
    sql: 'SELECT :a, 1',
    parameters: [{ name: 'a', value: { stringValue: 'x' } }],
    parameterSets: [[{ name: 'a', value: { longValue: 1 } }]],
    transactionId: 'nobody',
    awsSecretStoreArn: place.names.secretArn,
    dbClusterOrInstanceArn: place.names.resourceArn,
    sqlStatements: 'SELECT 1',
    SecretId: place.names.secretArn,
  };
  const members = fc.subarray(Object.keys(right) as (keyof typeof right)[], { minLength: 4 });
  const strange = fc.dictionary(fc.oneof(fc.constantFrom(...MEMBERS), hostileText), anyJson, { maxKeys: 3 });
  return fc
    .tuple(members, strange)
    .map(([names, others]) =>
      JSON.stringify({ ...Object.fromEntries(names.map((name) => [name, right[name]])), ...others }),
    );
}

/** Text that JSON.stringify never writes. */
const mutate: fc.Arbitrary<(text: string) => string> = fc.oneof(
  { weight: 4, arbitrary: fc.constant((text: string) => text) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      (text: string) => `\uFEFF${text}`,
      (text: string) => `${text}${text}`,
      (text: string) => text.replace('{', '{"sql":"SELECT 2","sql":"SELECT 3",'),
      (text: string) => text.replace('{', '{"__proto__":{"sql":"SELECT 4","schema":"x"},'),
      (text: string) => text.replace('{', '{"constructor":{"prototype":{"sql":"x"}},'),
      (text: string) => text.replace('"x"', 'NaN'),
      (text: string) => text.replace('"x"', '1e999999'),
      (text: string) => text.replace('"x"', '9'.repeat(5000)),
      (text: string) => text.replace('"x"', '-0.0000000000000000000000000000001'),
      (text: string) => text.replace('"x"', '0x10'),
      (text: string) => text.replace('"x"', "'x'"),
      (text: string) => text.replace('{', '{"schema":null,/* a comment */'),
      (text: string) => text.replace('{', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)},`),
      (text: string) => text.replace('{', `{"arrayValue":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)},`),
      (text: string) => text.replace('"x"', '['.repeat(100_000)),
      (text: string) => text.replaceAll('"', '\\u0022'),
      (text: string) => text.replace('"x"', '1234567890123456789012'),
      (text: string) => text.replace('"x"', '{"__proto__":12345678901234567890}'),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(), fc.nat(10), anyUnits(5)).map(([at, length, units]) => (text: string) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + units + text.slice(start + length);
    }),
  },
);

/** A request to any operation with any body. */
export function bodies(place: Place): fc.IAsyncProperty<[Bodied]> {
  const text = fc.tuple(
    fc.oneof(
      nearlyRight(place),
      anyJson.map((json) => JSON.stringify(json)),
    ),
    mutate,
  );
  const body = fc.oneof(
    { weight: 8, arbitrary: text.map(([json, change]) => Buffer.from(change(json))) },
    { weight: 1, arbitrary: text.map(([json]) => Buffer.from(json, 'utf16le')) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  );
  const request = fc.record({
    path: fc.constantFrom<Path | '/'>(...PATHS, '/'),
    type: fc.constantFrom(...CONTENT_TYPES),
    encoding: fc.constantFrom(...ENCODINGS),
    body,
  });
  return fc.asyncProperty(request, async ({ path, type, encoding, body }) => {
    const headers = {
      ...(type === '' ? {} : { 'content-type': type }),
      ...(encoding === '' ? {} : { 'content-encoding': encoding }),
      ...(path === '/' ? { 'x-amz-target': 'secretsmanager.GetSecretValue' } : {}),
    };
    const answer = await place.sender.post(path, headers, body);
    checkAnswer(answer);
    if (path === '/') return;
    const decoded = await decodeAnswer(path, answer);
    if (path === '/BeginTransaction' && answer.status === 200) await rollBack(place, decoded);
  });
}

/** A transaction that is left open holds a connection for three minutes, and there are not many. */
async function rollBack({ sender, names }: Place, begun: unknown): Promise<void> {
  const { transactionId } = begun as { transactionId?: string };
  const { resourceArn, secretArn } = names;
  const body = Buffer.from(JSON.stringify({ resourceArn, secretArn, transactionId }));
  checkAnswer(await sender.post('/RollbackTransaction', { 'content-type': 'application/json' }, body));
}

interface Bodied {
  path: Path | '/';
  type: string;
  encoding: string;
  body: Buffer;
}
