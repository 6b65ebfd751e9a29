// Whether a page can drive an emulator on its user's machine, asked of a real browser: pages of others try everything.
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net';
import mysql, { type RowDataPacket } from 'mysql2/promise';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { startWorkbench, type SeedPlace, type Workbench } from '../../../workbench/index.ts';
import { BROWSER_PATH, startBrowser } from '../../support/browser.ts';
import { BUSY_MACHINE } from '../../support/busy.ts';

const PAGE = '<!doctype html><title>A page</title><body></body>';
const script = (name: string): Promise<string> => readFile(new URL(name, import.meta.url), 'utf8');

/** The web server of an attacker. */
const serveAttacker = (): Server =>
  createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').setHeader('connection', 'close').end(PAGE);
  });

/** What a name leads to after its owner has moved it, which a browser does not notice. @param toPort asked each time. */
const serveMovingName = (toPort: () => number): TcpServer =>
  createTcpServer((socket) => {
    const other = connect(toPort(), '127.0.0.1');
    for (const each of [socket, other]) each.on('error', () => each.destroy());
    socket.pipe(other).pipe(socket);
  });

async function listen(server: TcpServer): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function createTable({ databaseUrl }: SeedPlace): Promise<void> {
  const connection = await mysql.createConnection({ uri: databaseUrl });
  await connection.query('CREATE TABLE Harm (Id INT NOT NULL)');
  await connection.end();
}

describe.skipIf(BROWSER_PATH === undefined)('in a browser', BUSY_MACHINE, () => {
  let browser: Browser;
  let attacker: Server;
  let attackerPort: number;
  let movingName: TcpServer;
  let movingPort: number;
  /** Where the moving name leads. */
  let movedTo: number;
  let workbench: Workbench;
  let page: Page;
  /** What the emulator answered: an attack that the browser stops by itself would prove nothing of the emulator. */
  let answers: Map<string, Set<number>>;

  beforeAll(async () => {
    browser = await startBrowser(['evil.example', 'evil']);
    attacker = serveAttacker();
    attackerPort = await listen(attacker);
    movingName = serveMovingName(() => movedTo);
    movingPort = await listen(movingName);
    workbench = await startWorkbench({ engine: inject('databaseUrl'), seed: createTable });
  });
  afterAll(async () => {
    await browser.close();
    attacker.close();
    movingName.close();
    await workbench.stop();
  });

  beforeEach(async () => {
    await workbench.reset();
    page = await browser.newPage();
    answers = new Map();
    page.on('response', (response) => {
      const { port, pathname } = new URL(response.url());
      if (port === String(attackerPort)) return;
      const request = `${response.request().method()} ${pathname}`;
      answers.set(request, (answers.get(request) ?? new Set()).add(response.status()));
    });
  });
  afterEach(() => page.close());

  const endpointAt = (host: string): string => `http://${host}:${new URL(workbench.endpoint).port}`;
  const body = (): string => {
    const { resourceArn, secretArn, database } = workbench;
    return JSON.stringify({ resourceArn, secretArn, database, sql: 'INSERT INTO Harm VALUES (1)' });
  };

  /** Calls a function that a script has given the page. */
  async function run(name: string, call: string, ...args: readonly string[]): Promise<unknown> {
    // Past the page's own policy, which would not have it.
    await page.evaluate(await script(name));
    return page.evaluate(`${call}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`);
  }

  async function rows(): Promise<number> {
    const connection = await mysql.createConnection({ uri: workbench.databaseUrl });
    const [[row]] = await connection.query<RowDataPacket[]>('SELECT COUNT(*) AS count FROM Harm');
    await connection.end();
    return Number(row?.['count']);
  }

  /** Lets the page try everything at an endpoint, which refuses it all. @returns what was done nevertheless. */
  async function tryEverything(endpoint: string): Promise<object> {
    answers.clear();
    expect(await run('attack.js', 'attack', endpoint, body())).toEqual([]);
    expect([...answers].filter(([, statuses]) => [...statuses].some((status) => status !== 403))).toEqual([]);
    expect([...answers.keys()].toSorted()).toEqual([
      ...(answers.has('DELETE /_workbench/calls') ? ['DELETE /_workbench/calls'] : []),
      'GET /',
      'GET /_workbench/calls',
      'GET /_workbench/calls/stream',
      'GET /_workbench/transactions',
      ...(answers.has('OPTIONS /Execute') ? ['OPTIONS /Execute'] : []),
      ...(answers.has('OPTIONS /_workbench/calls') ? ['OPTIONS /_workbench/calls'] : []),
      'POST /',
      'POST /2015-03-31/functions/lambda-rds/invocations',
      'POST /Execute',
      'POST /_workbench/reset',
    ]);
    return { calls: workbench.calls.all(), rows: await rows() };
  }

  test.each([
    ['another site', 'evil.example', 'localhost'],
    ['another site', 'evil.example', '127.0.0.1'],
    ['another port of this machine', 'localhost', 'localhost'],
    ['another port of this machine', '127.0.0.1', '127.0.0.1'],
  ])('a page of %s (%s to %s) reads and does nothing (choice: closed-door)', async (_what, from, to) => {
    await page.goto(`http://${from}:${attackerPort}/`);
    expect(await tryEverything(endpointAt(to))).toEqual({ calls: [], rows: 0 });
  });

  test.each(['evil.example', 'evil'])(
    'DNS rebinding: a page of %s reads and does nothing when its name leads here (choice: closed-door)',
    async (host) => {
      movedTo = attackerPort;
      await page.goto(`http://${host}:${movingPort}/`);
      movedTo = Number(new URL(workbench.endpoint).port);
      expect(await tryEverything(`http://${host}:${movingPort}`)).toEqual({ calls: [], rows: 0 });
    },
  );

  test.each([
    ['/', 200],
    ['/_workbench/calls', 403],
  ])('a link of another site to %s: %d (choice: closed-door)', async (path, status) => {
    await page.goto(`http://evil.example:${attackerPort}/`);
    const answer = page.waitForResponse(endpointAt('localhost') + path);
    await page.evaluate(`setTimeout(() => { location.href = '${endpointAt('localhost')}${path}'; })`);
    expect((await answer).status()).toBe(status);
  });

  test('a window that another site opens knows nothing of its opener (choice: closed-door)', async () => {
    await page.goto(`http://evil.example:${attackerPort}/`);
    const url = `${endpointAt('localhost')}/`;
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(`void (globalThis.popup = open('${url}'))`),
    ]);
    await popup.waitForURL(url);
    expect(await popup.evaluate('opener === null')).toBe(true);
    expect(await page.evaluate('popup.closed')).toBe(true);
  });

  test.each(['localhost', '127.0.0.1'])('a page of the same port, at %s, may (choice: closed-door)', async (host) => {
    await page.goto(`${endpointAt(host)}/`);
    const seen = await run('own-page.js', 'drive', body());
    expect(seen).toEqual({ executed: 200, calls: 1, streamed: true, cleared: 204 });
    expect(await rows()).toBe(2);
  });
});
