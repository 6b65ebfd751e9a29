import { globalWorkbench } from 'rds-data-workbench/vitest';

export default globalWorkbench({ schema: new URL('../schema.sql', import.meta.url) });
