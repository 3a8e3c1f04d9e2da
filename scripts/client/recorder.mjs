import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { startApp } = require('../../dist/app.js');
const { loadConfig } = require('../../dist/config/config.js');
const { startSandbox } = require('../../dist/sandbox/sandbox.js');

/** A sandbox, and as many gateways in front of it as the records need. */
export class Recorder {
  #apps = [];
  #proxies = [];

  constructor(sandbox) {
    this.sandbox = sandbox;
  }

  static async start() {
    return new Recorder(await startSandbox({ host: '127.0.0.1', port: 0 }));
  }

  /** Starts a gateway as shipped, but for these settings and constants. Its GraphQL address. */
  async gateway(settings = {}, overrides = {}, oneboxOrigin = this.sandbox.origin) {
    const env = { PORT: '0', LOG_LEVEL: 'silent', ONEBOX_API_URL: oneboxOrigin, ...settings };
    const config = loadConfig({ sandbox: false }, env);
    for (const [group, options] of Object.entries(overrides)) Object.assign(config[group], options);
    const app = await startApp(config);
    this.#apps.push(app);
    return `${app.origin}/graphql`;
  }

  /** Starts a server in front of the sandbox that changes its JSON bodies, by their paths. */
  async changedSandbox(change) {
    const server = createServer(async ({ url, headers: { authorization = '' } }, response) => {
      const answer = await fetch(new URL(url, this.sandbox.origin), { headers: { authorization } });
      const body = JSON.stringify(change(await answer.json(), url));
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#proxies.push(server);
    return `http://127.0.0.1:${server.address().port}`;
  }

  get bearer() {
    return { authorization: `Bearer ${this.sandbox.issueToken()}` };
  }

  /** Sends a body, and gives what came as it is recorded. */
  async send(url, body, headers = this.bearer, id = 'recorded') {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        'x-request-id': id,
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const retryAfter = response.headers.get('retry-after');
    return {
      status: response.status,
      ...(retryAfter !== null && { headers: { 'retry-after': retryAfter } }),
      body: this.#recorded(await response.json()),
    };
  }

  async close() {
    for (const app of this.#apps) await app.close();
    for (const proxy of this.#proxies) proxy.closeAllConnections();
    for (const proxy of this.#proxies) await new Promise((resolve) => proxy.close(resolve));
    await this.sandbox.close();
  }

  /** Without what differs from run to run: tokens, ports, times. */
  #recorded(body) {
    const text = JSON.stringify(body, (key, value) => {
      if (key === 'token') return 'token.of.the-sandbox';
      // The sandbox's tokens live for 15 minutes.
      if (key === 'expiresAt') return 'in 900 s';
      if (key === 'retryAt') return fromNow(value);
      return value;
    });
    return JSON.parse(text.replaceAll(this.sandbox.origin, 'https://onebox.example'));
  }
}

/** Rounded. What is more than an hour away differs with the time of day, as the end of a quota does: 18 hours stand for it. */
function fromNow(time) {
  const seconds = Math.max(1, Math.round((Date.parse(time) - Date.now()) / 1000));
  return `in ${seconds > 3600 ? 64_800 : seconds} s`;
}
