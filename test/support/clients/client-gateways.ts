import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  type ClientPlace,
  clientsInChromium,
  clientsInNode,
  type PageOrigin,
  startPageOrigin,
} from './client-places';
import { documentedBody } from '../fixtures';
import { startGateway, type TestGateway } from '../gateway/gateway';
import { type FakeOnebox, respondJson, startFakeOnebox } from '../onebox/fake-onebox';

/** A gateway by its settings. */
export type GatewayName = 'standard' | 'narrow' | 'warn' | 'enforce';

/** The operation in the manifest, as the clients print it. */
export const inManifest = 'query AuthUrl {\n  instagramAuthUrl\n}';
const manifestFile = join(mkdtempSync(join(tmpdir(), 'manifest-')), 'operations.json');
const hash = createHash('sha256').update(inManifest).digest('hex');
writeFileSync(manifestFile, JSON.stringify({ [hash]: inManifest }));

const settings: Readonly<Record<GatewayName, Record<string, string>>> = {
  standard: {},
  narrow: { MAX_REQUESTS: '1', RATE_LIMIT_CALLER: '2', RATE_LIMIT_SIGN_IN_ACCOUNT: '1' },
  warn: { PERSISTED_OPERATIONS: 'warn' },
  enforce: { PERSISTED_OPERATIONS: 'enforce', PERSISTED_OPERATIONS_FILES: manifestFile },
};
export const places = ['Node', 'Chromium'] as const;

export const goodAnswer = respondJson(200, documentedBody('session.200.json'));
/** The gateways and clients of the test file that calls {@link setUpClients}. */
export let onebox: FakeOnebox;
let page: PageOrigin;
const gateways = new Map<GatewayName, TestGateway>();
const running = new Map<(typeof places)[number], ClientPlace>();

/** Starts the gateways, and the clients in Node.js and in Chromium, for the tests of a file. */
export function setUpClients(): void {
  beforeAll(async () => {
    onebox = await startFakeOnebox(goodAnswer);
    page = await startPageOrigin();
    for (const [name, env] of Object.entries(settings)) {
      gateways.set(
        name as GatewayName,
        await startGateway(onebox.origin, { CORS_ORIGINS: page.origin, ...env }),
      );
    }
    const origins = [...gateways.values()].map(({ origin }) => origin);
    running.set('Node', await clientsInNode());
    running.set('Chromium', await clientsInChromium(page.origin, origins));
  }, 60_000);

  beforeEach(() => {
    onebox.requests.length = 0;
    onebox.answer = goodAnswer;
  });

  afterAll(async () => {
    await Promise.all([...running.values(), ...gateways.values(), page, onebox].map((one) => one.close()));
  });
}

export const urlOf = (name: GatewayName): string => `${gateways.get(name)?.origin ?? ''}/graphql`;
export const place = (name: (typeof places)[number]): ClientPlace => running.get(name) as ClientPlace;
