import { expect, test } from 'vitest';
import { useWorkbench } from '../../../../workbench/vitest/index.ts';
import { leaveOpen } from './call.ts';

await useWorkbench();

test('a test that leaves a transaction open fails', async () => {
  expect(await leaveOpen()).toBeTypeOf('string');
});
