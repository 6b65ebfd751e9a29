// Part of the package's build: node --import tsx workbench/console/build-page.ts FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundlePage } from './bundle-page.ts';

const [folder = ''] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const { name, content } of await bundlePage()) writeFileSync(join(folder, name), content);
