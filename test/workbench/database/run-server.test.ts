import { createServer } from 'node:net';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { copyTemplate } from '../../../workbench/database/data-folder.ts';
import { dataTemplate } from '../../../workbench/database/data-template.ts';
import { PortTakenError, runServer } from '../../../workbench/database/run-server.ts';
import { anyBinary, REQUEST } from './support/any-binary.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

test('a port that somebody else was quicker to open is recognised, so that another one is tried', async () => {
  const taken = createServer();
  onTestFinished(() => void taken.close());
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, '127.0.0.1', () => {
      const address = taken.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const binary = await anyBinary();
  const folder = await temporaryFolder();
  const places = {
    temporaryFolder: folder,
    dataFolder: join(folder, 'data'),
    socketPath: join(folder, 'mysql.sock'),
    initFile: join(folder, 'accounts.sql'),
    exchangeFolder: join(folder, 'exchange'),
    port,
  };
  await mkdir(places.exchangeFolder);
  await copyTemplate(await dataTemplate(binary, REQUEST), places.dataFolder);
  const run = runServer({
    binary,
    env: process.env,
    places,
    keepData: false,
    password: 'secret',
    waiting: () => undefined,
  });
  await expect(run).rejects.toThrow(PortTakenError);
});
