import type { Requirement } from '#core/requirement';
import { jobsManagerDeployment, mysqlDeployment, requestsProxyDeployment } from '#contracts/deployment/edge-deployments';
import { ingestionJob } from '#contracts/deployment/ingestion-job';
import { JOBS_MANAGER_PERMISSIONS, RESOURCE_MONITOR_PERMISSIONS, telemetryToken } from '#contracts/deployment/permissions';
import { trainingEgress } from '#contracts/deployment/training-egress';
import { trainingPodJob } from '#contracts/deployment/training-pod-job';
import { CLIENT_ENV } from '#contracts/vocabularies/client-env';
import { CATEGORY_WORDS } from '#contracts/vocabularies/task-categories';

/** Everything that must hold of what is deployed, by subject; where an installation decides, one that asks for most. */
export function allRequirements(): { subject: string; requirements: Requirement[] }[] {
  const egress = trainingEgress({ namespace: { 'kubernetes.io/metadata.name': 'edge' }, lockedDown: true, egressProxy: true });
  return [
    ...[trainingPodJob({ category: 'tabular_classification', routed: false, cpuOnly: true }), ingestionJob({ behindProxy: true }), jobsManagerDeployment('none'), requestsProxyDeployment, mysqlDeployment],
    { subject: egress.subject, requirements: egress.flows },
    ...[JOBS_MANAGER_PERMISSIONS, RESOURCE_MONITOR_PERMISSIONS, telemetryToken({ namespace: 'tracebloc-node-agents' })].map(({ subject, permissions }) => ({ subject, requirements: permissions })),
    ...[CLIENT_ENV, CATEGORY_WORDS].map(({ subject, words, unknown }) => ({ subject, requirements: [...words, ...unknown] })),
  ];
}
