import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from '#core/exchange';
import type { Mismatch } from '#core/mismatch';
import { mintPodToken } from '#emulators/platform/pod-token';
import { stepsOf } from '#journeys/steps';
import { callFromInside } from '#ring3/kubernetes/probe';
import { journals } from '#ring3/ladder/journals';
import type { Climbed, Rung, Site } from '#ring3/ladder/rung';

const PATIENCE_MS = 20_000;
const KEY = 'ringproof-readiness';
const TRAINING = { 'tracebloc.io/workload': 'training' };

/**
 * Readiness that means function. The installer's exit code and pods that are Ready have each been wrong before: here the edge has logged
 * in, and a message is really sent, from a pod with a training pod's label, and really received by the backend.
 */
export const rung0: Rung = {
  number: 0,
  name: 'readiness',
  incidents: ['backend#1143: requests-proxy Ready before it listens', 'backend#1779: rolled out while crash-looping', 'cli#125: the numeric id as the login', 'client#196: port 8888 missing'],
  async climb(site) {
    const start = Date.now();
    const mismatches = await firstMismatch(site, start);
    const steps = stepsOf(await journals(site), start);
    return { outcome: mismatches ? { outcome: 'failed', mismatches: [mismatches] } : { outcome: 'passed' }, steps } satisfies Climbed;
  },
};

const miss = (step: string, expected: string, actual: string, advice: string): Mismatch =>
  ({ code: 'requirement', contract: 'ladder 0', interaction: step, path: '$', expected, actual, advice });

async function firstMismatch({ installed, kube, cloud }: Site, start: number): Promise<Mismatch | undefined> {
  const { edge, state, exitCode, output } = installed;
  if (state !== 'connected') return miss('the installer connects', 'connected', state ?? `exit code ${exitCode}`, lastLines(output));
  const beat = await seen(cloud.journal, (one) => one.kind === 'http' && one.from === 'jobs-manager' && one.request.path === '/edge-device-heartbeat/' && one.response.status === 200);
  if (!beat) return miss('the edge shows itself to the backend', 'a heartbeat', 'none', 'The jobs-manager is Ready without having reached the backend.');
  const claims = { experimentKey: KEY, edge: edge.clientId, expiresAt: start + 600_000 };
  const answer = await callFromInside(kube, edge.release, TRAINING, {
    url: 'http://requests-proxy-service:8888/flops/', method: 'POST', headers: { authorization: `Bearer ${mintPodToken(edge.signingSecret, claims)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ experimentKey: KEY, edge: edge.clientId, cycle: 1, flops: 1 }),
  });
  if (!('status' in answer) || answer.status !== 202) return miss('the requests-proxy takes a message', '202', 'status' in answer ? `${answer.status} ${answer.body.slice(0, 300)}` : answer.error, 'Asked from a pod with a training pod\'s label.');
  const arrived = await seen(cloud.journal, (one) => one.kind === 'message' && one.to === 'backend' && JSON.stringify(one.body).includes(edge.clientId) && JSON.stringify(one.body).includes(KEY));
  return arrived ? undefined : miss('the message arrives at the backend', `within ${PATIENCE_MS / 1000} s`, 'it did not', 'The requests-proxy said 202: look at its queue names and its connection string.');
}

async function seen(journal: () => Promise<Exchange[]>, wanted: (one: Exchange) => boolean): Promise<boolean> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(250)) if ((await journal()).some(wanted)) return true;
  return false;
}

const lastLines = (output: string) => output.trim().split('\n').slice(-3).join(' | ').slice(-600);
