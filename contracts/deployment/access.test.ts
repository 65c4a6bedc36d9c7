import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#core/json';
import { checkEgress } from '#core/requirement/egress';
import { checkPermissions } from '#core/requirement/permissions';
import { JOBS_MANAGER_PERMISSIONS, RESOURCE_MONITOR_PERMISSIONS, telemetryToken } from '#contracts/deployment/permissions';
import { roles, trainingPolicy } from '#contracts/deployment/examples';
import { trainingEgress } from '#contracts/deployment/training-egress';

const namespace = { 'kubernetes.io/metadata.name': 'edge' };
const POD = { labels: { 'tracebloc.io/workload': 'training' }, namespace };
type Ports = { ports: { port: number }[] };
const rulesOf = (policy: JsonObject) => (policy['spec'] as { egress: Ports[] }).egress;
const withoutPort = (port: number): JsonObject => {
  const policy = trainingPolicy();
  (policy['spec'] as { egress: Ports[] }).egress = rulesOf(policy).filter(({ ports }) => !ports.some((one) => one.port === port));
  return policy;
};

describe('what a training pod reaches', () => {
  const contract = (lockedDown = false) => trainingEgress({ namespace, lockedDown, egressProxy: true });

  test('the chart\'s policy lets through what is needed and nothing else, open and locked down', () => {
    expect(checkEgress(contract(), [trainingPolicy()], POD)).toEqual([]);
    expect(checkEgress(contract(true), [trainingPolicy(true)], POD)).toEqual([]);
    expect(checkEgress(contract(true), [trainingPolicy()], POD).map(({ path }) => path)).toEqual(['TCP 443 to 203.0.113.10']);
  });

  test.each([['client#196', 8888, 'requests-proxy'], ['client#76', 3306, 'mysql-client']])('%s turns it red', (incident, port, app) => {
    expect(checkEgress(contract(), [withoutPort(port)], POD)).toEqual([
      expect.objectContaining({ code: 'requirement', path: `TCP ${port} to {"app":"${app}"}`, expected: 'allowed', actual: 'blocked', advice: `This was incident ${incident}.` }),
    ]);
  });

  test('without a policy that chooses the pod, all that must be blocked is open', () => {
    const blocked = contract().flows.filter((flow) => flow.blocked).map(({ description }) => description);
    const found = (policies: JsonObject[], labels: Record<string, string>) => checkEgress(contract(), policies, { labels, namespace }).map(({ interaction }) => interaction);
    expect(found([], POD.labels)).toEqual(blocked);
    expect(found([trainingPolicy()], { app: 'client' })).toEqual(blocked);
  });

  test('a port counts with its protocol, and a rule for the cluster\'s own addresses is seen', () => {
    const udp = trainingPolicy();
    rulesOf(udp)[3] = { ports: [{ port: 8888, protocol: 'UDP' }] } as unknown as Ports;
    expect(checkEgress(contract(), [udp], POD).map(({ path }) => path)).toEqual(['TCP 8888 to {"app":"requests-proxy"}']);
    const wide = trainingPolicy();
    rulesOf(wide)[1] = { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 443 }] } as unknown as Ports;
    expect(checkEgress(contract(), [wide], POD).map(({ path }) => path)).toEqual(['TCP 443 to 10.43.0.1']);
  });
});

describe('what service accounts may do', () => {
  const manager = { name: 'jobs-manager', namespace: 'edge' };
  const monitor = { name: 'resource-monitor', namespace: 'edge' };
  const telemetry = telemetryToken({ namespace: 'tracebloc-node-agents' });
  const rules = (objects: JsonObject[], name: string) => objects.find(({ kind, metadata }) => (kind === 'ClusterRole' || kind === 'Role') && (metadata as JsonObject)['name'] === name) as { rules: { resources: string[]; verbs: string[] }[] };

  test('the chart\'s roles give all that is asked for', () => {
    expect(checkPermissions(JOBS_MANAGER_PERMISSIONS, roles(), manager)).toEqual([]);
    expect(checkPermissions(RESOURCE_MONITOR_PERMISSIONS, roles(), monitor)).toEqual([]);
    expect(checkPermissions(telemetry, roles(), manager)).toEqual([]);
  });

  test.each<[string, string, string, string]>([['backend#1876', 'nodes', 'list', 'list nodes'], ['client#183', 'configmaps', 'get', 'get configmaps'], ['client#750', 'daemonsets', 'list', 'list daemonsets.apps']])('%s turns it red', (incident, resource, verb, path) => {
    const objects = roles();
    for (const one of rules(objects, 'jobs-manager').rules) if (one.resources.includes(resource)) one.verbs = one.verbs.filter((held) => held !== verb);
    expect(checkPermissions(JOBS_MANAGER_PERMISSIONS, objects, manager)).toContainEqual(expect.objectContaining({ path, actual: 'refused', advice: `This was incident ${incident}.` }));
  });

  test('client#180: a Role of the namespace does not list the nodes of a cluster', () => {
    const objects = roles().map((one) => {
      const metadata = { ...(one['metadata'] as JsonObject), namespace: 'edge' };
      const ref = one['roleRef'] as JsonObject | undefined;
      if (one['kind'] === 'ClusterRole') return { ...one, kind: 'Role', metadata };
      return one['kind'] === 'ClusterRoleBinding' && ref ? { ...one, kind: 'RoleBinding', metadata, roleRef: { ...ref, kind: 'Role' } } : one;
    });
    expect(checkPermissions(RESOURCE_MONITOR_PERMISSIONS, objects, monitor)).toContainEqual(expect.objectContaining({ path: 'list nodes', expected: 'allowed in the cluster', advice: 'This was incident client#180.' }));
  });

  test('backend#2274: a token that cannot be written anew', () => {
    expect(checkPermissions(telemetry, roles().filter(({ kind }) => kind !== 'RoleBinding'), manager).map(({ advice }) => advice)).toEqual(['This was incident backend#2274.']);
  });

  test('what must not be allowed is found, also behind a wildcard, and a binding of another account gives nothing', () => {
    const objects = roles();
    rules(objects, 'jobs-manager').rules.push({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] } as unknown as { resources: string[]; verbs: string[] });
    expect(checkPermissions(JOBS_MANAGER_PERMISSIONS, objects, manager).map(({ path }) => path)).toEqual(['list secrets', 'update secrets', 'create pods', 'delete pods']);
    expect(checkPermissions(RESOURCE_MONITOR_PERMISSIONS, objects, { ...monitor, namespace: 'elsewhere' }).length).toBeGreaterThan(5);
  });
});
