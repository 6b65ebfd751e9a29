// What the SQL page makes of texts: placeholders, kinds of values, and sets of parameters.
import { describe, expect, test } from 'vitest';
import { readStatement } from '../../emulator/text.ts';
import { adviseOn, detectKind } from '../../workbench/console/page/sql/detect-kind.ts';
import { readSets } from '../../workbench/console/page/sql/read-sets.ts';
import { fitsKind, toSentValue, VALUE_KINDS } from '../../workbench/console/page/sql/value-kinds.ts';

describe('placeholders', () => {
  test.each([
    ['SELECT :a, :b, :a', ['a', 'b', 'a']],
    ['SELECT \':no\', ":no", `:no`, @x := :yes -- :no\n, :1 /* :no */', ['yes', '1']],
    ['CREATE PROCEDURE p() BEGIN done:LOOP LEAVE done; END LOOP; END', []],
  ])('%s', (sql, names) => {
    const { placeholders } = readStatement(sql);
    expect(placeholders.map(({ name }) => name)).toEqual(names);
    expect(placeholders.map(({ start, end }) => sql.slice(start, end))).toEqual(names.map((name) => `:${name}`));
  });

  test('what the service refuses is told before it is asked', () => {
    expect(readStatement('SELECT :a; SELECT :b')).toMatchObject({ refusal: "Multistatements aren't supported" });
    expect(readStatement('SELECT ?')).toMatchObject({ refusal: '? is no placeholder here: write :name' });
    expect(readStatement('SELECT 1')).toEqual({ placeholders: [], isSelect: true });
  });
});

describe('kinds', () => {
  test.each([
    ['2026-11-24', 'DATE'],
    ['2026-02-30', 'stringValue'],
    ['10:20:30', 'TIME'],
    ['10:20:30.125', 'TIME'],
    ['2026-11-24 10:20:30', 'TIMESTAMP'],
    ['2026-11-24T10:20:30Z', 'stringValue'],
    ['1b4e28ba-2fa1-11d2-883f-0016d3cca427', 'UUID'],
    ['42', 'longValue'],
    ['-9223372036854775808', 'longValue'],
    ['9223372036854775808', 'DECIMAL'],
    ['007', 'stringValue'],
    ['+49 30 1234', 'stringValue'],
    ['19.90', 'DECIMAL'],
    ['6.02e23', 'doubleValue'],
    ['true', 'booleanValue'],
    ['null', 'isNull'],
    ['{"a": [1]}', 'JSON'],
    ['[not json', 'stringValue'],
    ['', 'stringValue'],
    ["O'Brien", 'stringValue'],
  ])('%s is sent as %s', (text, kind) => {
    expect(detectKind(text)).toBe(kind);
    expect(fitsKind(detectKind(text), text)).toBe(true);
  });

  test('a value is sent as its kind says, integers to the last digit', () => {
    const texts = {
      longValue: '9007199254740993',
      booleanValue: '1',
      doubleValue: '0.5',
      blobValue: 'aGk=',
      isNull: '',
    };
    expect(Object.entries(texts).map(([kind, text]) => toSentValue(kind as 'isNull', text).value)).toEqual([
      { longValue: 9_007_199_254_740_993n },
      { booleanValue: true },
      { doubleValue: 0.5 },
      { blobValue: 'aGk=' },
      { isNull: true },
    ]);
    expect(toSentValue('DATE', '2026-11-24')).toEqual({ value: { stringValue: '2026-11-24' }, typeHint: 'DATE' });
    expect(VALUE_KINDS.filter(({ kind }) => fitsKind(kind, 'x y'))).toMatchObject([
      { kind: 'stringValue' },
      { kind: 'isNull' },
    ]);
  });

  test('what often goes wrong is told', () => {
    expect(adviseOn('UUID', '')).toContain('16 bytes');
    expect(adviseOn('stringValue', '2026-11-24T10:20:30Z')).toContain('a blank in place of the T');
    expect(adviseOn('longValue', '1')).toBeUndefined();
  });
});

describe('sets of parameters', () => {
  const values = (text: string, options = {}): unknown =>
    readSets(text, options).sets.map((set) => set.map(({ value }) => value));

  test('of a CSV: the header names them, each column has one kind, empty is NULL', () => {
    const text = 'id,name,born,price\r\n1,"O\'Brien, ""Conan""",2026-11-24,1.5\r\n2,,NULL,2\r\n';
    expect(readSets(text)).toEqual({
      names: ['id', 'name', 'born', 'price'],
      kinds: ['longValue', 'stringValue', 'DATE', 'DECIMAL'],
      sets: [
        [
          { name: 'id', value: { longValue: 1 } },
          { name: 'name', value: { stringValue: 'O\'Brien, "Conan"' } },
          { name: 'born', value: { stringValue: '2026-11-24' }, typeHint: 'DATE' },
          { name: 'price', value: { stringValue: '1.5' }, typeHint: 'DECIMAL' },
        ],
        [
          { name: 'id', value: { longValue: 2 } },
          { name: 'name', value: { isNull: true } },
          { name: 'born', value: { isNull: true } },
          { name: 'price', value: { stringValue: '2' }, typeHint: 'DECIMAL' },
        ],
      ],
      errors: [],
    });
  });

  test('cells may be separated by tabs and semicolons, as they come from a spreadsheet', () => {
    expect(values('a\tb\n1\tx, y')).toEqual([[{ longValue: 1 }, { stringValue: 'x, y' }]]);
    expect(values('a;b\n1;x, y')).toEqual([[{ longValue: 1 }, { stringValue: 'x, y' }]]);
  });

  test('empty cells are kept where that is asked for, and kinds can be chosen', () => {
    expect(values('a,b\n1,', { keepsEmpty: true, kinds: { a: 'stringValue' } })).toEqual([
      [{ stringValue: '1' }, { stringValue: '' }],
    ]);
  });

  test('mixed columns are text', () => {
    expect(values('a\n1\nx')).toEqual([[{ stringValue: '1' }], [{ stringValue: 'x' }]]);
  });

  test('of JSON: what it says of a value is kept, integers to the last digit', () => {
    expect(values('[{"a": 9007199254740993, "b": "1", "c": null}, {"b": true, "d": {"x": [1]}, "a": 1.5}]')).toEqual([
      [{ longValue: 9_007_199_254_740_993n }, { stringValue: '1' }, { isNull: true }, { isNull: true }],
      [{ doubleValue: 1.5 }, { booleanValue: true }, { isNull: true }, { stringValue: '{"x":[1]}' }],
    ]);
  });

  test.each([
    ['a,b\n1,2\n1\n', 3, 2, '1 cells, but the first line names 2 parameters'],
    ['a,b\n1,"x\ny"\n1,2,3', 4, 3, '3 cells, but the first line names 2 parameters'],
    ['a b,c\n1,2', 1, 1, '“a b” is no name for a parameter: letters, digits and _ only'],
    ['a,a\n1,2', 1, 2, '“a” is there twice'],
    ['a,\n1,2', 1, 2, 'The first line names the parameters: this name is empty'],
    ['a,b\n1,"x\n', 2, 2, 'Quoted field unterminated'],
    ['[{"a": 1},\n {"a": }]', 2, 8, "Object value expected after ':'"],
    ['[{"a": 1},\n {"a": ', 2, 8, "Object value expected after ':'"],
    ['[{"a": 1},\n  7]', 2, 3, 'an object is wanted here: {"name": value, ...}'],
    ['[{"a": [1, {"b": 2}]},\n {"a b": 2}]', 2, 2, '“a b” is no name for a parameter: letters, digits and _ only'],
  ])('%j: line %i, column %i: %s', (text, line, column, message) => {
    expect(readSets(text).errors[0]).toEqual({ line, column, message: expect.stringContaining(message) as string });
  });

  test('a value that does not fit the chosen kind is told where it is', () => {
    const errors = [{ line: 3, column: 2, message: ':day is to be YYYY-MM-DD, and “soon” is not' }];
    expect(readSets('id,day\n1,2026-11-24\n2,soon', { kinds: { day: 'DATE' } })).toMatchObject({ errors });
    expect(readSets('[{"day":"soon"}]', { kinds: { day: 'DATE' } }).errors).toMatchObject([{ line: 1, column: 2 }]);
  });
});
