/** What a database consists of besides its rows. All of it can be written as JSON. */
export interface DatabaseDefinition {
  readonly characterSet: string;
  readonly collation: string;
  readonly tables: readonly TableDefinition[];
  readonly objects: readonly ObjectDefinition[];
}

/** A table without its rows. */
export interface TableDefinition {
  readonly name: string;
  /** CREATE TABLE, without the counter of its AUTO_INCREMENT column. */
  readonly create: string;
  /** The next AUTO_INCREMENT value, as digits; null for the first one, and for a table without such a column. */
  readonly autoIncrement: string | null;
  /** Without those that the server computes. */
  readonly columns: readonly ColumnDefinition[];
  readonly primaryKey: readonly string[];
}

/** A column, as far as writing its values needs it. */
export interface ColumnDefinition {
  readonly name: string;
  /** The server's name of the type, in small letters: `varchar`. */
  readonly type: string;
}

/** Everything that has a CREATE statement and no rows of its own, in the order in which it can be made. */
export const OBJECT_KINDS = ['FUNCTION', 'PROCEDURE', 'VIEW', 'TRIGGER', 'EVENT'] as const;

/** A view, or a stored program. */
export interface ObjectDefinition {
  readonly kind: (typeof OBJECT_KINDS)[number];
  readonly name: string;
  /** The table of a trigger. */
  readonly table?: string;
  readonly create: string;
  /** The mode that it was made in and runs in. */
  readonly sqlMode?: string;
}

/** @returns a name between backticks. */
export function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
