// Two starts that find the same new folder empty: one of them fills it.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { DataFolderInUseError, prepareKeptData } from '../../../workbench/database/data-folder.ts';
import { anyBinary } from './support/any-binary.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const MARK = 'rds-data-workbench.unfinished';

vi.mock('node:fs/promises', async (load) => {
  const actual = await load<typeof import('node:fs/promises')>();
  // The other one leaves its mark right after our look.
  const lookTooEarly = async (folder: string): Promise<string[]> =>
    (await actual.readdir(folder)).filter((name) => name !== MARK);
  return { ...actual, readdir: lookTooEarly };
});

test('whose mark comes second leaves the folder to the first', async () => {
  const [template, folder] = [await temporaryFolder(), await temporaryFolder()];
  await mkdir(join(template, 'mysql'));
  await writeFile(join(folder, MARK), String(process.ppid));
  const preparing = prepareKeptData(folder, template, await anyBinary());
  await expect(preparing).rejects.toThrow(DataFolderInUseError);
  await expect(preparing).rejects.toThrow(`${folder} is just being filled by another start`);
  expect(await readFile(join(folder, MARK), 'utf8')).toBe(String(process.ppid));
  expect(await readdir(folder)).toEqual([]);
});
