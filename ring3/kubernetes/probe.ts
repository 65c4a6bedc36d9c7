import type { V1Job, V1Pod } from '@kubernetes/client-node';
import { randomBytes } from 'node:crypto';
import { IMAGES } from '#ring3/double/cloud-objects';
import type { Kube } from '#ring3/kubernetes/client';
import { waitFor } from '#ring3/kubernetes/wait';

export interface Call { url: string; method: string; headers: Record<string, string>; body: string }
export type Answer = { status: number; body: string } | { error: string };

/** Written to be read in a pod's log: one line of JSON. */
const PROGRAM = `const { url, ...init } = JSON.parse(process.env.CALL);
fetch(url, { ...init, signal: AbortSignal.timeout(10000) }).then(async (response) => ({ status: response.status, body: await response.text() }), (error) => ({ error: String(error.cause?.code ?? error.message) }))
  .then((answer) => console.log(JSON.stringify(answer)));`;
const PATIENCE_MS = 60_000;

/** One HTTP call from inside the cluster, from a pod with these labels: names, services and policies are those its caller has. */
export async function callFromInside(kube: Kube, namespace: string, labels: Record<string, string>, call: Call): Promise<Answer> {
  const name = `probe-${randomBytes(4).toString('hex')}`;
  const security = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true };
  const container = { name: 'probe', image: IMAGES[1] ?? '', imagePullPolicy: 'IfNotPresent', command: ['node', '-e', PROGRAM], env: [{ name: 'CALL', value: JSON.stringify(call) }], securityContext: security };
  const body: V1Job = {
    apiVersion: 'batch/v1', kind: 'Job', metadata: { name },
    spec: {
      backoffLimit: 0, ttlSecondsAfterFinished: 60,
      template: { metadata: { labels }, spec: { restartPolicy: 'Never', automountServiceAccountToken: false, enableServiceLinks: false, securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }, containers: [container] } },
    },
  };
  await kube.batch.createNamespacedJob({ namespace, body });
  try {
    const pod = await waitFor<V1Pod>(kube, `/api/v1/namespaces/${namespace}/pods`, { labelSelector: `job-name=${name}` }, ({ object }) => ['Succeeded', 'Failed'].includes(object.status?.phase ?? ''), PATIENCE_MS);
    if (!pod) return { error: `the probe's pod did not end within ${PATIENCE_MS / 1000} s` };
    const log = await kube.core.readNamespacedPodLog({ namespace, name: pod.metadata?.name ?? '' });
    return parse(log);
  } finally {
    await kube.batch.deleteNamespacedJob({ namespace, name, propagationPolicy: 'Background' });
  }
}

function parse(log: string): Answer {
  try {
    return JSON.parse(log) as Answer;
  } catch {
    return { error: `the probe said: ${log.slice(0, 300)}` };
  }
}
