const BLANKS = String.raw`(?:\s|/\*(?:(?!\*/).)*\*/|(?:--\s|#)[^\n]*\n)+`;
const NAME = String.raw`(?:\x60(?:[^\x60]|\x60\x60)*\x60|[\p{L}\p{N}_$]+)`;
const QUALIFIED_NAME = String.raw`(?:${NAME}\s*\.\s*)?(?<table>${NAME})`;

const keywords = (...words: readonly string[]): string => words.map((word) => `${word}${BLANKS}`).join('');
const optional = (...words: readonly string[]): string => `(?:(?:${words.join('|')})${BLANKS})*`;

/** Statements that write into one table, and where they name it. An UPDATE of several tables names another one next. */
const STATEMENTS = [
  `(?:INSERT|REPLACE)${BLANKS}${optional('LOW_PRIORITY', 'DELAYED', 'HIGH_PRIORITY', 'IGNORE')}${optional('INTO')}${QUALIFIED_NAME}`,
  `UPDATE${BLANKS}${optional('LOW_PRIORITY', 'IGNORE')}${QUALIFIED_NAME}${BLANKS}(?:(?:AS${BLANKS})?${NAME}${BLANKS})?SET\\b`,
  `${keywords('ALTER', 'TABLE')}${QUALIFIED_NAME}`,
  `${keywords('CREATE', 'UNIQUE', 'INDEX')}.*?\\bON${BLANKS}${QUALIFIED_NAME}`,
].map((pattern) => new RegExp(`^(?:${BLANKS})?${pattern}`, 'isu'));

/**
 * The table whose rows a statement changes.
 *
 * @returns its name without a database and without quotes; undefined where the statement's beginning does not tell one.
 */
export function changedTable(sql: string): string | undefined {
  for (const pattern of STATEMENTS) {
    const table = pattern.exec(sql)?.groups?.['table'];
    if (table !== undefined) return table.startsWith('`') ? table.slice(1, -1).replaceAll('``', '`') : table;
  }
  return undefined;
}
