import { expect } from 'vitest';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../bin.ts', import.meta.url));

export interface Ended { code: number | null; stdout: string; stderr: string }
export interface CliOptions {
  /** Beside PATH and HOME only: the machine's own broker or proxy variables stay out. */
  env?: Record<string, string>;
  /** Sets file permissions to the test even when the tests run as root. */
  unprivileged?: boolean;
  /** Wraps the call: the shell script sees it as "$@". */
  shell?: string;
}

export interface Started {
  child: ChildProcess;
  pid: number;
  output: { stdout: string; stderr: string };
  ended: Promise<Ended>;
  /** Resolves when the text has been printed; rejects when the process ends without it. */
  printed(text: string | RegExp, stream?: 'stdout' | 'stderr'): Promise<string>;
}

/** A folder of its own in which the command line is called; it goes with `using`, and what still runs goes with it. */
export function workplace() {
  const cwd = mkdtempSync(join(tmpdir(), 'ringproof-cli-'));
  chmodSync(cwd, 0o777);
  const running = new Set<ChildProcess>();

  const start = (args: string[], { env = {}, unprivileged = false, shell }: CliOptions = {}): Started => {
    const call = [process.execPath, BIN, ...args];
    const [program = '', ...rest] = shell ? ['sh', '-c', shell, 'sh', ...call] : call;
    const child = spawn(program, rest, {
      cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { PATH: process.env['PATH'], HOME: cwd, NODE_DISABLE_COMPILE_CACHE: '1', ...env },
      ...(unprivileged && process.getuid?.() === 0 && { uid: 65_534, gid: 65_534 }),
    });
    running.add(child);
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
    const ended = once(child, 'close').then(([code]): Ended => {
      running.delete(child);
      return { code: code as number | null, ...output };
    });
    const printed = (text: string | RegExp, stream: 'stdout' | 'stderr' = 'stdout') => new Promise<string>((resolve, reject) => {
      const look = () => {
        if (typeof text === 'string' ? output[stream].includes(text) : text.test(output[stream])) resolve(output[stream]);
      };
      child[stream].on('data', look);
      void ended.then(({ code, stderr }) => reject(new Error(`ended with ${code} before it printed ${String(text)}: ${stderr}`)));
      look();
    });
    return { child, pid: child.pid ?? 0, output, ended, printed };
  };

  return {
    cwd,
    start,
    cli: (args: string[], options?: CliOptions): Promise<Ended> => start(args, options).ended,
    [Symbol.dispose]: () => {
      for (const { pid } of running) if (pid) process.kill(-pid, 'SIGKILL');
      rmSync(cwd, { recursive: true, force: true });
    },
  };
}

/** What every user's error must be: its code first on stderr, said once, the right exit code and nothing else on stdout. */
export const userError = (code: string, exit: number) => ({ code: exit, stdout: '', stderr: expect.stringMatching(new RegExp(`^(· .*\\n)*${code}: [^\\n]+\\n  [^\\n]+\\n$`)) as string });
