import { RDSData } from '@aws-sdk/client-rds-data';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { checkEvent } from '../../../../handler/event.ts';
import { cluster, database, INSERT, SELECT, type Event } from '../parts.ts';

interface DataApiClient {
  query(sql: string): Promise<{ records: unknown[] }>;
  transaction(): {
    query(sql: string, parameters: object): ReturnType<DataApiClient['transaction']>;
    commit(): Promise<unknown>;
  };
}

const client = createDataApiClient();

/** With the library, which has transactions as chains. */
export const handler = async (event: Event) => {
  checkEvent(event);
  await client.transaction().query(INSERT, event).commit();
  return (await client.query(SELECT)).records;
};

/** The library as it is published wants version 2 of the SDK: it is given version 3 in its clothes. */
function createDataApiClient(): DataApiClient {
  const require = createRequire(`${process.cwd()}/package.json`);
  const path = require.resolve('data-api-client');
  const library = compileFunction(readFileSync(path, 'utf8'), ['require', 'module']);
  const sdk = new RDSData() as unknown as Record<string, (input: object) => Promise<unknown>>;
  const promised = (name: string) => (input: object) => ({ promise: () => sdk[name]?.(input) });
  const names = ['executeStatement', 'beginTransaction', 'commitTransaction', 'rollbackTransaction'];
  function RDSDataService(): object {
    return Object.fromEntries(names.map((name) => [name, promised(name)]));
  }
  const module: { exports?: (options: object) => DataApiClient } = {};
  library((name: string) => (name === 'aws-sdk' ? { RDSDataService } : createRequire(path)(name)), module);
  if (module.exports === undefined) throw new Error('data-api-client exports nothing');
  return module.exports({ ...cluster, database, hydrateColumnNames: false, formatOptions: { deserializeDate: false } });
}
