import { roles, trainingPolicy } from '#contracts/deployment/examples';
import { JOBS_MANAGER_PERMISSIONS, RESOURCE_MONITOR_PERMISSIONS, telemetryToken } from '#contracts/deployment/permissions';
import { trainingEgress } from '#contracts/deployment/training-egress';
import { type JsonObject, isObject } from '#core/json';
import { checkEgress } from '#core/requirement/egress';
import { type PermissionContract, checkPermissions } from '#core/requirement/permissions';
import type { Incident } from '#ring2/incidents/incident';
import { outcomeOf } from '#ring2/incidents/outcome-of';

type Told = Omit<Incident, 'fault' | 'caughtBy' | 'check'>;

const namespace = { 'kubernetes.io/metadata.name': 'edge' };
const EGRESS = trainingEgress({ namespace, lockedDown: false, egressProxy: true });
const TRAINING_POD = { labels: { 'tracebloc.io/workload': 'training' }, namespace };

interface Rule { ports: { port: number }[] }

/** A policy that does not let a port through. */
const blocked = (port: number, told: Told): Incident => ({
  ...told, fault: 'reconstructed', caughtBy: { kind: 'requirement', name: EGRESS.subject },
  async check(on) {
    const policy = trainingPolicy();
    const spec = policy['spec'] as unknown as { egress: Rule[] };
    if (on) spec.egress = spec.egress.filter(({ ports }) => !ports.some((one) => one.port === port));
    return outcomeOf(checkEgress(EGRESS, [policy], TRAINING_POD));
  },
});

/** Roles and bindings as they were once. */
const permissions = (contract: PermissionContract, account: string, change: (objects: JsonObject[]) => JsonObject[], told: Told): Incident => ({
  ...told, fault: 'reconstructed', caughtBy: { kind: 'requirement', name: contract.subject },
  check: async (on) => outcomeOf(checkPermissions(contract, on ? change(roles()) : roles(), { name: account, namespace: 'edge' })),
});

/** Takes verbs away wherever the jobs-manager's role names the resource. */
const withoutVerb = (resource: string, verb: string) => (objects: JsonObject[]) => objects.map((one) => {
  if (one['kind'] !== 'ClusterRole' || !isObject(one['metadata']) || one['metadata']['name'] !== 'jobs-manager') return one;
  const rules = one['rules'] as unknown as { resources: string[]; verbs: string[] }[];
  return { ...one, rules: rules.map((rule) => (rule.resources.includes(resource) ? { ...rule, verbs: rule.verbs.filter((held) => held !== verb) } : rule)) };
});

/** Every ClusterRole as a Role of the edge's namespace. */
const namespaced = (objects: JsonObject[]) => objects.map((one) => {
  const metadata = isObject(one['metadata']) ? { ...one['metadata'], namespace: 'edge' } : {};
  const ref = one['roleRef'];
  if (one['kind'] === 'ClusterRole') return { ...one, kind: 'Role', metadata };
  return one['kind'] === 'ClusterRoleBinding' && isObject(ref) ? { ...one, kind: 'RoleBinding', metadata, roleRef: { ...ref, kind: 'Role' } } : one;
});

/** What pods could not reach and service accounts could not do. */
export const ACCESS_INCIDENTS: readonly Incident[] = [
  blocked(8888, {
    ref: 'client#196', date: '2026-06-04', boundary: 'D', broke: 'training pods began to post results to the requests-proxy, and the policy never allowed port 8888: every experiment died at its first epoch',
    switch: 'the training policy without port 8888', says: /"results are posted to the requests-proxy": TCP 8888 .*should be allowed, was blocked/,
  }),
  blocked(3306, {
    ref: 'client#76', date: '2026-04-28', boundary: 'D', broke: 'the policy allowed names and 443 only, and training pods could not read their data from MySQL',
    switch: 'the training policy without port 3306', says: /"data are read from MySQL": TCP 3306 .*should be allowed, was blocked/,
  }),
  permissions(JOBS_MANAGER_PERMISSIONS, 'jobs-manager', withoutVerb('nodes', 'list'), {
    ref: 'backend#1876', date: '2026-08-13', boundary: 'D', broke: 'the jobs-manager could not list nodes: GPU pods stayed pending for ever while the backend showed RUNNING',
    switch: 'the jobs-manager\'s role without `list nodes`', says: /list nodes should be allowed in the cluster, was refused/,
  }),
  permissions(JOBS_MANAGER_PERMISSIONS, 'jobs-manager', withoutVerb('configmaps', 'get'), {
    ref: 'client#183', date: '2026-06-03', boundary: 'D', broke: 'submitting an ingestion run a second time needs to read its ConfigMap and Secret, which the role did not allow: 500',
    switch: 'the jobs-manager\'s role without `get configmaps` and `get secrets`', says: /get configmaps should be allowed in edge, was refused/,
  }),
  permissions(RESOURCE_MONITOR_PERMISSIONS, 'resource-monitor', namespaced, {
    ref: 'client#180', date: '2026-06-03', boundary: 'D', broke: 'the resource-monitor had a Role of its namespace for a list over the cluster, and crashed in a loop',
    switch: 'every ClusterRole is a Role of the edge\'s namespace', says: /list nodes should be allowed in the cluster, was refused/,
  }),
  permissions(JOBS_MANAGER_PERMISSIONS, 'jobs-manager', withoutVerb('daemonsets', 'list'), {
    ref: 'client#750', date: '2026-08-19', boundary: 'A', broke: 'the heartbeat\'s inventory of versions was null, because daemonsets could not be read',
    switch: 'the jobs-manager\'s role without `list daemonsets`', says: /list daemonsets\.apps should be allowed in the cluster, was refused/,
  }),
  permissions(telemetryToken({ namespace: 'tracebloc-node-agents' }), 'jobs-manager', (objects) => objects.filter(({ kind }) => kind !== 'RoleBinding'), {
    ref: 'backend#2274', date: '2026-08-21', boundary: 'A', broke: 'the Secret of the telemetry token could not be patched, so that a rotated token ended in 401',
    switch: 'the Role on that Secret is not bound', says: /patch secrets should be allowed in tracebloc-node-agents, was refused/,
  }),
];
