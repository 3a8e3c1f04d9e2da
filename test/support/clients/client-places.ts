import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type BuildOptions, buildSync } from 'esbuild';
import { type Browser } from 'playwright-core';

import { launchChromium } from '../browser/chromium';
import { watchedPage } from '../browser/watched-page';
import type * as GraphqlClients from './graphql-clients';

/** Where the client libraries run. */
export interface ClientPlace {
  ask(client: ClientName, request: GraphqlClients.ClientRequest): Promise<ClientResult>;
  askSignedIn(...args: Parameters<typeof GraphqlClients.askSignedIn>): Promise<ClientResult>;
  close(): Promise<void>;
}

/** The result that an application gets from a client. */
export type ClientResult = GraphqlClients.ClientResult;

/** A client library. */
export type ClientName = keyof typeof GraphqlClients.clients;

function bundle(options: BuildOptions): string {
  const { outputFiles = [] } = buildSync({
    entryPoints: [join(__dirname, 'graphql-clients.ts')],
    bundle: true,
    write: false,
    target: 'es2022',
    ...options,
  });
  return outputFiles[0]?.text ?? '';
}

/** Runs the client libraries in this process. */
export async function clientsInNode(): Promise<ClientPlace> {
  // Bundled, since some of them are ES modules only, which these tests are not.
  const file = join(mkdtempSync(join(tmpdir(), 'clients-')), 'clients.cjs');
  writeFileSync(file, bundle({ platform: 'node', format: 'cjs' }));
  const { clients, askSignedIn } = (await import(file)) as typeof GraphqlClients;
  return {
    ask: (client, request) => clients[client](request),
    askSignedIn,
    close: () => Promise.resolve(),
  };
}

/** A server with an empty page, whose scripts call the gateway from another origin. */
export interface PageOrigin {
  origin: string;
  close(): Promise<void>;
}

/** Starts one on a free port. */
export async function startPageOrigin(): Promise<PageOrigin> {
  const server = createServer((_request, response) => {
    response
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><title>CRM</title><link rel="icon" href="data:,">');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Runs the client libraries in a page of `from` in Chromium. */
export async function clientsInChromium(from: string, gateways: readonly string[]): Promise<ClientPlace> {
  const browser: Browser = await launchChromium();
  const { page } = await watchedPage(browser, { origins: [from, ...gateways] });
  await page.goto(from);
  await page.addScriptTag({
    content: bundle({ platform: 'browser', format: 'iife', globalName: 'graphqlClients' }),
  });
  return {
    ask: (client, request) =>
      page.evaluate(([name, sent]) => (globalThis as unknown as InPage).graphqlClients.clients[name](sent), [
        client,
        request,
      ] as const),
    askSignedIn: (...args) =>
      page.evaluate((sent) => (globalThis as unknown as InPage).graphqlClients.askSignedIn(...sent), args),
    close: () => browser.close(),
  };
}

interface InPage {
  graphqlClients: typeof GraphqlClients;
}
