import type { Usage } from './process.ts';

/** The child's side of `startPeer`. */
export function serveParent(port: number): void {
  process.send?.({ port });
  process.on('message', () => process.send?.(usage()));
  process.on('disconnect', () => process.exit(0));
}

function usage(): Usage {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return { rss, heap: heapUsed, external, cpuMs: (user + system) / 1000 };
}
