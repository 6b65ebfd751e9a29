/** What exists when the statements of SERVER_ERRORS run. */
export const ERROR_SCHEMA = [
  `CREATE TABLE person (
     id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(5) NOT NULL, email VARCHAR(20) UNIQUE, age INT, tiny TINYINT,
     born DATE, met DATETIME, woke TIME, pay DECIMAL(5,2), doc JSON, mood ENUM('good','bad'),
     score INT CHECK (score < 100), CONSTRAINT grown CHECK (age > 0), CHECK (tiny < 100))`,
  'CREATE TABLE pet (id INT PRIMARY KEY, owner INT, age INT, CONSTRAINT has_owner FOREIGN KEY (owner) REFERENCES person (id))',
  "INSERT INTO person (id, name, email, age) VALUES (1, 'Ann', 'a@x', 1), (2, 'Bob', 'b@x', 1)",
  'INSERT INTO pet VALUES (1, 1, 3)',
  'CREATE TABLE seat (a INT, b INT, UNIQUE KEY `odd``name` (a, b))',
  'INSERT INTO seat VALUES (1, 2)',
];

const NEAR = 'check the manual that corresponds to your MySQL server version for the right syntax to use near';
const BAD_JSON = `Invalid JSON text: "Invalid value." at position 0 in value for column 'person.doc'.`;

/**
 * A statement that the server refuses; MySQL's message, number and SQLSTATE, which are what clients see on MariaDB,
 * too. `{db}` stands for the name of the database.
 */
export const SERVER_ERRORS: readonly (readonly [sql: string, message: string, errno: number, sqlState: string])[] = [
  // 1062: the key is named with its table
  ["INSERT INTO person (id, name) VALUES (1, 'x')", "Duplicate entry '1' for key 'person.PRIMARY'", 1062, '23000'],
  ["INSERT INTO {db}.person (id, name) VALUES (1, 'x')", "Duplicate entry '1' for key 'person.PRIMARY'", 1062, '23000'],
  [
    "insert into `person`(name, email) VALUES ('x', 'a@x')",
    "Duplicate entry 'a@x' for key 'person.email'",
    1062,
    '23000',
  ],
  [
    "/* c */ INSERT /* d */ INTO -- e\n person SET id = 1, name = ''",
    "Duplicate entry '1' for key 'person.PRIMARY'",
    1062,
    '23000',
  ],
  ['INSERT seat VALUES (1, 2)', "Duplicate entry '1-2' for key 'seat.odd`name'", 1062, '23000'],
  ["UPDATE person SET email = 'b@x' WHERE id = 1", "Duplicate entry 'b@x' for key 'person.email'", 1062, '23000'],
  ["UPDATE person AS p SET email = 'b@x' WHERE id = 1", "Duplicate entry 'b@x' for key 'person.email'", 1062, '23000'],
  ["INSERT INTO person (name, email) SELECT 'x', 'a@x'", "Duplicate entry 'a@x' for key 'person.email'", 1062, '23000'],
  ['ALTER TABLE person ADD UNIQUE KEY ages (age)', "Duplicate entry '1' for key 'person.ages'", 1062, '23000'],
  ['CREATE UNIQUE INDEX ages ON person (age)', "Duplicate entry '1' for key 'person.ages'", 1062, '23000'],
  // 1064
  ['SELEKT 1', `You have an error in your SQL syntax; ${NEAR} 'SELEKT 1' at line 1`, 1064, '42000'],
  ['SELECT 1 +', `You have an error in your SQL syntax; ${NEAR} '' at line 1`, 1064, '42000'],
  [
    "SELECT FROM 'MariaDB server version'",
    `You have an error in your SQL syntax; ${NEAR} 'FROM 'MariaDB server version'' at line 1`,
    1064,
    '42000',
  ],
  // Tables and databases
  ['SELECT * FROM nosuch', "Table '{db}.nosuch' doesn't exist", 1146, '42S02'],
  ['SELECT * FROM nosuch.person', "Unknown database 'nosuch'", 1049, '42000'],
  ['SELECT * FROM {db}.nosuch', "Table '{db}.nosuch' doesn't exist", 1146, '42S02'],
  [
    'DROP TABLE person',
    "Cannot drop table 'person' referenced by a foreign key constraint 'has_owner' on table 'pet'.",
    3730,
    'HY000',
  ],
  ['INSERT INTO nosuch VALUES (1)', "Table '{db}.nosuch' doesn't exist", 1146, '42S02'],
  ['DROP TABLE nosuch', "Unknown table '{db}.nosuch'", 1051, '42S02'],
  ['DROP VIEW nosuch', "Unknown table '{db}.nosuch'", 1051, '42S02'],
  ['CREATE TABLE pet (id INT)', "Table 'pet' already exists", 1050, '42S01'],
  ['USE nosuch', "Unknown database 'nosuch'", 1049, '42000'],
  // 1054: each part of a statement by MySQL's name
  ['SELECT nope FROM person', "Unknown column 'nope' in 'field list'", 1054, '42S22'],
  ['SELECT x.nope FROM person x', "Unknown column 'x.nope' in 'field list'", 1054, '42S22'],
  ['INSERT INTO person (nope) VALUES (1)', "Unknown column 'nope' in 'field list'", 1054, '42S22'],
  ['INSERT INTO person (name) VALUES (nope)', "Unknown column 'nope' in 'field list'", 1054, '42S22'],
  [
    "INSERT INTO person (name) VALUES ('x') ON DUPLICATE KEY UPDATE nope = 1",
    "Unknown column 'nope' in 'field list'",
    1054,
    '42S22',
  ],
  ['UPDATE person SET nope = 1', "Unknown column 'nope' in 'field list'", 1054, '42S22'],
  ['SELECT * FROM person WHERE nope = 1', "Unknown column 'nope' in 'where clause'", 1054, '42S22'],
  ['DELETE FROM person WHERE nope = 1', "Unknown column 'nope' in 'where clause'", 1054, '42S22'],
  ['SELECT * FROM person ORDER BY nope', "Unknown column 'nope' in 'order clause'", 1054, '42S22'],
  ['SELECT COUNT(*) FROM person GROUP BY nope', "Unknown column 'nope' in 'group statement'", 1054, '42S22'],
  ['SELECT age FROM person GROUP BY age HAVING nope > 1', "Unknown column 'nope' in 'having clause'", 1054, '42S22'],
  ['SELECT 1 FROM person JOIN pet ON pet.nope = 1', "Unknown column 'pet.nope' in 'on clause'", 1054, '42S22'],
  ['SELECT 1 FROM person JOIN pet USING (nope)', "Unknown column 'nope' in 'from clause'", 1054, '42S22'],
  // 1052
  ['SELECT id FROM person, pet', "Column 'id' in field list is ambiguous", 1052, '23000'],
  ['SELECT 1 FROM person, pet WHERE id = 1', "Column 'id' in where clause is ambiguous", 1052, '23000'],
  ['SELECT 1 FROM person JOIN pet ON id = 1', "Column 'id' in on clause is ambiguous", 1052, '23000'],
  ['SELECT 1 FROM person, pet ORDER BY id', "Column 'id' in order clause is ambiguous", 1052, '23000'],
  // Values that do not fit
  ['INSERT INTO person (name) VALUES (NULL)', "Column 'name' cannot be null", 1048, '23000'],
  ['INSERT INTO person (age) VALUES (1)', "Field 'name' doesn't have a default value", 1364, 'HY000'],
  ["INSERT INTO person (name) VALUES ('longer')", "Data too long for column 'name' at row 1", 1406, '22001'],
  [
    "INSERT INTO person (name, tiny) VALUES ('x', 1000)",
    "Out of range value for column 'tiny' at row 1",
    1264,
    '22003',
  ],
  ["INSERT INTO person (name, mood) VALUES ('x', 'so')", "Data truncated for column 'mood' at row 1", 1265, '01000'],
  [
    "INSERT INTO person (name, age) VALUES ('x', 'abc')",
    "Incorrect integer value: 'abc' for column 'age' at row 1",
    1366,
    'HY000',
  ],
  [
    "INSERT INTO person (name, pay) VALUES ('x', 'abc')",
    "Incorrect decimal value: 'abc' for column 'pay' at row 1",
    1366,
    'HY000',
  ],
  ["UPDATE person SET age = '' WHERE id = 1", "Incorrect integer value: '' for column 'age' at row 1", 1366, 'HY000'],
  [
    "INSERT INTO person (name) VALUES (x'E365')",
    "Incorrect string value: '\\xE3e' for column 'name' at row 1",
    1366,
    'HY000',
  ],
  [
    "INSERT INTO person (name, born) VALUES ('x', 'soon')",
    "Incorrect date value: 'soon' for column 'born' at row 1",
    1292,
    '22007',
  ],
  [
    "INSERT INTO person (name, born) VALUES ('x', '2024-02-30')",
    "Incorrect date value: '2024-02-30' for column 'born' at row 1",
    1292,
    '22007',
  ],
  [
    "INSERT INTO person (name, met) VALUES ('x', 'soon')",
    "Incorrect datetime value: 'soon' for column 'met' at row 1",
    1292,
    '22007',
  ],
  [
    "INSERT INTO person (name, woke) VALUES ('x', 'soon')",
    "Incorrect time value: 'soon' for column 'woke' at row 1",
    1292,
    '22007',
  ],
  ["INSERT INTO person (name, age) VALUES ('x', 1/0)", 'Division by 0', 1365, '22012'],
  ['SELECT 9223372036854775807 + 1', "BIGINT value is out of range in '(9223372036854775807 + 1)'", 1690, '22003'],
  ['SELECT POW(10, 400)', "DOUBLE value is out of range in 'pow(10,400)'", 1690, '22003'],
  // Definitions of numbers
  [
    'CREATE TABLE n (v VARCHAR(99), a DECIMAL(70,2))',
    "Too-big precision 70 specified for 'a'. Maximum is 65.",
    1426,
    '42000',
  ],
  [
    'CREATE TABLE n (a DECIMAL(9,2), `b` numeric ( 66 ))',
    "Too-big precision 66 specified for 'b'. Maximum is 65.",
    1426,
    '42000',
  ],
  [
    'CREATE TABLE n (a DECIMAL(9,2), b DATETIME(3), c DATETIME(7))',
    "Too-big precision 7 specified for 'c'. Maximum is 6.",
    1426,
    '42000',
  ],
  ['SELECT CAST(1 AS DECIMAL(70))', "Too-big precision 70 specified for '1'. Maximum is 65.", 1426, '42000'],
  [
    'CREATE TABLE n (a DECIMAL(5,6))',
    "For float(M,D), double(M,D) or decimal(M,D), M must be >= D (column 'a').",
    1427,
    '42000',
  ],
  ['CREATE TABLE n (a DOUBLE(300,2))', "Display width out of range for column 'a' (max = 255)", 1439, '42000'],
  // Constraints
  [
    'UPDATE pet SET owner = 9',
    'Cannot add or update a child row: a foreign key constraint fails (`{db}`.`pet`, CONSTRAINT `has_owner` FOREIGN KEY (`owner`) REFERENCES `person` (`id`))',
    1452,
    '23000',
  ],
  [
    'DELETE FROM person WHERE id = 1',
    'Cannot delete or update a parent row: a foreign key constraint fails (`{db}`.`pet`, CONSTRAINT `has_owner` FOREIGN KEY (`owner`) REFERENCES `person` (`id`))',
    1451,
    '23000',
  ],
  [
    'TRUNCATE person',
    'Cannot truncate a table referenced in a foreign key constraint (`{db}`.`pet`, CONSTRAINT `has_owner`)',
    1701,
    '42000',
  ],
  ['UPDATE person SET age = -1 WHERE id = 1', "Check constraint 'grown' is violated.", 3819, 'HY000'],
  ['UPDATE person SET score = 100 WHERE id = 1', "Check constraint 'person_chk_1' is violated.", 3819, 'HY000'],
  ['UPDATE person SET tiny = 100 WHERE id = 1', "Check constraint 'person_chk_2' is violated.", 3819, 'HY000'],
  ["UPDATE person SET doc = 'hello' WHERE id = 1", BAD_JSON, 3140, '22032'],
  ["INSERT INTO person (name, doc) VALUES ('x', 'wrong')", BAD_JSON, 3140, '22032'],
  // The rest
  ['SELECT nofunc(1)', 'FUNCTION {db}.nofunc does not exist', 1305, '42000'],
  ['CALL noproc()', 'PROCEDURE {db}.noproc does not exist', 1305, '42000'],
  ['ROLLBACK TO SAVEPOINT nosuch', 'SAVEPOINT nosuch does not exist', 1305, '42000'],
  ['ALTER TABLE person DROP COLUMN nope', "Can't DROP 'nope'; check that column/key exists", 1091, '42000'],
  ['DROP INDEX nope ON person', "Can't DROP 'nope'; check that column/key exists", 1091, '42000'],
  ['KILL QUERY CONNECTION_ID()', 'Query execution was interrupted', 1317, '70100'],
  ["SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'my own'", 'my own', 1644, '45000'],
  [
    "SELECT 1 INTO OUTFILE '/nowhere/x'",
    'The MySQL server is running with the --secure-file-priv option so it cannot execute this statement',
    1290,
    'HY000',
  ],
  [
    'SELECT id FROM person WHERE id IN (SELECT id FROM pet LIMIT 1)',
    "This version of MySQL doesn't yet support 'LIMIT & IN/ALL/ANY/SOME subquery'",
    1235,
    '42000',
  ],
];
