import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Secret } from 'kubernetes-models/v1/Secret';
import { Service } from 'kubernetes-models/v1/Service';
import { parse, parseAllDocuments } from 'yaml';

import { loadConfig, settingNames } from '../../src/config/config';

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const models = {
  ConfigMap,
  Deployment,
  HorizontalPodAutoscaler,
  NetworkPolicy,
  PodDisruptionBudget,
  Secret,
  Service,
} as const;

interface Manifest {
  kind: keyof typeof models;
  metadata: { name: string };
  [field: string]: unknown;
}

const manifestFiles = readdirSync(join(root, 'deploy', 'kubernetes')).filter(
  (name) => name !== 'kustomization.yaml',
);
const manifests = manifestFiles.flatMap((name) =>
  parseAllDocuments(read(`deploy/kubernetes/${name}`)).map((document) => document.toJS() as Manifest),
);
const manifest = (kind: keyof typeof models): unknown => manifests.find((one) => one.kind === kind);

const deployment = manifest('Deployment') as {
  spec: {
    template: {
      metadata: { labels: Record<string, string> };
      spec: {
        terminationGracePeriodSeconds: number;
        containers: [
          {
            ports: { name: string; containerPort: number }[];
            readinessProbe: { httpGet: { path: string; port: string }; periodSeconds: number };
            livenessProbe: { httpGet: { path: string; port: string } };
          },
        ];
      };
    };
  };
};
const { data: environment } = manifest('ConfigMap') as { data: Record<string, string> };
const { stringData: secrets } = manifest('Secret') as { stringData: Record<string, string> };

describe('the Kubernetes manifests', () => {
  it.each(manifests.map((one) => [one.kind, one] as const))(
    'have a %s as its schema wants it',
    (kind, one) => {
      const model = new (models[kind] as new (data: unknown) => { validate(): void })(one);
      expect(() => {
        model.validate();
      }).not.toThrow();
    },
  );

  it('are all named in the kustomization', () => {
    const { resources } = parse(read('deploy/kubernetes/kustomization.yaml')) as { resources: string[] };
    expect([...resources].sort()).toEqual([...manifestFiles].sort());
  });

  it('choose the pods of the deployment everywhere', () => {
    const { labels } = deployment.spec.template.metadata;
    const [service, budget, policy] = [
      (manifest('Service') as { spec: { selector: object } }).spec.selector,
      (manifest('PodDisruptionBudget') as { spec: { selector: { matchLabels: object } } }).spec.selector
        .matchLabels,
      (manifest('NetworkPolicy') as { spec: { podSelector: { matchLabels: object } } }).spec.podSelector
        .matchLabels,
    ];
    expect([service, budget, policy]).toEqual([labels, labels, labels]);
  });

  it('set nothing but settings that there are, to what they take', () => {
    expect(
      Object.keys({ ...environment, ...secrets }).filter((name) => !settingNames.includes(name)),
    ).toEqual([]);
    const config = loadConfig(
      { sandbox: false },
      { ...environment, ...secrets, CACHE_SECRET: 'x'.repeat(32) },
    );
    const ports = deployment.spec.template.spec.containers[0].ports;
    expect(ports.map(({ containerPort }) => containerPort)).toEqual([
      config.server.port,
      config.telemetry.metricsPort,
    ]);
  });

  it('give a pod that ends the time to be taken out first, and then to finish', () => {
    const { containers, terminationGracePeriodSeconds } = deployment.spec.template.spec;
    const { server, graphql } = loadConfig({ sandbox: false }, environment);
    const { periodSeconds } = containers[0].readinessProbe;
    expect(server.shutdownDelayMs).toBeGreaterThan(periodSeconds * 2 * 1000);
    expect(terminationGracePeriodSeconds * 1000).toBeGreaterThan(
      server.shutdownDelayMs + graphql.operationTimeoutMs,
    );
  });
});

describe('the compose file', () => {
  const { services } = parse(read('deploy/compose.yaml')) as {
    services: Record<
      'gateway' | 'valkey',
      {
        environment?: Record<string, string>;
        build?: { context: string; dockerfile: string };
        depends_on?: Record<string, object>;
        deploy: { replicas?: number };
        healthcheck?: object;
        read_only: boolean;
      }
    >;
  };

  it('runs three replicas with one store', () => {
    expect(services.gateway.deploy.replicas).toBe(3);
    expect(services.gateway.depends_on).toEqual({ valkey: { condition: 'service_healthy' } });
    expect(services.valkey.healthcheck).toBeDefined();
    expect(
      read(join('deploy', services.gateway.build?.context ?? '', services.gateway.build?.dockerfile ?? '')),
    ).toContain('FROM');
  });

  it('sets nothing but settings that there are', () => {
    const names = Object.keys(services.gateway.environment ?? {});
    expect(names.filter((name) => !settingNames.includes(name))).toEqual([]);
    expect(() =>
      loadConfig(
        { sandbox: false },
        { CACHE_URL: services.gateway.environment?.['CACHE_URL'], CACHE_SECRET: 'x'.repeat(32) },
      ),
    ).not.toThrow();
  });
});

describe('the image', () => {
  const dockerfile = read('deploy/Dockerfile');
  const lines = dockerfile.split('\n');
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM')));

  it('has no shell, and runs as nobody', () => {
    expect(last[0]).toMatch(/distroless\S+:nonroot$/);
    expect(last.filter((line) => line.startsWith('RUN') || line.startsWith('USER root'))).toEqual([]);
    // A command that is no JSON list would need one.
    for (const line of last.filter((one) => /^(?:CMD|ENTRYPOINT|HEALTHCHECK)/.test(one))) {
      expect(JSON.parse(line.slice(line.indexOf('[')))).toEqual(expect.any(Array));
    }
  });

  it('copies only what is there, and nothing that it is not shown', () => {
    const shown = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    const copied = lines
      .filter((line) => line.startsWith('COPY') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(copied.filter((path) => !shown.includes(`!${path}`))).toEqual([]);
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('sets nothing but settings that there are', () => {
    const names = [...(/^ENV (.*)$/m.exec(dockerfile)?.[1] ?? '').matchAll(/(\w+)=/g)].map(
      ([, name]) => name,
    );
    expect(names.filter((name) => name !== 'NODE_ENV' && !settingNames.includes(name ?? ''))).toEqual([]);
  });
});
