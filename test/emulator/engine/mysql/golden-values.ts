/** A column, the literals that are stored in it, and each one's Field as it stands in the answer. */
export interface GoldenColumn {
  readonly declared: string;
  readonly values: readonly (readonly [literal: string, field: string])[];
}

const text = (value: string): string => JSON.stringify({ stringValue: value });
const blob = (hex: string): string => JSON.stringify({ blobValue: Buffer.from(hex, 'hex').toString('base64') });
const long = (digits: string): string => `{"longValue":${digits}}`;
const double = (digits: string): string => `{"doubleValue":${digits}}`;
const TRUE = '{"booleanValue":true}';
const FALSE = '{"booleanValue":false}';

/** NULL is added to each (contract 4.1, first row). Zero dates are stored with an empty sql_mode. */
export const GOLDEN_COLUMNS: readonly GoldenColumn[] = [
  // contract 4.1: TINYINT(1), BOOL, BOOLEAN
  {
    declared: 'TINYINT(1)',
    values: [
      ['1', TRUE],
      ['0', FALSE],
      ['2', TRUE],
      ['-1', TRUE],
      ['127', TRUE],
    ],
  },
  {
    declared: 'BOOLEAN',
    values: [
      ['TRUE', TRUE],
      ['FALSE', FALSE],
    ],
  },
  // open: sqlx looks at the width before the sign
  {
    declared: 'TINYINT(1) UNSIGNED',
    values: [
      ['0', FALSE],
      ['255', TRUE],
    ],
  },
  // contract 4.1: integers
  {
    declared: 'TINYINT',
    values: [
      ['-128', long('-128')],
      ['127', long('127')],
      ['1', long('1')],
    ],
  },
  { declared: 'TINYINT(2)', values: [['1', long('1')]] },
  {
    declared: 'TINYINT UNSIGNED',
    values: [
      ['0', long('0')],
      ['255', long('255')],
    ],
  },
  {
    declared: 'SMALLINT',
    values: [
      ['-32768', long('-32768')],
      ['32767', long('32767')],
    ],
  },
  { declared: 'SMALLINT UNSIGNED', values: [['65535', long('65535')]] },
  {
    declared: 'MEDIUMINT',
    values: [
      ['-8388608', long('-8388608')],
      ['8388607', long('8388607')],
    ],
  },
  { declared: 'MEDIUMINT UNSIGNED', values: [['16777215', long('16777215')]] },
  {
    declared: 'INT',
    values: [
      ['-2147483648', long('-2147483648')],
      ['2147483647', long('2147483647')],
    ],
  },
  { declared: 'INT UNSIGNED', values: [['4294967295', long('4294967295')]] },
  { declared: 'INT(5) ZEROFILL', values: [['42', long('42')]] },
  {
    declared: 'BIGINT',
    values: [
      ['-9223372036854775808', long('-9223372036854775808')],
      ['9223372036854775807', long('9223372036854775807')],
      ['9007199254740993', long('9007199254740993')],
      ['-1', long('-1')],
      ['0', long('0')],
    ],
  },
  {
    // open above 2^63-1: the exact digits
    declared: 'BIGINT UNSIGNED',
    values: [
      ['0', long('0')],
      ['9223372036854775807', long('9223372036854775807')],
      ['9223372036854775808', long('9223372036854775808')],
      ['18446744073709551615', long('18446744073709551615')],
    ],
  },
  // contract 4.1: BIT, the number is lost
  {
    declared: 'BIT(1)',
    values: [
      ["b'1'", TRUE],
      ["b'0'", FALSE],
    ],
  },
  { declared: 'BIT(6)', values: [["b'101'", TRUE]] },
  {
    declared: 'BIT(8)',
    values: [
      ['255', TRUE],
      ['0', FALSE],
      ['2', TRUE],
    ],
  },
  {
    declared: 'BIT(64)',
    values: [
      ['18446744073709551615', TRUE],
      ['0', FALSE],
      ['256', TRUE],
    ],
  },
  // contract 4.1: FLOAT in its shortest form
  {
    declared: 'FLOAT',
    values: [
      ['0', double('0.0')],
      ['42', double('42.0')],
      ['0.1', double('0.1')],
      ['-1.5', double('-1.5')],
      ['837.484', double('837.484')],
      ['3.14159', double('3.14159')],
      ['16777216', double('16777216.0')],
      ['16777217', double('16777216.0')],
      ['123456789', double('123456790.0')],
      ['1e-38', double('1e-38')],
      ['1.17549435e-38', double('1.1754944e-38')],
      ['3.402823466e38', double('3.4028235e+38')],
    ],
  },
  { declared: 'FLOAT UNSIGNED', values: [['0.5', double('0.5')]] },
  { declared: 'FLOAT(7,2)', values: [['1.239', double('1.24')]] },
  {
    declared: 'DOUBLE',
    values: [
      ['0', double('0.0')],
      ['2.718281828459045', double('2.718281828459045')],
      ['0.1', double('0.1')],
      ['1.79e100', double('1.79e+100')],
      ['1.7976931348623157e308', double('1.7976931348623157e+308')],
      ['-1.7976931348623157e308', double('-1.7976931348623157e+308')],
      ['2.2250738585072014e-308', double('2.2250738585072014e-308')],
      ['9007199254740993', double('9007199254740992.0')],
      ['1e21', double('1e+21')],
    ],
  },
  // contract 4.1: DECIMAL keeps its scale
  {
    declared: 'DECIMAL(5,2)',
    values: [
      ['0.1', text('0.10')],
      ['-999.99', text('-999.99')],
      ['0', text('0.00')],
    ],
  },
  {
    declared: 'DECIMAL(10,4)',
    values: [
      ['123456.789', text('123456.7890')],
      ['0', text('0.0000')],
    ],
  },
  {
    declared: 'DECIMAL(10,0)',
    values: [
      ['745', text('745')],
      ['-1', text('-1')],
    ],
  },
  { declared: 'DECIMAL(10,2) UNSIGNED', values: [['1.5', text('1.50')]] },
  {
    declared: 'DECIMAL(2,2)',
    values: [
      ['0.5', text('0.50')],
      ['-0.05', text('-0.05')],
    ],
  },
  {
    declared: 'DECIMAL(65,30)',
    values: [
      [
        '99999999999999999999999999999999999.999999999999999999999999999999',
        text('99999999999999999999999999999999999.999999999999999999999999999999'),
      ],
      ['0', text('0.000000000000000000000000000000')],
    ],
  },
  // contract 4.1: YEAR as four digits
  {
    declared: 'YEAR',
    values: [
      ['2021', text('2021')],
      ['1901', text('1901')],
      ['2155', text('2155')],
      ['0', text('0000')],
    ],
  },
  // contract 4.1: DATE; zero dates are open
  {
    declared: 'DATE',
    values: [
      ["'2025-01-04'", text('2025-01-04')],
      ["'1000-01-01'", text('1000-01-01')],
      ["'9999-12-31'", text('9999-12-31')],
      ["'0000-00-00'", text('0000-00-00')],
      ["'2025-00-00'", text('2025-00-00')],
    ],
  },
  // contract 4.1: TIME; beyond a day and below zero are open
  {
    declared: 'TIME',
    values: [
      ["'16:31:56'", text('16:31:56')],
      ["'00:00:00'", text('00:00:00')],
      ["'25:00:01'", text('25:00:01')],
      ["'838:59:59'", text('838:59:59')],
      ["'-00:00:01'", text('-00:00:01')],
      ["'-838:59:59'", text('-838:59:59')],
    ],
  },
  { declared: 'TIME(1)', values: [["'01:02:03.4'", text('01:02:03.400')]] },
  {
    declared: 'TIME(3)',
    values: [
      ["'04:31:56.734'", text('04:31:56.734')],
      ["'04:31:56'", text('04:31:56')],
      ["'-30:00:00.5'", text('-30:00:00.500')],
    ],
  },
  {
    declared: 'TIME(6)',
    values: [
      ["'12:34:56.789012'", text('12:34:56.789012')],
      ["'12:34:56.1'", text('12:34:56.100')],
      ["'12:34:56.0001'", text('12:34:56.000100')],
    ],
  },
  // contract 4.1: fractions: none when zero, three digits when they suffice, else six
  {
    declared: 'DATETIME',
    values: [
      ["'2020-05-16 23:43:35'", text('2020-05-16 23:43:35')],
      ["'2020-05-16 00:00:00'", text('2020-05-16 00:00:00')],
      ["'1000-01-01 00:00:00'", text('1000-01-01 00:00:00')],
      ["'0000-00-00 00:00:00'", text('0000-00-00 00:00:00')],
    ],
  },
  { declared: 'DATETIME(1)', values: [["'2020-05-16 23:43:35.5'", text('2020-05-16 23:43:35.500')]] },
  { declared: 'DATETIME(2)', values: [["'2020-05-16 23:43:35.25'", text('2020-05-16 23:43:35.250')]] },
  {
    declared: 'DATETIME(3)',
    values: [
      ["'2020-04-16 15:36:54.384'", text('2020-04-16 15:36:54.384')],
      ["'2020-04-16 15:36:54'", text('2020-04-16 15:36:54')],
    ],
  },
  { declared: 'DATETIME(4)', values: [["'2020-04-16 15:36:54.3841'", text('2020-04-16 15:36:54.384100')]] },
  { declared: 'DATETIME(5)', values: [["'2020-04-16 15:36:54.38412'", text('2020-04-16 15:36:54.384120')]] },
  {
    declared: 'DATETIME(6)',
    values: [
      ["'9999-12-31 23:59:59.999999'", text('9999-12-31 23:59:59.999999')],
      ["'2020-04-16 15:36:54.000001'", text('2020-04-16 15:36:54.000001')],
      ["'2020-04-16 15:36:54.8'", text('2020-04-16 15:36:54.800')],
      ["'0000-00-00 00:00:00'", text('0000-00-00 00:00:00')],
    ],
  },
  {
    declared: 'TIMESTAMP NULL',
    values: [
      ["'2020-05-16 23:43:35'", text('2020-05-16 23:43:35')],
      ["'1970-01-01 00:00:01'", text('1970-01-01 00:00:01')],
    ],
  },
  { declared: 'TIMESTAMP(3) NULL', values: [["'2020-05-16 23:43:35.1'", text('2020-05-16 23:43:35.100')]] },
  { declared: 'TIMESTAMP(6) NULL', values: [["'2038-01-19 03:14:07.999999'", text('2038-01-19 03:14:07.999999')]] },
  // contract 4.1: text
  {
    declared: 'CHAR(20)',
    values: [
      ["'hello'", text('hello')],
      ["'trail  '", text('trail')],
      ["''", text('')],
    ],
  },
  { declared: 'CHAR(5) CHARACTER SET latin1', values: [["'é'", text('é')]] },
  {
    declared: 'VARCHAR(50)',
    values: [
      ["''", text('')],
      ["'trail  '", text('trail  ')],
      ["'It''s \\\\ \"quoted\"\\nline\\0nul\\ttab'", text('It\'s \\ "quoted"\nline\0nul\ttab')],
      ["'Zoë 日本 😀 \u2028'", text('Zoë 日本 😀 \u2028')],
    ],
  },
  { declared: 'VARCHAR(50) CHARACTER SET latin1', values: [["'Zoë'", text('Zoë')]] },
  { declared: 'VARCHAR(50) COLLATE utf8mb4_bin', values: [["'bin'", text('bin')]] },
  { declared: 'TINYTEXT', values: [["'tiny'", text('tiny')]] },
  {
    declared: 'TEXT',
    values: [
      ["'text'", text('text')],
      ["''", text('')],
    ],
  },
  { declared: 'MEDIUMTEXT', values: [["'medium'", text('medium')]] },
  { declared: 'LONGTEXT', values: [["REPEAT('é', 100000)", text('é'.repeat(100_000))]] },
  {
    declared: "ENUM('a','b,c','é')",
    values: [
      ["'a'", text('a')],
      ["'b,c'", text('b,c')],
      ['3', text('é')],
    ],
  },
  {
    declared: "SET('red','green','blue')",
    values: [
      ["'red'", text('red')],
      ["'green,red'", text('red,green')],
      ["''", text('')],
    ],
  },
  // contract 4.1: bytes
  {
    declared: 'BINARY(10)',
    values: [
      ["'hello'", blob('68656c6c6f0000000000')],
      ["''", blob('00'.repeat(10))],
    ],
  },
  {
    declared: 'VARBINARY(50)',
    values: [
      ["x'00ff80'", blob('00ff80')],
      ["''", blob('')],
    ],
  },
  { declared: 'TINYBLOB', values: [["x'01'", blob('01')]] },
  {
    declared: 'BLOB',
    values: [
      ["x'c3'", blob('c3')],
      ["''", blob('')],
    ],
  },
  { declared: 'MEDIUMBLOB', values: [["x'03'", blob('03')]] },
  { declared: 'LONGBLOB', values: [["REPEAT(x'ff00aa', 170000)", blob('ff00aa'.repeat(170_000))]] },
  // contract 4.1: JSON as MySQL prints it; more in golden-json
  {
    declared: 'JSON',
    values: [
      ["'{}'", text('{}')],
      ['\'{"b":1,"a":[2.50,"é",null]}\'', text('{"a": [2.5, "é", null], "b": 1}')],
      ["'null'", text('null')],
      ['\'"x"\'', text('"x"')],
    ],
  },
];
