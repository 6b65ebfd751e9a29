/** The workbench's own routes, below a path that is none of AWS's. */
export const WORKBENCH_PATH = '/_workbench';
