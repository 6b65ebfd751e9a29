import { test } from 'vitest';
import { useWorkbench } from '../../../../workbench/vitest/index.ts';

await useWorkbench();

test.todo('is not reached');
