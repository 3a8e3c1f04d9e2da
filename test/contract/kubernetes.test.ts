import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PodMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor';
import { PrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import { type IDeployment, Deployment } from 'kubernetes-models/apps/v1/Deployment';
import {
  type IHorizontalPodAutoscaler,
  HorizontalPodAutoscaler,
} from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import { type INetworkPolicy, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import {
  type IPodDisruptionBudget,
  PodDisruptionBudget,
} from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { type IService, Service } from 'kubernetes-models/v1/Service';
import { type IServiceAccount, ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';

import { loadConfig, settingNames } from '../../src/config/config';
import { maxResponseCharacters } from '../../src/graphql/schema/response-size';
import {
  allManifestFiles,
  generatedData,
  kustomizationOf,
  manifestFilesOf,
  objectsIn,
  onlyObject,
} from '../support/manifests';

const read = (path: string): string => readFileSync(join(__dirname, '..', '..', path), 'utf8');

const models = {
  Deployment,
  HorizontalPodAutoscaler,
  Ingress,
  Namespace,
  NetworkPolicy,
  PodDisruptionBudget,
  PodMonitor,
  PrometheusRule,
  Service,
  ServiceAccount,
} as const;

const files = allManifestFiles();
const objects = files.flatMap((path) => objectsIn(path).map((object) => ({ path, object })));
const deployment = onlyObject('Deployment', 'base') as IDeployment;
const pod = deployment.spec?.template.spec;
const [container] = pod?.containers ?? [];
const labels = deployment.spec?.template.metadata?.labels;
const environment = generatedData('example', 'configMapGenerator');
const secrets = generatedData('example', 'secretGenerator');
const config = loadConfig({ sandbox: false }, { ...environment, CACHE_SECRET: 'x'.repeat(32) });

describe('Kubernetes manifests', () => {
  it.each(objects.map(({ path, object }) => [object.kind, path, object] as const))(
    '%s of %s is valid by its schema',
    (kind, _path, object) => {
      const Model = models[kind as keyof typeof models] as new (data: unknown) => { validate(): void };
      expect(() => {
        new Model(object).validate();
      }).not.toThrow();
    },
  );

  it('are all named in a kustomization', () => {
    expect([...manifestFilesOf('example'), ...manifestFilesOf('monitoring')].sort()).toEqual(files);
  });

  it('have no Secret: one is generated from a file that git ignores', () => {
    expect(objects.filter(({ object }) => object.kind === 'Secret')).toEqual([]);
    expect(kustomizationOf('example').secretGenerator).toEqual([
      { name: 'onebox-gateway', envs: ['secrets.env'] },
    ]);
    expect(read('.gitignore').split('\n')).toContain('secrets.env');
  });

  it('read their settings from the generated ConfigMap and Secret, so that a change replaces the pods', () => {
    const { configMapGenerator, secretGenerator } = kustomizationOf('example');
    expect(container?.envFrom).toEqual([
      { configMapRef: { name: configMapGenerator?.[0]?.name } },
      { secretRef: { name: secretGenerator?.[0]?.name } },
    ]);
  });

  it('set only settings that exist', () => {
    const names = Object.keys({ ...environment, ...secrets });
    expect(names.filter((name) => name !== 'NODE_OPTIONS' && !settingNames.includes(name))).toEqual([]);
  });

  it('reject the example value as a secret', () => {
    expect(() => loadConfig({ sandbox: false }, { ...environment, ...secrets })).toThrow('CACHE_SECRET');
  });

  it('open the ports that the gateway listens on', () => {
    expect(container?.ports).toEqual([
      { name: 'http', containerPort: config.server.port },
      { name: 'metrics', containerPort: config.telemetry.metricsPort },
    ]);
  });

  it('trust the proxy, and admit only its namespace', () => {
    expect(config.server.trustedProxies.length).toBeGreaterThan(0);
    const [proxy, prometheus, ...others] =
      (onlyObject('NetworkPolicy', 'base') as INetworkPolicy).spec?.ingress ?? [];
    expect(proxy).toEqual({
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } } }],
      ports: [{ port: 'http' }],
    });
    expect(prometheus?.ports).toEqual([{ port: 'metrics' }]);
    expect(others).toEqual([]);
  });

  it('select the pods of the Deployment', () => {
    for (const folder of ['base', 'valkey']) {
      const podLabels = (onlyObject('Deployment', folder) as IDeployment).spec?.template.metadata?.labels;
      expect((onlyObject('Service', folder) as IService).spec?.selector).toEqual(podLabels);
      expect((onlyObject('NetworkPolicy', folder) as INetworkPolicy).spec?.podSelector.matchLabels).toEqual(
        podLabels,
      );
    }
    expect(
      (onlyObject('PodDisruptionBudget', 'base') as IPodDisruptionBudget).spec?.selector?.matchLabels,
    ).toEqual(labels);
    for (const { labelSelector } of pod?.topologySpreadConstraints ?? []) {
      expect(labelSelector?.matchLabels).toEqual(labels);
    }
  });

  it("use the name of the store's Service", () => {
    const service = onlyObject('Service', 'valkey') as IService;
    const { hostname, port } = new URL(secrets['CACHE_URL'] ?? '');
    expect([hostname, Number(port)]).toEqual([service.metadata?.name, service.spec?.ports?.[0]?.port]);
  });

  it('have a grace period that covers the slowest request', () => {
    const { server, graphql } = config;
    const bytesPerMs = (512 * 1024) / 1000;
    const readMs = server.clientTimeoutMs + maxResponseCharacters / bytesPerMs;
    expect((pod?.terminationGracePeriodSeconds ?? 0) * 1000).toBeGreaterThan(
      server.shutdownDelayMs + server.clientTimeoutMs + graphql.operationTimeoutMs + readMs,
    );
  });

  it('remove a replica after three failed probes, and before it stops serving', () => {
    const { failureThreshold = 0, periodSeconds = 0, timeoutSeconds } = container?.readinessProbe ?? {};
    expect([failureThreshold, timeoutSeconds]).toEqual([3, 5]);
    expect(config.server.shutdownDelayMs).toBeGreaterThan(failureThreshold * periodSeconds * 1000);
  });

  it('spread replicas over zones and nodes', () => {
    expect(pod?.topologySpreadConstraints?.map(({ topologyKey }) => topologyKey)).toEqual([
      'topology.kubernetes.io/zone',
      'kubernetes.io/hostname',
    ]);
  });

  it('scale at the share of a core that the documentation names', () => {
    const [metric] =
      (onlyObject('HorizontalPodAutoscaler', 'base') as IHorizontalPodAutoscaler).spec?.metrics ?? [];
    expect(container?.resources?.requests?.['cpu']).toBe('1');
    expect(read('docs/deploying.md')).toContain(
      `under ${metric?.resource?.target.averageUtilization} % of one core`,
    );
  });

  it('give a replica the measured heap limit and memory', () => {
    const [, heap] = /^--max-old-space-size=(\d+)$/.exec(environment['NODE_OPTIONS'] ?? '') ?? [];
    const memory = String(container?.resources?.limits?.['memory']).replace('Mi', ' MiB');
    const rows = read('docs/deploying.md').split('\n');
    expect(rows.filter((row) => new RegExp(`^\\| ${memory} +\\| +${heap} `).test(row))).toHaveLength(1);
  });

  it.each(['base', 'valkey'])('restrict the pods of %s', (folder) => {
    const spec = (onlyObject('Deployment', folder) as IDeployment).spec?.template.spec;
    const [first] = spec?.containers ?? [];
    expect(spec).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(first?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    for (const resource of ['memory', 'ephemeral-storage']) {
      expect(first?.resources?.requests?.[resource]).toBeDefined();
      expect(first?.resources?.limits?.[resource]).toBeDefined();
    }
  });

  it('have a ServiceAccount of their own', () => {
    expect(pod?.serviceAccountName).toBe(
      (onlyObject('ServiceAccount', 'base') as IServiceAccount).metadata?.name,
    );
  });
});
