import type { Usage } from './process.ts';

/** The child's side of `startPeer`. */
export function serveParent(port: number): void {
  process.send?.({ port });
  process.on('message', (collect: boolean) => process.send?.(usage(collect)));
  process.on('disconnect', () => process.exit(0));
}

function usage(collect: boolean): Usage {
  if (collect) globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return { rss, heap: heapUsed, external, cpuMs: (user + system) / 1000 };
}
