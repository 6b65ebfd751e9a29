// Makes docs/console.png, the picture of the README: npm run screenshot
import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import { fileURLToPath } from 'node:url';
import { startWorkbench, type Workbench } from '../../workbench/index.ts';
import { createFunction } from '../../workbench/lambda/lambda-function.ts';
import { startBrowser } from '../support/browser.ts';

const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

await using workbench = await startWorkbench({
  schema: file('handler/employee.sql'),
  database: 'EmployeeDB',
  port: 8080,
});
const browser = await startBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 700 } });
  await page.goto(`${workbench.endpoint}/#/calls`);
  await page.getByText('Live', { exact: true }).waitFor();
  await makeCalls(workbench);
  await page.getByRole('button', { name: 'Timeline' }).click();
  await page.locator('.list-row', { hasText: 'DatabaseErrorException' }).click();
  await page.getByText('A row with this key is there already.').waitFor();
  await page.screenshot({ path: file('docs/console.png') });
} finally {
  await browser.close();
}

/** A handler that succeeds, one that fails and rolls back, and a look at what became of it. */
async function makeCalls({ env, endpoint, resourceArn, secretArn, database }: Workbench): Promise<void> {
  const handler = file('handler/solutions/lambda-dataapi.ts');
  const solution = createFunction({ file: handler, environment: () => env, timeoutMs: 10_000 });
  await solution.invoke('{"EmpId":4,"EmpName":"Radia Perlman"}');
  await solution.invoke('{"EmpId":3,"EmpName":"Grace Hopper"}');
  await solution.stop();
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new RDSDataClient({ endpoint, region: 'us-east-1', credentials });
  const sql = 'SELECT EmpId, EmpName FROM Employee WHERE EmpName LIKE :name';
  const parameters = [{ name: 'name', value: { stringValue: '%Hopper' } }];
  await client.send(new ExecuteStatementCommand({ resourceArn, secretArn, database, sql, parameters }));
  client.destroy();
}
