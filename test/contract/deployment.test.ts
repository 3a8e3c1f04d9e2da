import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { loadConfig, settingNames } from '../../src/config/config';

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface ComposeService {
  build?: { context: string; dockerfile: string };
  image: string;
  entrypoint?: string[];
  command?: string[];
  environment?: Record<string, string | number>;
  volumes?: string[];
  ports?: string[];
  depends_on?: string[];
  networks: string[];
  healthcheck?: object;
  mem_limit: string;
  stop_grace_period?: string;
}

describe('the compose file', () => {
  const { services, networks } = parse(read('deploy/compose.yaml')) as {
    services: Record<string, ComposeService>;
    networks: Record<string, { internal?: boolean }>;
  };
  const replicas = ['gateway-1', 'gateway-2', 'gateway-3'];
  const service = (name: string): ComposeService => {
    const found = services[name];
    if (found === undefined) throw new Error(`compose.yaml has no ${name}.`);
    return found;
  };
  const gateway = service('gateway-1');
  const environment: Record<string, string | number> = {
    ...gateway.environment,
    CACHE_SECRET: 'x'.repeat(32),
  };

  it('runs three equal replicas behind a proxy, with one store', () => {
    expect(Object.keys(services)).toEqual(['proxy', ...replicas, 'valkey']);
    for (const name of replicas) expect(service(name)).toEqual(gateway);
    expect(gateway.depends_on).toEqual(['valkey']);
    expect(read(join('deploy', gateway.build?.context ?? '', gateway.build?.dockerfile ?? ''))).toContain(
      'FROM',
    );
  });

  it('publishes only the port of the proxy, on the loopback address', () => {
    expect(Object.keys(services).filter((name) => service(name).ports !== undefined)).toEqual(['proxy']);
    expect(service('proxy').ports).toEqual(['${LISTEN:-127.0.0.1:8080}:8080']);
  });

  it('keeps the store in an internal network without the proxy', () => {
    expect(service('valkey').networks).toEqual(['cache']);
    expect(networks['cache']?.internal).toBe(true);
    expect(service('proxy').networks).toEqual(['edge']);
  });

  it('starts the store with LRU eviction and without persistence', () => {
    const { entrypoint, command = [] } = service('valkey');
    expect(entrypoint).toEqual(['valkey-server']);
    expect(command.join(' ')).toContain(
      '--save  --appendonly no --maxmemory 128mb --maxmemory-policy allkeys-lru',
    );
  });

  it('sets only settings that exist', () => {
    const names = Object.keys(environment).filter((name) => name !== 'NODE_OPTIONS');
    expect(names.filter((name) => !settingNames.includes(name))).toEqual([]);
    // With the defaults of its variables.
    const defaults = Object.entries(environment).map(
      ([name, text]) => [name, String(text).replace(/\$\{\w+:-([^}]*)\}/, '$1')] as const,
    );
    const { server } = loadConfig({ sandbox: false }, Object.fromEntries(defaults));
    expect(server.trustedProxies.length).toBeGreaterThan(0);
  });

  it('gives a replica the measured heap limit and memory', () => {
    const [, heap] = /^--max-old-space-size=(\d+)$/.exec(String(environment['NODE_OPTIONS'])) ?? [];
    const memory = gateway.mem_limit.replace('m', ' MiB');
    const rows = read('docs/deploying.md').split('\n');
    expect(rows.filter((row) => new RegExp(`^\\| ${memory} +\\| +${heap} `).test(row))).toHaveLength(1);
  });

  it('lists all replicas in the configuration of the proxy, which overwrites X-Forwarded-For', () => {
    const proxy = read('deploy/haproxy.cfg');
    const servers = [...proxy.matchAll(/^ {2}server (\S+) (\S+)$/gm)].map(([, name, address]) => [
      name,
      address,
    ]);
    expect(servers).toEqual(replicas.map((name) => [name, `${name}:4000`]));
    expect(proxy).toContain('http-request set-header X-Forwarded-For %[src]');
    expect(service('proxy').volumes).toEqual(['./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro,z']);
  });

  it('removes a replica from the proxy before it stops serving', () => {
    const proxy = read('deploy/haproxy.cfg');
    expect(proxy).toContain('http-check expect status 200 error-status L7OKC');
    const interSeconds = Number(/check inter (\d+)s fall 3 /.exec(proxy)?.[1]);
    const timeoutSeconds = Number(/timeout check (\d+)s/.exec(proxy)?.[1]);
    const { SHUTDOWN_DELAY_MS } = gateway.environment ?? {};
    const { server } = loadConfig({ sandbox: false }, { SHUTDOWN_DELAY_MS: String(SHUTDOWN_DELAY_MS) });
    expect(server.shutdownDelayMs).toBeGreaterThan((interSeconds + timeoutSeconds) * 1000);
  });
});

describe('the image', () => {
  const dockerfile = read('deploy/Dockerfile');
  const lines = dockerfile.split('\n');
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM')));

  it('has no shell, and an unprivileged user', () => {
    expect(last[0]).toMatch(/distroless\S+:nonroot(?:@sha256:[0-9a-f]{64})?$/);
    expect(last.filter((line) => line.startsWith('RUN') || line.startsWith('USER root'))).toEqual([]);
    // A command that is no JSON list would need one.
    for (const line of last.filter((one) => /^(?:CMD|ENTRYPOINT|HEALTHCHECK)/.test(one))) {
      expect(JSON.parse(line.slice(line.indexOf('[')))).toEqual(expect.any(Array));
    }
  });

  it('is labelled with the version of the package, and built with its compiler', () => {
    const { version, devDependencies } = JSON.parse(read('package.json')) as {
      version: string;
      devDependencies: Record<string, string>;
    };
    expect(dockerfile).toContain(`org.opencontainers.image.version="${version}"`);
    expect(dockerfile).toContain(` typescript@${devDependencies['typescript'] ?? ''}\n`);
    for (const [, tag] of dockerfile.matchAll(/^FROM \S+node:(\S+)/gm))
      expect(tag).toMatch(/^\d+\.\d+\.\d+-/);
  });

  it('copies only files that exist and are not ignored', () => {
    const shown = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    const copied = lines
      .filter((line) => line.startsWith('COPY') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(copied.filter((path) => !shown.includes(`!${path}`))).toEqual([]);
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('sets only settings that exist', () => {
    const names = [...(/^ENV (.*)$/m.exec(dockerfile)?.[1] ?? '').matchAll(/(\w+)=/g)].map(
      ([, name]) => name,
    );
    expect(names.filter((name) => name !== 'NODE_ENV' && !settingNames.includes(name ?? ''))).toEqual([]);
  });
});
