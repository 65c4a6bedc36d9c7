// The processes that benches measure: each begins with the message `{ port }` and ends with its parent.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What a peer process tells about itself: bytes, and milliseconds of processor time so far. */
export interface Usage { rss: number; heap: number; external: number; cpuMs: number }

export interface PeerProcess extends AsyncDisposable {
  readonly port: number;
  /** By default after a garbage collection. */
  usage(collect?: boolean): Promise<Usage>;
}

/** Starts `file` of this folder with `options` as its argument, on a free port of 127.0.0.1. */
export async function startPeer(file: string, options: object = {}): Promise<PeerProcess> {
  const child = fork(join(import.meta.dirname, file), [JSON.stringify(options)], { execArgv: ['--expose-gc'] });
  const ended = once(child, 'exit');
  const died = ended.then(([code]) => { throw new Error(`${file} ended with ${code}`); });
  died.catch(() => undefined);
  const answer = async <Answer>() => ((await Promise.race([once(child, 'message'), died])) as [Answer])[0];
  const { port } = await answer<{ port: number }>();
  return {
    port,
    async usage(collect = true) {
      child.send(collect);
      return answer<Usage>();
    },
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await ended;
    },
  };
}
