import express, { type RequestHandler, type Response } from 'express';
import { randomBytes } from 'node:crypto';
import { withoutSecretKey } from '../environment.ts';
import { WORKBENCH_PATH } from '../workbench-path.ts';
import { respondJson } from '../http/respond-json.ts';
import type { Greeting } from '../http/greeting.ts';
import { readVersion } from '../package-root.ts';
import { allowStyles } from '../http/page-headers.ts';
import { loadPageAssets, type PageAsset } from './page-assets.ts';
import { toPageHtml } from './page-html.ts';

const ASSETS_PATH = `${WORKBENCH_PATH}/console`;
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** Serves the console to browsers; others get the greeting. @param describe asked every time. */
export function consoleRoute(describe: () => Greeting): RequestHandler {
  const router = express.Router({ caseSensitive: true, strict: true });
  router.get('/', (request, response, next) => {
    response.vary('accept');
    if (request.accepts(['text/plain', 'text/html']) !== 'text/html') return next();
    return loadPageAssets().then((assets) => respondPage(response, assets));
  });
  router.get(`${ASSETS_PATH}/:name`, (request, response, next) =>
    loadPageAssets().then((assets) => {
      const asset = assets.find(({ name }) => name === request.params.name);
      return asset === undefined ? next() : respondAsset(response, asset);
    }),
  );
  router.get(`${WORKBENCH_PATH}/about`, (_request, response) => {
    const greeting = describe();
    const environment = withoutSecretKey(greeting.environment);
    return respondJson(response, 200, { version: readVersion(), ...greeting, environment });
  });
  return router;
}

function respondPage(response: Response, assets: readonly PageAsset[]): void {
  const find = (pattern: RegExp): string => `${ASSETS_PATH}/${assets.find(({ name }) => pattern.test(name))?.name}`;
  const nonce = randomBytes(16).toString('base64');
  allowStyles(response, nonce);
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  response.end(toPageHtml({ script: find(/^main-.*\.js$/), style: find(/^main-.*\.css$/), nonce }));
}

function respondAsset(response: Response, { name, content }: PageAsset): void {
  response.setHeader('content-type', TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
  response.setHeader('cache-control', 'public, max-age=31536000, immutable');
  response.end(content);
}
