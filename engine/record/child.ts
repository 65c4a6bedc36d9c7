import { spawn } from 'node:child_process';

/** How a consumer command came to its end. */
export type Ending =
  | { kind: 'exit'; code: number }
  | { kind: 'signal'; signal: string }
  | { kind: 'not-started'; reason: string }
  | { kind: 'hung' }
  | { kind: 'aborted' };

export interface ChildOptions {
  command: string[];
  env: NodeJS.ProcessEnv;
  /** Milliseconds until the command counts as hung. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  onOutput?: ((text: string, stream: 'stdout' | 'stderr') => void) | undefined;
}

/** Between the request to end and the end by force. */
const GRACE_MS = 2_000;

/** Runs a command to its end, then ends whatever is left of its process group: nothing of it stays running. */
export function runChild({ command: [file = '', ...args], env, timeoutMs, signal, onOutput }: ChildOptions): Promise<Ending> {
  if (signal?.aborted) return Promise.resolve({ kind: 'aborted' });
  return new Promise((resolve) => {
    // Its own group, so that its own children can be ended with it.
    const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let stopped: Ending | undefined;
    let force: NodeJS.Timeout | undefined;
    const stop = (ending: Ending) => {
      stopped ??= ending;
      endGroup(child.pid, 'SIGTERM');
      force ??= setTimeout(() => endGroup(child.pid, 'SIGKILL'), GRACE_MS);
    };
    const timer = setTimeout(() => stop({ kind: 'hung' }), timeoutMs);
    const onAbort = () => stop({ kind: 'aborted' });
    signal?.addEventListener('abort', onAbort);
    const finish = (ending: Ending) => {
      clearTimeout(timer);
      clearTimeout(force);
      signal?.removeEventListener('abort', onAbort);
      endGroup(child.pid, 'SIGKILL');
      resolve(stopped ?? ending);
    };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => onOutput?.(text, name));
    }
    child.once('error', (problem) => finish({ kind: 'not-started', reason: problem.message }));
    // A grandchild may hold the pipes open after the command ended; one that left the group is not waited for.
    child.once('exit', () => {
      endGroup(child.pid, 'SIGKILL');
      clearTimeout(force);
      force = setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream.destroy()), GRACE_MS);
    });
    child.once('close', (code, name) => finish(name ? { kind: 'signal', signal: name } : { kind: 'exit', code: code ?? 0 }));
  });
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}
