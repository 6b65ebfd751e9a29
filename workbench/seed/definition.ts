/** What a database consists of besides its rows. All of it can be written as JSON. */
export interface DatabaseDefinition {
  readonly characterSet: string;
  readonly collation: string;
  readonly tables: readonly TableDefinition[];
  /** In the order in which they can be made. */
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

/** A view, or a stored program: what has a CREATE statement and no rows of its own. */
export interface ObjectDefinition {
  readonly kind: 'FUNCTION' | 'PROCEDURE' | 'VIEW' | 'TRIGGER' | 'EVENT';
  readonly name: string;
  /** The table of a trigger. */
  readonly table?: string;
  readonly create: string;
  /** The mode that it was made in and runs in. */
  readonly sqlMode?: string;
}
