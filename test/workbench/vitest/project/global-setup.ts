import { globalWorkbench } from '../../../../workbench/vitest/global-setup.ts';

export default globalWorkbench({
  schema: new URL('../../../../examples/schema.sql', import.meta.url),
  failOnLeak: true,
  maskValues: true,
});
