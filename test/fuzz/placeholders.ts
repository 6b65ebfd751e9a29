import * as fc from 'fast-check';
import { dialect } from '../../emulator/engine/mysql/dialect.ts';
import { parseStatement } from '../../emulator/sql/statement.ts';
import { ServiceException } from '../../emulator/model/exceptions.ts';
import { checkAnswer, WrongAnswer } from './answer.ts';
import type { Details } from './details.ts';
import type { Place } from './place.ts';

/** What confuses whoever reads SQL: quotes, comments, placeholders, escapes. */
const CONFUSING = [
  ...[
    "'",
    '"',
    '`',
    '\\',
    '-- ',
    '--',
    '#',
    '/*',
    '*/',
    '/*!',
    '/*!50000',
    '/*+',
    '*',
    '/',
    ':a',
    ':b',
    ':',
    '::',
    ':=',
  ],
  ...[
    '?',
    ';',
    '\n',
    '\r',
    '\t',
    ' ',
    'x',
    '1',
    '@',
    '@x:=',
    "''",
    '""',
    '``',
    "\\'",
    '\\\\',
    '😀',
    'é',
    '\x7f',
    '\x01',
    '-',
  ],
];
const confusing = fc.array(fc.constantFrom(...CONFUSING), { maxLength: 8 }).map((pieces) => pieces.join(''));

/** A piece of a select list: how it is written, and which values it gives. */
interface Piece {
  readonly sql: string;
  readonly values: readonly unknown[];
}

const escapeBackslashes = (text: string): string => text.replaceAll('\\', '\\\\');
const quoted = (quote: string, text: string): string => quote + text.replaceAll(quote, quote + quote) + quote;

/** A string as the server reads it: doubled or escaped quotes, with and without what may stand before it. */
const literal: fc.Arbitrary<Piece> = fc
  .tuple(confusing, fc.constantFrom("'", '"'), fc.constantFrom('', '', '_utf8mb4', 'N'), fc.boolean())
  .map(([text, quote, introducer, escapes]) => {
    const safe = escapeBackslashes(text);
    const sql = escapes ? quote + safe.replaceAll(quote, `\\${quote}`) + quote : quoted(quote, safe);
    // The national character set has no characters of four bytes, and the introducers want single quotes.
    const isFit = quote === "'" && !(introducer === 'N' && text.includes('😀'));
    return { sql: isFit ? introducer + sql : sql, values: [{ stringValue: text }] };
  });

/** A placeholder; its parameter's value tells which it is. */
const placeholder: fc.Arbitrary<Piece> = fc
  .constantFrom(['a', 'A of :a'], ['b', "B's ?"], ['0', 'zero'], ['_x9', 'under'])
  .map(([name, value]) => ({ sql: `:${name}`, values: [{ stringValue: value }] }));

/** An alias; names have no characters of four bytes, nor blanks at their ends. */
const named: fc.Arbitrary<Piece> = fc
  .tuple(confusing, placeholder)
  .filter(([text]) => text.trim() === text && text !== '' && !text.includes('😀'))
  .map(([text, { sql, values }]) => ({ sql: `${sql} AS ${quoted('`', text)}`, values }));

const other: fc.Arbitrary<Piece> = fc.constantFrom(
  { sql: '7', values: [{ longValue: 7 }] },
  { sql: '@x:=5', values: [{ longValue: 5 }] },
  { sql: '@`:a`:=6', values: [{ longValue: 6 }] },
  { sql: "@':b' := 8", values: [{ longValue: 8 }] },
  { sql: "CAST(x'3a61' AS CHAR)", values: [{ stringValue: ':a' }] },
  { sql: '5--1', values: [{ longValue: 6 }] },
  { sql: '9- -1', values: [{ longValue: 10 }] },
);

/** Comments that are code, or might be to another version, inside an expression. */
const commented: fc.Arbitrary<Piece> = fc.constantFrom(
  { sql: '2 /*! */* 3', values: [{ longValue: 6 }] },
  { sql: '2 /*!50000*/*/**/3', values: [{ longValue: 6 }] },
  { sql: '7/*!99999 , :a */', values: [{ longValue: 7 }] },
  { sql: "7/*!99999 ' /* :a */ ' */", values: [{ longValue: 7 }] },
);

/** What the server takes for a blank. */
const blank: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(' ', '\n', '\t', ' \r\n'),
  confusing.map((text) => `/* ${text.replaceAll('*/', '* /')} */`),
  confusing.map((text) => `-- ${text.replaceAll('\n', '')}\n`),
  confusing.map((text) => `--\t${text.replaceAll('\n', '')}\n`),
  confusing.map((text) => `#${text.replaceAll('\n', '')}\n`),
  fc.constantFrom('/**/', '/***/', '/*/*/', '--\n', '#\n', '/* ; */', '/*-- */', '/*#*/', "/*'*/"),
);

const expression = fc.oneof({ weight: 3, arbitrary: literal }, { weight: 3, arbitrary: placeholder }, named, other);

/** More of the list in a comment that the server runs; it may end right behind an operator or a name. */
const executable: fc.Arbitrary<Piece> = fc
  .tuple(fc.constantFrom('/*! ', '/*!', '/*!50000 ', '/*!40101 '), expression, blank, fc.constantFrom(' */', '*/'))
  .map(([open, { sql, values }, gap, close]) => ({ sql: `${open},${gap}${sql}${close}`, values }));

const listed = fc
  .tuple(blank, fc.oneof({ weight: 9, arbitrary: expression }, commented), blank)
  .map(([before, { sql, values }, after]) => ({
    sql: `,${before}${sql}${after}`,
    values,
  }));

/**
 * Statements that are right to the server by the way they are made: each literal must come back as it was meant, and
 * each placeholder as its parameter, so that nothing was bound, or left, in the wrong place.
 */
export function boundStatements(place: Place): fc.IAsyncProperty<[Piece]> {
  const statement = fc
    .tuple(blank, expression, fc.array(fc.oneof({ weight: 4, arbitrary: listed }, executable), { maxLength: 6 }), blank)
    .map(([before, first, rest, after]) => ({
      sql: `SELECT ${before}${first.sql} ${rest.map(({ sql }) => sql).join('')}${after}`,
      values: [first, ...rest].flatMap(({ values }) => values),
    }));
  const parameters = Object.entries({ a: 'A of :a', b: "B's ?", '0': 'zero', _x9: 'under' }).map(([name, text]) => ({
    name,
    value: { stringValue: text },
  }));
  return fc.asyncProperty(statement, async ({ sql, values }) => {
    const body = Buffer.from(JSON.stringify({ ...place.names, sql, parameters }));
    const answer = await place.sender.post('/Execute', { 'content-type': 'application/json' }, body);
    checkAnswer(answer);
    const { records } = JSON.parse(answer.body.toString()) as { records?: unknown[][] };
    const [got, wanted] = [JSON.stringify(records?.[0]), JSON.stringify(values)];
    if (got !== wanted) throw new WrongAnswer(`${sql}\nwanted ${wanted}\ngot ${got ?? String(answer.body)}`);
  });
}

/** The part of the texts that the server has to be able to prepare, or nothing is compared; it is about 0.06. */
const LEAST_COMPARED = 0.01;

/**
 * Texts that are right by accident only. Where the server can prepare what we make of one, it must find exactly as many
 * placeholders in it as we do: then none of ours stands in a string or a comment. Nothing is run.
 */
export async function checkPreparedTexts(place: Place, parameters: fc.Parameters<unknown>): Promise<Details> {
  let compared = 0;
  const property = preparedTexts(place, () => (compared += 1));
  const details = await fc.check(property, parameters as fc.Parameters<[string]>);
  const least = Math.floor(details.numRuns * LEAST_COMPARED);
  if (details.failed || compared >= least) return details;
  const errorInstance = new WrongAnswer(`The server could prepare ${compared} of ${details.numRuns} texts only`);
  return { ...details, failed: true, errorInstance };
}

function preparedTexts(place: Place, compared: () => void): fc.IAsyncProperty<[string]> {
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...CONFUSING) },
    {
      weight: 2,
      arbitrary: fc.constantFrom('1', ',', '+', ':a', "'a'", '1 ', ',:b,', '/*!99999 '),
    },
  );
  const text = fc.array(piece, { minLength: 1, maxLength: 10 }).map((pieces) => `SELECT 1,${pieces.join('')}`);
  return fc.asyncProperty(text, async (sql) => {
    const read = readStatement(sql);
    if (read === undefined) return;
    const prepared = await place.direct.prepare(read.text).catch(() => undefined);
    if (prepared === undefined) return;
    const found = countParameters(prepared);
    await prepared.close();
    compared();
    if (found !== read.markers) {
      throw new WrongAnswer(`${sql}\nsent as ${read.text}: ${read.markers} placeholders to us, ${found} to the server`);
    }
  });
}

function readStatement(sql: string): { text: string; markers: number } | undefined {
  try {
    const { text, placeholders, bareMarkers } = parseStatement(sql, dialect);
    return { text, markers: placeholders.length + bareMarkers };
  } catch (error) {
    if (error instanceof ServiceException) return undefined;
    throw error;
  }
}

/** The driver knows it, and its typings do not. */
function countParameters(prepared: unknown): number {
  const { statement } = prepared as { statement: { parameters: unknown[] } };
  return statement.parameters.length;
}
