const NAME = String.raw`(\`(?:[^\`]|\`\`)+\`|[^\s;\`]+)`;
const USE = new RegExp(`^use\\s+${NAME}`, 'i');
const CREATE = new RegExp(`^create\\s+(?:database|schema)\\s+(?:if\\s+not\\s+exists\\s+)?${NAME}`, 'i');
const DROP = new RegExp(`^drop\\s+(?:database|schema)\\s+(?:if\\s+exists\\s+)?${NAME}`, 'i');
/** The frame of a comment that the server runs: dumps write half a statement into one. */
const FRAME = /\/\*!\d*|\*\//g;

/** How such a statement begins: a look at it spares the rest for rows by the megabyte. */
const BEGINNING = /^(?:\/\*!\d*\s*)?(?:use|create|drop)\s/i;

/** A statement that is about a database as a whole. */
export interface DatabaseStatement {
  readonly databaseName: string;
  /** What CREATE DATABASE says beyond the name: character set, collation. */
  readonly options: string;
}

/** @returns what the statement says about which database, or undefined where it is another kind of statement. */
export function readDatabaseStatement(text: string): DatabaseStatement | undefined {
  if (!BEGINNING.test(text)) return undefined;
  const plain = text.replaceAll(FRAME, ' ').replaceAll(/\s+/g, ' ').trim();
  const name = [USE, CREATE, DROP].map((pattern) => pattern.exec(plain)?.[1]).find((found) => found !== undefined);
  if (name === undefined) return undefined;
  const options = CREATE.test(plain) ? text.slice(text.indexOf(name) + name.length).trim() : '';
  return { databaseName: name.replaceAll(/^`|`$/g, '').replaceAll('``', '`'), options };
}
