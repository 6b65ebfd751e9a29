// A statement that was prepared while a column had another type does not keep that type past a reset.
import { ExecuteStatementCommand } from '@aws-sdk/client-rds-data';
import { expect, test } from 'vitest';
import { startWorkbench } from '../../../workbench/index.ts';
import { createClient } from '../../support/emulator.ts';

test('what a test has prepared for a changed column is prepared anew after a reset', async () => {
  const schema = new URL('./support/codes.sql', import.meta.url);
  await using workbench = await startWorkbench({ schema });
  const client = createClient(workbench.endpoint);
  const { resourceArn, secretArn, database } = workbench;
  const execute = async (sql: string, text?: string): Promise<unknown> => {
    const parameters = text === undefined ? [] : [{ name: 'code', value: { stringValue: text } }];
    const command = new ExecuteStatementCommand({ resourceArn, secretArn, database, sql, parameters });
    return (await client.send(command)).records;
  };
  await execute('ALTER TABLE codes MODIFY code INT');
  await execute('INSERT INTO codes VALUES (:code)', '007');
  await workbench.reset();
  await execute('INSERT INTO codes VALUES (:code)', '007');
  expect(await execute('SELECT code FROM codes')).toEqual([[{ stringValue: '007' }]]);
  client.destroy();
});
