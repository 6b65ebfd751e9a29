// DATABASE_URL as people write it.
import { expect, test } from 'vitest';
import { readDatabaseUrl } from '../../../emulator/cluster/database-url.ts';
import { InvalidSettingError } from '../../../emulator/invalid-setting-error.ts';

test('what is percent-encoded is decoded, once', () => {
  const server = { host: 'db', port: 3306, user: 'ro%ot', password: '100%25@' };
  expect(readDatabaseUrl('mysql://ro%25ot:100%2525%40@db')).toEqual(server);
});

test.each(['mysql://root:100%sure@db', 'mysql://ro%ot:hush@db', 'mysql://root:50%@db'])(
  'a percent sign that stands for itself is told, without the password: %s',
  (url) => {
    const read = () => readDatabaseUrl(url);
    expect(read).toThrow(InvalidSettingError);
    expect(read).toThrow(/^user and password are percent-encoded: write % as %25$/);
  },
);
