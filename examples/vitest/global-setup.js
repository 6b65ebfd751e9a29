import { globalWorkbench } from 'rds-data-workbench/vitest/global-setup';

export default globalWorkbench({ schema: new URL('../schema.sql', import.meta.url) });
