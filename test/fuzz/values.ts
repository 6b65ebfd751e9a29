import * as fc from 'fast-check';
import { TYPE_HINTS } from '../../emulator/model/types.ts';
import { checkAnswer, decodeAnswer, WrongAnswer } from './answer.ts';
import type { Place } from './place.ts';
import { anyText, anyUnits, hostileNumber, hostileText } from './texts.ts';

/** Of each statement the number of its parameters, which are :a, :b and so on. */
const STATEMENTS = [
  'SELECT :a',
  'SELECT :a',
  'SELECT :a AS x, :b AS x',
  'SELECT CONCAT(:a, :b), :a = :b',
  'SELECT CAST(:a AS CHAR), HEX(:b), LENGTH(:a)',
  'INSERT INTO kind (txt, num, bin, js, d, t) VALUES (:a, :b, :c, :a, :b, :c)',
  'UPDATE kind SET txt = :a WHERE id = :b OR txt = :c',
  'SELECT * FROM kind WHERE num > :a OR txt LIKE :b LIMIT 5',
  'SELECT 1 FROM kind LIMIT :a',
  'SELECT :a + :b, :a / :b, -:a, :a IN (:b, :c)',
  'SET @x = :a',
];

const long = fc.oneof(
  hostileNumber.map((number) => (Object.is(number, -0) ? '-0' : String(number))),
  fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }).map(String),
);
const double = fc.oneof(
  fc.double().map((number) => (Number.isFinite(number) ? String(number) : `"${number}"`)),
  fc.constantFrom('"NaN"', '"-Infinity"', '1e400', '-1e-400', '1E5', '123456789012345678901234567890', '"1"', '0.1e1'),
);
const blob = fc.oneof(
  fc.uint8Array({ maxLength: 50 }).map((bytes) => JSON.stringify(Buffer.from(bytes).toString('base64'))),
  fc.constantFrom('"="', '"!!!!"', '"QQ"', '"QQ=="', '""', '"-_-_"', `"${'A'.repeat(400_000)}"`),
);
const string = fc.oneof(hostileText, anyText(40), anyUnits(10)).map((text) => JSON.stringify(text));

/** A Field as JSON text: one member, or two, or none. */
const field = fc.oneof(
  { weight: 5, arbitrary: string.map((text) => `{"stringValue":${text}}`) },
  { weight: 4, arbitrary: long.map((text) => `{"longValue":${text}}`) },
  { weight: 4, arbitrary: double.map((text) => `{"doubleValue":${text}}`) },
  { weight: 3, arbitrary: blob.map((text) => `{"blobValue":${text}}`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['{"booleanValue":true}', '{"booleanValue":"true"}', '{"isNull":true}', '{"isNull":false}', '{}', 'null', '7'],
      ...['{"arrayValue":{"longValues":[1,null]}}', '{"arrayValue":{"arrayValues":[{"arrayValues":[]}]}}', '[]'],
      ...['{"stringValue":"a","longValue":1}', '{"isNull":true,"stringValue":null}', '{"__proto__":{"longValue":1}}'],
    ),
  },
);
const hint = fc.option(fc.constantFrom(...TYPE_HINTS, 'date', ''), { freq: 3, nil: undefined });
const parameter = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom('a', 'b', 'c') }, { weight: 1, arbitrary: hostileText }),
    field,
    hint,
  )
  .map(([name, value, typeHint]) => {
    const members = [`"name":${JSON.stringify(name)}`, `"value":${value}`];
    if (typeHint !== undefined) members.push(`"typeHint":"${typeHint}"`);
    return `{${members.join()}}`;
  });
const parameters = fc.array(parameter, { maxLength: 6 }).map((list) => `[${list.join()}]`);

/** Statements with parameters of all kinds, with and without format, single and in batches. */
export function values(
  place: Place,
): fc.IAsyncProperty<[{ sql: string; list: string; batch: boolean; json: boolean }]> {
  const start = JSON.stringify(place.names).slice(0, -1);
  const call = fc.record({
    sql: fc.constantFrom(...STATEMENTS),
    list: parameters,
    batch: fc.boolean(),
    json: fc.boolean(),
  });
  return fc.asyncProperty(call, async ({ sql, list, batch, json }) => {
    const path = batch ? '/BatchExecute' : '/Execute';
    const members = batch
      ? `"parameterSets":[${list}]`
      : `"parameters":${list},"includeResultMetadata":true,"formatRecordsAs":"${json ? 'JSON' : 'NONE'}"`;
    const body = `${start},"sql":${JSON.stringify(sql)},${members}}`;
    const answer = await place.sender.post(path, { 'content-type': 'application/json' }, Buffer.from(body));
    checkAnswer(answer);
    await decodeAnswer(path, answer);
  });
}

/** A text goes to the database and comes back as it was, whatever is in it. */
export function echoes(place: Place): fc.IAsyncProperty<[string]> {
  return fc.asyncProperty(anyText(60), async (text) => {
    const parameters = [{ name: 'a', value: { stringValue: text } }];
    const body = Buffer.from(JSON.stringify({ ...place.names, sql: 'SELECT :a', parameters }));
    const answer = await place.sender.post('/Execute', { 'content-type': 'application/json' }, body);
    checkAnswer(answer);
    const { records } = JSON.parse(answer.body.toString()) as { records?: [[{ stringValue?: string }]] };
    if (records?.[0][0].stringValue !== text) throw new WrongAnswer(`${text} came back as ${String(answer.body)}`);
  });
}
