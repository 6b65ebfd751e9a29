// A variable that is there and empty, as `${HOST:-}` in a compose file gives it, is as good as none; an empty option is a mistake.
import { Command } from 'commander';
import { afterEach, expect, test, vi } from 'vitest';
import {
  addDataOption,
  addEngineOption,
  addFillOptions,
  addListenOptions,
} from '../../../workbench/commands/options.ts';

afterEach(() => void vi.unstubAllEnvs());

/** @returns what a command with all options that have variables is told. */
function parse(args: readonly string[]): unknown {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  addDataOption(addEngineOption(addListenOptions(addFillOptions(command, { schema: '', database: '' }))));
  return command.parse(args, { from: 'user' }).opts();
}

test('an empty variable is as good as none', () => {
  for (const name of ['EMULATOR_HOST', 'EMULATOR_PORT', 'EMULATOR_CLUSTERS', 'WORKBENCH_ENGINE', 'WORKBENCH_DATA']) {
    vi.stubEnv(name, '');
  }
  expect(parse([])).toEqual({ engine: 'auto', host: '127.0.0.1', port: 8080 });
});

test('a variable with something in it counts', () => {
  vi.stubEnv('EMULATOR_HOST', '::1');
  vi.stubEnv('EMULATOR_PORT', '0');
  vi.stubEnv('WORKBENCH_ENGINE', 'mysql');
  expect(parse([])).toMatchObject({ engine: 'mysql', host: '::1', port: 0 });
});

test('an empty address is refused: it would open all of the network', () => {
  expect(() => parse(['--host', ''])).toThrow('is an address of this machine');
});
