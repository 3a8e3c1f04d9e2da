import { readFileSync } from 'node:fs';
import { BlockList, isIPv4 } from 'node:net';
import { join } from 'node:path';

import { type IPodMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor';
import { type IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import { type IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import { type INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { parse } from 'yaml';

import { atPointer, kustomizationOf, onlyObject } from '../support/manifests';

interface NetworkRule {
  to: { ipBlock?: { cidr: string; except?: string[] } }[];
  ports: { port: number | string; protocol?: string }[];
}

const deployment = onlyObject('Deployment', 'base') as IDeployment;
const [container] = deployment.spec?.template.spec?.containers ?? [];
const labels = deployment.spec?.template.metadata?.labels;
const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv4(address) ? 'ipv4' : 'ipv6');

/** Whether one of the networks has the address. For Node.js `::/0` has those of IPv4 too, for Kubernetes not. */
function isIn(networks: string[], address: string): boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [first = '', bits] = network.split('/');
    if (familyOf(first) === familyOf(address)) list.addSubnet(first, Number(bits), familyOf(first));
  }
  return list.check(address, familyOf(address));
}

describe('the egress that the manifests allow', () => {
  const rules = ((onlyObject('NetworkPolicy', 'base') as INetworkPolicy).spec?.egress ?? []) as NetworkRule[];
  const isAllowed = (address: string, port: number): boolean =>
    rules
      .filter(({ ports }) => ports.some((one) => one.port === port))
      .flatMap(({ to }) => to.flatMap(({ ipBlock }) => ipBlock ?? []))
      .some(({ cidr, except = [] }) => isIn([cidr], address) && !isIn(except, address));

  it.each(['203.0.113.7', '2001:db8::7', '64:ff9b::cb00:7107'])('reaches Onebox at %s', (address) => {
    expect(isAllowed(address, 443)).toBe(true);
  });

  it.each([
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.31.0.1',
    '192.168.1.1',
    'fd00:ec2::254',
    'fe80::1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::a01:203',
    '64:ff9b::6440:1',
    '64:ff9b::ac1f:1',
    '64:ff9b::c0a8:101',
  ])('does not reach the private address %s', (address) => {
    expect(isAllowed(address, 443)).toBe(false);
    expect(isAllowed(address, 80)).toBe(false);
  });

  it('reaches the name server of its node', () => {
    expect(isAllowed('169.254.20.10', 53)).toBe(true);
    expect(isAllowed('169.254.169.254', 53)).toBe(false);
  });
});

describe('the monitoring of the manifests', () => {
  const alerts = parse(
    readFileSync(join(__dirname, '..', '..', 'deploy', 'observe', 'alerts.yaml'), 'utf8'),
  ) as { groups: object[] };

  it('has the job name of the alerts', () => {
    const { spec } = onlyObject('PodMonitor', 'monitoring') as IPodMonitor;
    const job = labels?.[spec.jobLabel ?? ''];
    expect(JSON.stringify(alerts.groups)).toContain(`up{job=\\"${job}\\"}`);
    expect(spec.selector.matchLabels).toEqual(labels);
    expect(container?.ports?.map(({ name }) => name)).toContain(spec.podMetricsEndpoints[0]?.port);
  });

  it('has the alert rules, as `npm run rules:print` writes them', () => {
    expect((onlyObject('PrometheusRule', 'monitoring') as IPrometheusRule).spec).toEqual({
      groups: alerts.groups,
    });
  });
});

describe('the patches of the example', () => {
  const patches = (kustomizationOf('example').patches ?? []).flatMap(({ target, patch }) =>
    (parse(patch) as { op: string; path: string; value: string }[]).map((one) => ({ ...one, target })),
  );

  it.each(patches)('replace an existing value: $path', ({ op, path, value, target }) => {
    expect(op).toBe('replace');
    // The example changes nothing: it shows where.
    expect(atPointer(onlyObject(target.kind, 'base'), path)).toBe(value);
    expect(onlyObject(target.kind, 'base').metadata.name).toBe(target.name);
  });
});
