/** What the service tells of a column, as far as it is read here. */
export interface ColumnMetadata {
  readonly label: string;
  readonly name: string;
  readonly typeName: string;
  readonly type: number;
  readonly tableName: string;
  readonly precision: number;
  readonly scale: number;
  readonly nullable: number;
  readonly isSigned: boolean;
  readonly isAutoIncrement: boolean;
}

/** Why the values of a column look as they do, sentence by sentence. */
export interface ColumnExplanation {
  /** The member that carries its values. */
  readonly member: string;
  readonly because: string;
  /** What to do where another form is wanted, and what else to know. */
  readonly also: readonly string[];
}

interface Rule {
  readonly types: RegExp;
  readonly member: string;
  readonly because: string;
  readonly also?: string;
}

/** MySQL's types as the service answers them (contract 4.1, 4.5). */
const RULES: readonly Rule[] = [
  {
    types: /^BIT$/,
    member: 'booleanValue',
    because:
      'BIT is what the service calls TINYINT(1), BOOL, BOOLEAN and BIT(n). All of them come as true or false, and any value but 0 is true.',
    also: "The number itself is lost: 2 in a TINYINT(1) and b'101' in a BIT(6) are both true. Select column + 0 for the number, or declare TINYINT without (1).",
  },
  {
    types: /^BIGINT/,
    member: 'longValue',
    because: 'Whole numbers come as longValue, with all their digits in the JSON.',
    also: 'JavaScript rounds beyond 2^53, so the SDK for JavaScript does: ask for longReturnType STRING where ids are that large.',
  },
  {
    types: /^(?:TINY|SMALL|MEDIUM)?INT/,
    member: 'longValue',
    because: 'Whole numbers of every size come as longValue.',
  },
  {
    types: /^DECIMAL/,
    member: 'stringValue',
    because:
      'Decimals come as text, so that no digit is lost. Also SUM and AVG of whole numbers are decimals in MySQL, and so is a number written with a point.',
    also: 'decimalReturnType DOUBLE_OR_LONG makes them numbers: longValue where the scale is 0, else doubleValue.',
  },
  {
    types: /^(?:FLOAT|DOUBLE)/,
    member: 'doubleValue',
    because: 'FLOAT and DOUBLE are binary fractions and come as doubleValue.',
  },
  {
    types: /^(?:DATE|DATETIME|TIMESTAMP|TIME)$/,
    member: 'stringValue',
    because: 'JSON has no dates: they come as text, YYYY-MM-DD HH:MM:SS, without a zone.',
    also: 'Read it as UTC. To send one back, send a stringValue with the hint DATE, TIME or TIMESTAMP.',
  },
  { types: /^YEAR$/, member: 'stringValue', because: 'A YEAR comes as text: "2026".' },
  {
    types: /^JSON$/,
    member: 'stringValue',
    because: 'A JSON column comes as the text of its JSON: parse it.',
  },
  {
    types: /BINARY$|BLOB$/,
    member: 'blobValue',
    because: 'Bytes come as blobValue: base64 in the JSON, bytes in an SDK.',
    also: 'BINARY(n) is filled up to n bytes with zeros. Text in a binary column: CONVERT(column USING utf8mb4).',
  },
  {
    types: /^CHAR$/,
    member: 'stringValue',
    because: 'CHAR comes as text without the blanks at its end. ENUM and SET are called CHAR, too.',
  },
  { types: /CHAR$|TEXT$/, member: 'stringValue', because: 'Text comes as stringValue.' },
  { types: /^NULL$/, member: 'isNull', because: 'The expression is always NULL, so it has no type.' },
];

/** @param members those that the values of the answer have: options of the call can change them. */
export function explainColumn(column: ColumnMetadata, members: ReadonlySet<string>): ColumnExplanation {
  const rule = RULES.find(({ types }) => types.test(column.typeName));
  const found = [...members].find((member) => member !== 'isNull');
  const member = found ?? rule?.member ?? 'stringValue';
  const isChanged = rule !== undefined && found !== undefined && found !== rule.member;
  const because = rule?.because ?? `The service answers ${column.typeName} like this.`;
  return {
    member,
    because: isChanged ? `${because} Here the call asked for another form by its resultSetOptions.` : because,
    also: [...(rule?.also === undefined ? [] : [rule.also]), ...explainRest(column)],
  };
}

function explainRest(column: ColumnMetadata): string[] {
  const { label, name, tableName, nullable, isAutoIncrement, typeName } = column;
  const unsigned = /^BIGINT UNSIGNED$/.test(typeName) ? ['Nobody outside AWS knows what it answers above 2^63-1.'] : [];
  return [
    ...unsigned,
    ...(nullable === 0
      ? ['It cannot be NULL.']
      : ['It can be NULL, which comes as { isNull: true } in place of the value: that true is not the value.']),
    ...(isAutoIncrement ? ['AUTO_INCREMENT: an INSERT answers its new value in generatedFields.'] : []),
    ...(label === name ? [] : [`${label} is an alias: the column is ${name}.`]),
    ...(tableName === '' ? ['It is an expression, of no table.'] : []),
  ];
}
