import type { Connection } from 'mysql2/promise';
import { quote } from '../database/quote.ts';
import { runAll } from './ask.ts';
import { enterCopying } from './create-database.ts';
import type { DatabaseDefinition } from './definition.ts';
import { look, type View } from './look.ts';
import { restoreDefinition } from './restore-definition.ts';
import { restoreRows } from './restore-rows.ts';
import type { Template } from './template.ts';

/** What is known of a database to which nothing has happened since. */
interface Known {
  /** A server that was started anew counts anew. */
  readonly connection: Connection;
  readonly definitionsEver: number;
  readonly time: number;
}

/** Seconds before a look in which a change may have been noted, and seen only after it. */
const MARGIN_SECONDS = 1;

/** A database that goes back to its seed, touching only what is not as it was. */
export class ResettableDatabase {
  readonly #name: string;
  readonly #template: Template;
  readonly #definition: DatabaseDefinition;
  #known: Known | undefined;

  /** @param definition what the database consists of while it is as the seed. */
  constructor(name: string, template: Template, definition: DatabaseDefinition) {
    this.#name = name;
    this.#template = template;
    this.#definition = definition;
  }

  /**
   * Goes back to the seed: tables, rows, counters, views, stored programs. Transactions must have ended before.
   *
   * @param connection to the server; it is left without a promise about its state.
   * @returns the names of what had to be restored.
   * @throws the server's error, above all where another connection still holds a lock.
   */
  async reset(connection: Connection): Promise<string[]> {
    if (this.#known?.connection !== connection) await enterCopying(connection);
    let view = await look(connection, this.#name);
    const restored: string[] = [];
    if (!this.#isDefinitionKnown(connection, view)) {
      restored.push(...(await restoreDefinition(connection, this.#name, this.#definition)));
      this.#known = undefined;
      view = await look(connection, this.#name);
    }
    const written = await restoreRows(connection, this.#name, this.#template, this.#maybeChanged(view));
    restored.push(...written.map(({ name }) => name), ...(await this.#restoreCounters(connection, view)));
    const { definitionsEver } = restored.length === 0 ? view : await look(connection, this.#name);
    this.#known = { connection, definitionsEver, time: view.time };
    return [...new Set(restored)];
  }

  #isDefinitionKnown(connection: Connection, { definitionsEver }: View): boolean {
    return this.#known?.connection === connection && this.#known.definitionsEver === definitionsEver;
  }

  #maybeChanged({ tables }: View) {
    const since = this.#known === undefined ? 0 : this.#known.time - MARGIN_SECONDS;
    return this.#template.definition.tables.filter(({ name }) => (tables.get(name)?.changedAt ?? since) >= since);
  }

  async #restoreCounters(connection: Connection, { tables }: View): Promise<string[]> {
    const wrong = this.#template.definition.tables.filter(
      ({ name, autoIncrement }) => tables.get(name)?.autoIncrement !== autoIncrement,
    );
    await runAll(
      connection,
      wrong.map(
        ({ name, autoIncrement }) =>
          `ALTER TABLE ${quote(this.#name)}.${quote(name)} AUTO_INCREMENT = ${autoIncrement ?? 1}`,
      ),
    );
    return wrong.map(({ name }) => name);
  }
}
