import type { Connection } from 'mysql2/promise';
import { quote } from '../database/quote.ts';
import { ask, runAll } from './ask.ts';
import { compareRows } from './compare-rows.ts';
import { copyRows, createObjects } from './create-database.ts';
import type { TableDefinition } from './definition.ts';
import type { Template } from './template.ts';

/**
 * Makes the rows of tables those of the seed, where they are not.
 *
 * @param tables those whose rows may have changed.
 * @returns the tables that had to be written.
 */
export async function restoreRows(
  connection: Connection,
  databaseName: string,
  template: Template,
  tables: readonly TableDefinition[],
): Promise<TableDefinition[]> {
  const changed = await findChanged(connection, databaseName, template, tables);
  if (changed.length === 0) return [];
  const names = new Set(changed.map(({ name }) => name));
  // A trigger would fire at our own writing, and cannot be told not to.
  const triggers = template.definition.objects.filter(({ table }) => table !== undefined && names.has(table));
  await runAll(
    connection,
    triggers.map(({ name }) => `DROP TRIGGER ${quote(databaseName)}.${quote(name)}`),
  );
  await inTransaction(
    connection,
    changed.flatMap((table) => toRestoring(table, databaseName, template.databaseName)),
  );
  if (triggers.length > 0) await connection.query(`USE ${quote(databaseName)}`);
  await createObjects(connection, triggers);
  return changed;
}

async function findChanged(
  connection: Connection,
  databaseName: string,
  template: Template,
  tables: readonly TableDefinition[],
): Promise<TableDefinition[]> {
  if (tables.length === 0) return [];
  const questions = tables.map((table) => {
    const comparison = compareRows(table, databaseName, template.databaseName);
    return comparison === undefined ? '1' : `(${comparison.differs})`;
  });
  const [answers] = await ask(
    connection,
    `SELECT ${questions.map((question, n) => `${question} AS c${n}`).join(',\n')}`,
  );
  return tables.filter((_table, n) => answers?.[`c${n}`] !== 0);
}

function toRestoring(table: TableDefinition, databaseName: string, seed: string): readonly string[] {
  return (
    compareRows(table, databaseName, seed)?.restore ?? [
      `DELETE FROM ${quote(databaseName)}.${quote(table.name)}`,
      copyRows(table, seed, databaseName),
    ]
  );
}

async function inTransaction(connection: Connection, statements: readonly string[]): Promise<void> {
  try {
    await runAll(connection, ['START TRANSACTION', ...statements, 'COMMIT']);
  } catch (error) {
    await connection.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
