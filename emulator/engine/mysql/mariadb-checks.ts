import type { ServerError } from './errors.ts';
import type { Ask } from './mariadb-lookups.ts';

/** MariaDB's number for a CHECK that failed; it checks the text of a JSON column in the same way. */
const CONSTRAINT_FAILED = 4025;
const MESSAGE = /^CONSTRAINT `(?<constraint>.*)` failed for (?<table>`(?:[^`]|``)*`\.`(?<name>(?:[^`]|``)*)`)$/s;
/** A column's line in SHOW CREATE TABLE that ends in a CHECK, and one of a CHECK that was given no name. */
const COLUMN_CHECK = /^ {2}`(?<column>(?:[^`]|``)*)` .* CHECK \((?<condition>.*)\),?$/;
const NAMELESS_CHECK = /^ {2}CONSTRAINT `(?<constraint>CONSTRAINT_\d+)` CHECK /;

/**
 * Says in MySQL's words that a CHECK failed or that a text was no JSON (contract 7.1). MariaDB has one error for both
 * and other names for nameless checks, so the table's definition is looked at.
 *
 * @param ask runs SHOW CREATE TABLE on the same server.
 * @returns undefined for any other error.
 */
export async function asMySqlSaysOfCheck({ errno, message }: ServerError, ask: Ask): Promise<ServerError | undefined> {
  const { constraint, table, name } = MESSAGE.exec(message)?.groups ?? {};
  if (errno !== CONSTRAINT_FAILED || constraint === undefined || table === undefined || name === undefined) {
    return undefined;
  }
  const [answer] = await ask(`SHOW CREATE TABLE ${table}`);
  const checks = readChecks(String(answer?.[1]), name);
  const check = checks.find((candidate) => candidate.constraint === constraint);
  if (check?.isJson === true) return invalidJson(constraint);
  const nameless = checks.filter(({ isJson }) => !isJson);
  const mysqlName = check === undefined ? constraint : `${name}_chk_${nameless.indexOf(check) + 1}`;
  return { errno: 3819, sqlState: 'HY000', message: `Check constraint '${mysqlName}' is violated.` };
}

interface Check {
  readonly constraint: string;
  readonly isJson: boolean;
}

/** The checks without a name of their own, in the order in which MySQL numbers them. */
function readChecks(definition: string, table: string): Check[] {
  return definition.split('\n').flatMap((line) => {
    const { column, condition } = COLUMN_CHECK.exec(line)?.groups ?? {};
    if (column !== undefined) {
      return [{ constraint: `${table}.${column}`, isJson: condition === `json_valid(\`${column}\`)` }];
    }
    const constraint = NAMELESS_CHECK.exec(line)?.groups?.['constraint'];
    return constraint === undefined ? [] : [{ constraint, isJson: false }];
  });
}

/** MariaDB does not tell what is wrong, nor where; this is the commonest of MySQL's reasons. */
function invalidJson(column: string): ServerError {
  return {
    errno: 3140,
    sqlState: '22032',
    message: `Invalid JSON text: "Invalid value." at position 0 in value for column '${column}'.`,
  };
}
