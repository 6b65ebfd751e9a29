// How the console is served: to whom, with which headers, and how heavy it is.
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startWorkbench, type Workbench } from '../../workbench/index.ts';
import { loadPageAssets } from '../../workbench/console/page-assets.ts';

const MAX_BYTES = 350 * 1000;

let workbench: Workbench;
beforeAll(async () => {
  workbench = await startWorkbench({ engine: inject('databaseUrl') });
});
afterAll(() => workbench.stop());

const get = (path: string, accept?: string): Promise<Response> =>
  fetch(`${workbench.endpoint}${path}`, accept === undefined ? {} : { headers: { accept } });

test.each([
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html; charset=utf-8'],
  ['*/*', 'text/plain; charset=utf-8'],
  ['text/plain', 'text/plain; charset=utf-8'],
  ['application/json', 'text/plain; charset=utf-8'],
])('who accepts %s gets %s', async (accept, type) => {
  const response = await get('/', accept);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
  expect(response.headers.get('vary')).toMatch(/accept/i);
});

test('the page names its files by their content, and they may be kept for good', async () => {
  const html = await (await get('/', 'text/html')).text();
  const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = '']) => path);
  expect(files).toEqual([
    expect.stringMatching(/^\/_workbench\/console\/main-[A-Z0-9]{8}\.css$/),
    expect.stringMatching(/^\/_workbench\/console\/main-[A-Z0-9]{8}\.js$/),
  ]);
  const found = await Promise.all(files.map((path) => get(path)));
  expect(found.map(({ headers }) => headers.get('cache-control'))).toEqual(
    files.map(() => 'public, max-age=31536000, immutable'),
  );
  expect(found.map(({ headers }) => headers.get('content-type'))).toEqual([
    'text/css; charset=utf-8',
    'text/javascript; charset=utf-8',
  ]);
});

test('the page itself is never kept, runs nothing inline, and lets the editor insert styles by a nonce of its own', async () => {
  const [first, second] = await Promise.all([get('/', 'text/html'), get('/', 'text/html')]);
  expect(first.headers.get('cache-control')).toBe('no-store');
  const policy = first.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self';");
  const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  expect(await first.text()).toContain(`<meta name="style-nonce" content="${nonce}">`);
  expect(await second.text()).not.toContain(nonce);
});

test('a file that is none of the page’s is answered as any other unknown route', async () => {
  expect((await get('/_workbench/console/main.js')).status).toBe(404);
});

test('GET /_workbench/about tells what a page needs to call the Data API', async () => {
  expect(await (await get('/_workbench/about')).json()).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
    server: expect.stringMatching(/^(?:MySQL|MariaDB) \d/) as string,
    isResettable: true,
    environment: workbench.env,
  });
});

test(`all files of the page together are under ${MAX_BYTES / 1000} kB compressed`, async () => {
  const sizes = (await loadPageAssets()).map(
    ({ name, content }) => [name, brotliCompressSync(content).length] as const,
  );
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.error(`The page: ${total} bytes compressed (${sizes.map(([name, size]) => `${name} ${size}`).join(', ')})`);
  expect(total).toBeLessThan(MAX_BYTES);
  expect(total).toBeGreaterThan(10_000);
});
