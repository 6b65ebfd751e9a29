// Runs the workbench of a clone: as it was built, which is quicker, or from its sources where they are newer.
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const built = changedAt(`${root}dist/workbench/main.js`);

function isOlder(folder) {
  return readdirSync(folder, { withFileTypes: true }).every((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? isOlder(path) : changedAt(path) < built;
  });
}

// npm notes there what it has installed: of packages, too, what was built has its copy.
const arePackagesOlder = changedAt(`${root}node_modules/.package-lock.json`) < built;

if (arePackagesOlder && isOlder(`${root}emulator`) && isOlder(`${root}workbench`)) {
  await import('../../dist/workbench/main.js');
} else {
  await import('tsx');
  await import('../main.ts');
}
