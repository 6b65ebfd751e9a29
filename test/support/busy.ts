/**
 * Options of tests that depend on how busy the machine is: of a browser, of statements that sleep for less than a second
 * while something is to happen, of ends that have a limit. They may be late once, where CI runs much at the same time;
 * what is wrong fails every time. All other tests have one try.
 */
export const BUSY_MACHINE = { retry: process.env['CI'] === 'true' ? 2 : 0 };
