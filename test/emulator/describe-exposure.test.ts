import { expect, test } from 'vitest';
import { describeExposure } from '../../emulator/index.ts';

test.each(['127.0.0.1', '127.0.0.2', 'localhost', '::1'])('%s is reached from this machine alone', (host) => {
  expect(describeExposure(host)).toBeUndefined();
});

test.each(['0.0.0.0', '::', '192.168.1.5', 'my-machine', '127.evil.example'])('%s is worth a warning', (host) => {
  expect(describeExposure(host)).toMatch(/^WARNING: it listens on .*: anybody .* can run any SQL/);
});
