import type { JsonObject } from '#core/json';
import { type PodClass, followPods, podClass } from '#emulators/platform/pods-monitor/state-pod';
import type { Row } from '#ring1/row';
import { type Steps, outcomeOf } from '#ring1/steps';

export const podLifecycle: Row = {
  name: 'client-runtime lifecycle',
  repository: 'client-runtime',
  wording: 'pods-monitor sees its lifecycle',
  incident: 'backend#2053, backend#2477: a pod evicted for a full disk was reported as an overload of the CPU',
  ranBy: 'stand-in',
  file: 'ring1/client-runtime/pod-lifecycle.ts',
  run: () => outcomeOf('client-runtime', walk),
};

const waiting = (reason: string): JsonObject => ({ phase: 'Pending', containerStatuses: [{ name: 'train', state: { waiting: { reason } } }] });
const ended = (phase: string, reason: string, exitCode: number): JsonObject => ({ phase, containerStatuses: [{ name: 'train', state: { terminated: { reason, exitCode } } }] });
const evicted = (resource: string): JsonObject => ({ phase: 'Failed', reason: 'Evicted', message: `The node was low on resource: ${resource}. Threshold quantity: 1Gi, available: 12Ki.` });

/** `status` of pods as the Kubernetes API shows them (PodStatus v1; the kubelet's own reasons and messages), and the class of each. */
const CLASSES: [what: string, status: JsonObject | undefined, class_: PodClass][] = [
  ['a pod that waits for a node', { phase: 'Pending' }, 'pending'], ['a pod whose container is made', waiting('ContainerCreating'), 'pending'],
  ['an image that is not there', waiting('ImagePullBackOff'), 'image-pull'], ['an image without its Secret', waiting('ErrImagePull'), 'image-pull'],
  ['a pod at work', { phase: 'Running', containerStatuses: [{ name: 'train', state: { running: {} } }] }, 'running'],
  ['a container that dies again and again', { ...waiting('CrashLoopBackOff'), phase: 'Running' }, 'crash-loop'],
  ['a pod that has ended well', ended('Succeeded', 'Completed', 0), 'succeeded'], ['a pod that has ended badly', ended('Failed', 'Error', 1), 'failed'],
  ['a container killed for its memory', ended('Failed', 'OOMKilled', 137), 'out-of-memory'], ['an eviction for a full disk', evicted('ephemeral-storage'), 'disk'],
  ['an eviction for memory', evicted('memory'), 'out-of-memory'], ['an eviction for something else', evicted('pids'), 'eviction'], ['a pod that is not there', undefined, 'gone'],
];

async function walk({ expect }: Steps): Promise<void> {
  for (const [what, status, class_] of CLASSES) expect(what, class_, podClass(status));
  const statusOf = (class_: PodClass) => CLASSES.find(([, , one]) => one === class_)?.[1];
  const told = (...classes: PodClass[]) => {
    const follow = followPods();
    return classes.map((class_) => follow('train-1', statusOf(class_))).filter((one) => one !== undefined);
  };
  expect('a good life is told once, whatever the watch repeats', ['pending', 'running', 'succeeded'], told('pending', 'pending', 'running', 'running', 'succeeded', 'succeeded', 'gone'));
  expect('a pod that is killed mid-cycle is told as gone', ['running', 'gone'], told('running', 'gone', 'gone'));
  expect('a cause is not lost with the pod', ['running', 'disk'], told('running', 'disk', 'gone'));
}
