import type { Kube } from '#ring3/kubernetes/client';
import { peer } from '#ring3/kubernetes/peer';

/** What a watch tells: an object that came, changed or went. */
export type WatchEvent<T> = { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: T };

/** Follows a collection until it is stopped; a watch that the server closes is begun again, so an event may come twice. */
export async function follow<T>(kube: Kube, path: string, query: Record<string, string>, heard: (event: WatchEvent<T>) => void): Promise<{ stop: () => void; failure: () => unknown }> {
  const { Watch } = await peer();
  let [stopped, failure] = [false, undefined as unknown];
  let current: AbortController | undefined;
  const begin = async (): Promise<void> => {
    current = await new Watch(kube.config).watch(path, query, (type: string, object: T) => {
      if (type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED') heard({ type, object });
    }, (thrown: unknown) => {
      if (stopped) return;
      failure = thrown ?? failure;
      setTimeout(() => { if (!stopped) begin().catch((error: unknown) => (failure = error)); }, 500).unref();
    });
  };
  await begin();
  return { stop: () => { stopped = true; current?.abort(); }, failure: () => failure };
}

/** The first object of a collection that fits, or undefined when none did within `ms`. */
export async function waitFor<T>(kube: Kube, path: string, query: Record<string, string>, fits: (event: WatchEvent<T>) => boolean, ms: number, signal?: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const end = (found: T | undefined, error?: Error) => {
      clearTimeout(timer);
      void watching.then(({ stop }) => stop(), () => undefined);
      if (error === undefined) resolve(found);
      else reject(error);
    };
    const timer = setTimeout(() => end(undefined), ms);
    const watching = follow<T>(kube, path, query, (event) => { if (fits(event)) end(event.object); });
    watching.catch((thrown: unknown) => end(undefined, asError(thrown)));
    signal?.addEventListener('abort', () => end(undefined, asError(signal.reason)), { once: true });
  });
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
