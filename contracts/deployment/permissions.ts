import type { Permission, PermissionContract } from '#core/requirement/permissions';
import { chart, said } from '#contracts/deployment/sources';

const RBAC = chart('rbac.yaml');
const inNamespace = (group: string, resource: string, verbs: string[], rest: Partial<Permission> = {}): Permission =>
  ({ description: `${verbs.join(', ')} ${resource}${group && `.${group}`}`, group, resource, verbs, scope: 'namespace', evidence: RBAC, ...rest });
const inCluster = (group: string, resource: string, verbs: string[], rest: Partial<Permission> = {}): Permission => inNamespace(group, resource, verbs, { scope: 'cluster', ...rest });

/** What the jobs-manager and its pods-monitor ask the Kubernetes API, with `clusterScope: true`. */
export const JOBS_MANAGER_PERMISSIONS: PermissionContract = {
  subject: 'jobs-manager service account',
  permissions: [
    inNamespace('batch', 'jobs', ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']),
    ...['pods', 'pods/log', 'events'].map((resource) => inNamespace('', resource, ['get', 'list', 'watch'])),
    inNamespace('apps', 'deployments', ['get', 'list', 'watch']),
    inCluster('apps', 'daemonsets', ['get', 'list', 'watch'], { evidence: said('client#750'), incident: 'client#750' }),
    inNamespace('metrics.k8s.io', 'pods', ['get', 'list']),
    inCluster('', 'nodes', ['list'], { evidence: said('client#701'), incident: 'backend#1876' }),
    inCluster('authentication.k8s.io', 'tokenreviews', ['create']),
    ...['configmaps', 'secrets'].map((resource) => inNamespace('', resource, ['create', 'get'], { evidence: said('client#183'), incident: 'client#183' })),
    inNamespace('', 'secrets', ['list', 'update'], { description: 'Secrets cannot be looked through or changed', forbidden: true }),
    inNamespace('', 'pods', ['create', 'delete'], { description: 'pods are made by Jobs only', forbidden: true }),
  ],
};

/** It lists pods and nodes of the whole cluster: a Role of its namespace is not enough. */
export const RESOURCE_MONITOR_PERMISSIONS: PermissionContract = {
  subject: 'resource-monitor service account',
  permissions: [
    ...['pods', 'nodes', 'nodes/status'].map((resource) => inCluster('', resource, ['get', 'list'], { evidence: said('client#180'), incident: 'client#180' })),
    ...['pods', 'nodes'].map((resource) => inCluster('metrics.k8s.io', resource, ['get', 'list'])),
    inCluster('', 'secrets', ['get', 'list'], { description: 'Secrets are no business of a monitor', forbidden: true }),
  ],
};

/** Writing the collector's token anew after it was rotated: a Role of its own on that one Secret. */
export const telemetryToken = (secret: { namespace: string }): PermissionContract => ({
  subject: 'jobs-manager service account, telemetry token',
  permissions: [inNamespace('', 'secrets', ['patch'], { namespace: secret.namespace, evidence: said('client#784'), incident: 'backend#2274' })],
});
