import { execFile } from 'node:child_process';
import { RingproofError } from '#core/errors';

export interface Ended { code: number; stdout: string; stderr: string }

export interface CommandOptions {
  env?: Record<string, string>;
  input?: string;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Runs a program to its end; a code other than 0 is an answer, not an error. @throws RingproofError RP_PREREQUISITE when it is not there */
export const tryCommand = (program: string, args: readonly string[], { env, input, timeoutMs = 120_000, signal }: CommandOptions = {}): Promise<Ended> => new Promise((resolve, reject) => {
  const child = execFile(program, args, { env: { ...process.env, ...env }, timeout: timeoutMs, maxBuffer: 64e6, ...(signal && { signal }) }, (error, stdout, stderr) => {
    if (error?.code === 'ENOENT') reject(new RingproofError('RP_PREREQUISITE', { tool: program, what: 'Ring 3', advice: `Install ${program}, or choose another --cluster.` }));
    else if (error && signal?.aborted) reject(signal.reason as Error);
    else resolve({ code: error ? (typeof error.code === 'number' ? error.code : 1) : 0, stdout, stderr: error?.killed ? `${stderr}\nstopped after ${timeoutMs / 1000} s` : stderr });
  });
  if (input !== undefined) child.stdin?.end(input);
});

/** Runs a program that must succeed; its output comes back. @throws RingproofError RP_COMMAND_FAILED, RP_PREREQUISITE */
export async function command(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await tryCommand(program, args, options);
  if (code === 0) return stdout;
  throw new RingproofError('RP_COMMAND_FAILED', { command: [program, ...args].join(' ').slice(0, 200), code, reason: (stderr || stdout).trim().slice(-600) });
}
