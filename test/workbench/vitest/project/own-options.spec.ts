import { expect, test } from 'vitest';
import { useWorkbench } from '../../../../workbench/vitest/index.ts';
import { leaveOpen } from './call.ts';

await useWorkbench({ failOnLeak: false });

test('a file may have options of its own', async () => {
  expect(await leaveOpen()).toBeTypeOf('string');
});
