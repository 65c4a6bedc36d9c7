import { type Json, type JsonObject, isObject } from '#core/json';

/**
 * What a pod's life has come to. `out-of-memory`, `eviction` and `disk` are classes of the real pods-monitor (tracebloc/client
 * docs/SECURITY.md 4.4, 8.8; backend#2477); the other words and all spellings are assumed. Its `CPU Overload` is none of them: no field
 * of a pod says it.
 */
export type PodClass = 'pending' | 'image-pull' | 'running' | 'crash-loop' | 'succeeded' | 'out-of-memory' | 'disk' | 'eviction' | 'failed' | 'gone';

const IMAGE_PULL = ['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName'];

/**
 * The class of a pod by its `status` (Kubernetes API, PodStatus v1); undefined status: the pod is gone. The most particular cause wins:
 * an eviction for a full disk is `disk`, which was once reported as an overload of the CPU (backend#2053).
 */
export function podClass(status: JsonObject | undefined): PodClass {
  if (status === undefined) return 'gone';
  const { phase, reason, message } = status;
  if (reason === 'Evicted') return /ephemeral-storage|nodefs|imagefs|disk/i.test(text(message)) ? 'disk' : /memory/i.test(text(message)) ? 'out-of-memory' : 'eviction';
  const states = containers(status);
  if (states.some((state) => reasonOf(state, 'terminated') === 'OOMKilled')) return 'out-of-memory';
  if (states.some((state) => IMAGE_PULL.includes(reasonOf(state, 'waiting')))) return 'image-pull';
  if (states.some((state) => reasonOf(state, 'waiting') === 'CrashLoopBackOff')) return 'crash-loop';
  if (phase === 'Running') return 'running';
  if (phase === 'Succeeded') return 'succeeded';
  return phase === 'Failed' ? 'failed' : 'pending';
}

/** Follows pods by name and tells a class once: a watch repeats what it has said. A pod that went after its end is no news. */
export function followPods() {
  const seen = new Map<string, PodClass>();
  return (name: string, status: JsonObject | undefined): PodClass | undefined => {
    const before = seen.get(name);
    const now = podClass(status);
    if (now === before || (now === 'gone' && before !== undefined && ENDS.includes(before))) return undefined;
    seen.set(name, now);
    return now;
  };
}

const ENDS: PodClass[] = ['succeeded', 'out-of-memory', 'disk', 'eviction', 'failed', 'gone'];

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const containers = ({ containerStatuses: list }: JsonObject): JsonObject[] => (Array.isArray(list) ? list.filter(isObject).map(({ state }) => state).filter(isObject) : []);
const reasonOf = (state: JsonObject, kind: string): string => (isObject(state[kind]) ? text(state[kind]['reason']) : '');
