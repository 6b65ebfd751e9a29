/** Money in the accounts together, whatever happens. */
export const ACCOUNTS = 20;
export const BALANCE = 1000;

/** What the load needs of tables, one statement each. */
export const TABLES: readonly string[] = [
  `CREATE TABLE line (client INT, unit INT, part INT, value VARCHAR(100) NOT NULL, PRIMARY KEY (client, unit, part))`,
  `CREATE TABLE account (id INT PRIMARY KEY, balance INT NOT NULL)`,
  `INSERT INTO account VALUES ${Array.from({ length: ACCOUNTS }, (_, id) => `(${id}, ${BALANCE})`).join(', ')}`,
  `CREATE TABLE digit (n INT PRIMARY KEY)`,
  `INSERT INTO digit VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)`,
];

/** 10,000 rows of 1000 characters: ten times as much as an answer may have. */
export const OVERSIZED = `SELECT REPEAT('x', 1000) FROM digit a, digit b, digit c, digit d`;
