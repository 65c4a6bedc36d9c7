import type { ProviderState } from '#core/contract';
import type { Exchange } from '#core/exchange';
import type { Json, JsonObject } from '#core/json';
import { RingproofError } from '#core/errors';
import type { Run } from '#ring3/cluster/cluster';
import { BACKEND_PORT, cloudObjects } from '#ring3/double/cloud-objects';
import { type Kube, apply } from '#ring3/kubernetes/client';
import { type Forward, forward } from '#ring3/kubernetes/forward';
import { waitFor } from '#ring3/kubernetes/wait';

const PATIENCE_MS = 120_000;

/** The double's backend, reached from outside of the cluster as a data scientist reaches it. */
export interface Cloud {
  backendUrl: string;
  given(state: ProviderState): Promise<void>;
  until(experimentKey: string, until: JsonObject, timeoutMs: number): Promise<{ reached: boolean; state: Json }>;
  journal: () => Promise<Exchange[]>;
  close(): Promise<void>;
}

/** @throws RingproofError RP_CLUSTER_START when it does not come up */
export async function deployCloud(run: Run, kube: Kube): Promise<Cloud> {
  const namespace = `${run.name}-cloud`;
  const { bus, programs } = cloudObjects(run.name);
  // A client that finds no bus tries again later and later: what is Ready would not receive yet.
  for (const [objects, name] of [[bus, 'service-bus'], [programs, 'backend']] as const) {
    await apply(kube, objects);
    await available(kube, run, namespace, name);
  }
  const tunnel = await forward(kube, namespace, 'backend', BACKEND_PORT);
  return { ...control(tunnel), close: tunnel.close };
}

async function available(kube: Kube, run: Run, namespace: string, name: string): Promise<void> {
  const ready = await waitFor<{ status?: { availableReplicas?: number } }>(kube, `/apis/apps/v1/namespaces/${namespace}/deployments`, { fieldSelector: `metadata.name=${name}` },
    ({ object }) => (object.status?.availableReplicas ?? 0) >= 1, PATIENCE_MS, run.signal);
  if (ready) return;
  const { items } = await kube.core.listNamespacedPod({ namespace, labelSelector: `app=${name}` });
  const reasons = items.flatMap(({ status }) => (status?.containerStatuses ?? []).map((one) => one.state?.waiting?.message ?? one.state?.waiting?.reason ?? '')).filter(Boolean);
  throw new RingproofError('RP_CLUSTER_START', { name: run.name, reason: `the double's ${name} is not there after ${PATIENCE_MS / 1000} s`, advice: reasons.join('; ') || 'kubectl describe says more; --keep leaves it.' });
}

function control({ url }: Forward): Omit<Cloud, 'close'> {
  const post = async (path: string, body: object): Promise<{ status: number; answer: Json }> => {
    const response = await fetch(`${url}/_ringproof/${path}`, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, answer: (await response.json()) as Json };
  };
  return {
    backendUrl: url,
    async given({ name, params = {} }) {
      const { status, answer } = await post('states', { state: name, params, action: 'setup' });
      if (status !== 200) throw new Error(`the state "${name}" could not be set up: ${JSON.stringify(answer)}`);
    },
    async until(experimentKey, until, timeoutMs) {
      const { status, answer } = await post('wait', { experimentKey, until, timeoutMs });
      return { reached: status === 200, state: answer };
    },
    journal: async () => (await (await fetch(`${url}/_ringproof/journal`)).json()) as Exchange[],
  };
}
