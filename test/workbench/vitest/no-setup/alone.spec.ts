import { expect, test } from 'vitest';
import { useWorkbench } from '../../../../workbench/vitest/index.ts';

const workbench = await useWorkbench();

test('is not reached', () => {
  expect(workbench).toBeUndefined();
});
