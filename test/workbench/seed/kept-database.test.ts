// The database of `start`: it outlives a server that was away.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openKeptDatabase } from '../../../workbench/seed/kept-database.ts';
import { startOwnServer } from '../../reliability/support/own-server.ts';

test('a reset while the server is away fails, and the next one works', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kept-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const schema = join(folder, 'schema.sql');
  await writeFile(schema, 'CREATE TABLE fruit (name VARCHAR(20) PRIMARY KEY); INSERT INTO fruit VALUES ("apple");');
  await using server = await startOwnServer();
  const kept = await openKeptDatabase(server, 'shop', { files: [schema], isRepeatable: false });
  await server.die();
  await expect(kept.reset()).rejects.toThrow('ECONNREFUSED');
  await server.start();
  expect(await kept.reset()).toEqual([]);
  await kept.close();
});
