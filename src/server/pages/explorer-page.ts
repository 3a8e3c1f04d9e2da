import { readFileSync } from 'node:fs';
import { type IncomingMessage } from 'node:http';
import { dirname, join } from 'node:path';

import { type FastifyInstance, type FastifyReply } from 'fastify';

import { type PageTemplate, root, sendHtml, sendPage } from './page';
import { serveFolder } from './static-files';

/** The values of the sandbox that the pages fill in for a person. */
export interface DemoPerson {
  credentials: Readonly<Record<'email' | 'password' | 'siteId', string>>;
  /** The id of an existing session. */
  sessionId: string;
  /** A new bearer token. */
  issueToken(): string;
  /** The origin of the sandbox for clients that reach this machine as `hostname`. */
  originAt: (hostname: string) => string;
}

const sandboxHost = 'https://sandbox.embed.apollographql.com';

const sandboxPage: PageTemplate = {
  file: 'explorer/explorer.html',
  policy: {
    'script-src': ['https://embeddable-sandbox.cdn.apollographql.com'],
    'frame-src': [sandboxHost],
    'connect-src': ["'self'", sandboxHost],
    'img-src': ['data:'],
  },
};

const altairPolicy = {
  // The hashes of the styles that Altair inserts without a nonce. They change with its version.
  'style-src': [
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    "'sha256-KEusrVhJr9hIBdaMJvOVaP+WWz8kc3DCY43CCLLIGfY='",
    "'sha256-yk9i/VlAiCewfGAOHBXDc9YkttDeM+lHMEWQuZFElGM='",
  ],
  'connect-src': ["'self'"],
  'font-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'worker-src': ["'self'"],
  'frame-src': ["'self'"],
  'base-uri': ["'self'"],
};

/** Fixes for Altair: accessible names, and a layout for narrow screens. */
const ownParts =
  '<link rel="stylesheet" href="/pages/explorer/altair.css"><script type="module" src="/pages/explorer/altair.js"></script>';

/** Whether a browser opens `/graphql` as a page, rather than sends an operation. */
export function isBrowserNavigation({
  method,
  url = '',
  headers,
}: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): boolean {
  return (
    method === 'GET' &&
    headers.accept?.includes('text/html') === true &&
    !/[?&](query|extensions|operationName)=/.test(url)
  );
}

/** Sends the page of Apollo Sandbox, which redirects to Altair where Apollo Sandbox cannot load. */
export function sendExplorerPage(reply: FastifyReply, demo: DemoPerson | undefined): FastifyReply {
  return sendPage(reply, sandboxPage, firstOperation(demo));
}

/** Serves Altair, the explorer that needs no other host, at `/graphql/altair/`. */
export function altairPage(app: FastifyInstance, demo: DemoPerson | undefined): void {
  app.get('/graphql/altair', (_request, reply) => reply.redirect('/graphql/altair/'));
  app.get('/graphql/altair/', async (_request, reply) => {
    // Imported on demand: it takes longer to load than the rest of the server.
    const { renderAltair } = await import('altair-static');
    const { document, variables, headers } = firstOperation(demo);
    return sendHtml(reply, altairPolicy, (nonce) =>
      renderAltair({
        baseURL: '/graphql/altair/',
        cspNonce: nonce,
        endpointURL: '/graphql',
        initialQuery: document,
        initialVariables: JSON.stringify(variables, null, 2),
        initialHeaders: headers,
        // Otherwise Altair stores the headers, with a token, in the browser's storage.
        preserveState: false,
        initialSettings: {
          disablePushNotification: true,
          'banners.disable': true,
          'alert.disableUpdateNotification': true,
        },
      })
        .replace('<html', '<html lang="en"')
        .replace('</head>', `${ownParts}</head>`)
        .replaceAll(/<(?:script|link)(?= [^>]*(?:src|modulepreload|stylesheet))/g, `$& nonce="${nonce}"`),
    );
  });
  serveFolder(
    app,
    '/graphql/altair/',
    join(dirname(require.resolve('altair-static')), 'dist'),
    altairHeaders,
  );
}

function altairHeaders(path: string): Record<string, string> | undefined {
  if (path === 'index.html') return undefined;
  // Altair runs scripts of its user here. The policy isolates them from this origin.
  return path.startsWith('iframe-sandbox/') ? { 'content-security-policy': 'sandbox allow-scripts' } : {};
}

/** The operation that an explorer shows first. It works without changes. */
function firstOperation(demo: DemoPerson | undefined): {
  document: string;
  variables: Record<string, string>;
  headers: Record<string, string>;
} {
  return demo === undefined
    ? {
        document: operation('instagram-auth-url'),
        variables: {},
        headers: { Authorization: 'Bearer <the token of authenticate>' },
      }
    : {
        document: operation('instagram-session'),
        variables: { id: demo.sessionId },
        headers: { Authorization: `Bearer ${demo.issueToken()}` },
      };
}

function operation(name: string): string {
  return readFileSync(join(root, 'schema', 'operations', `${name}.graphql`), 'utf8');
}
