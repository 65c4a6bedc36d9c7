import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Every process of a run carries it in its environment: found again without a list, and a number that was given anew is never hit. */
const MARK = 'RINGPROOF_RING3_RUN';

/** Starts a program that outlives this process; its output goes to `<folder>/logs/<name>.log`. */
export function startProgram(run: { name: string; folder: string }, name: string, program: string, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const log = openSync(join(run.folder, 'logs', `${name}.log`), 'a');
  try {
    const child = spawn(program, args, { detached: true, stdio: ['ignore', log, log], cwd: run.folder, env: { ...process.env, ...env, [MARK]: run.name } });
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** The processes of a run, by Linux' own table. */
export function processesOf(runName: string): { pid: number; program: string }[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const marked = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`${MARK}=${runName}`);
      return marked && Number(pid) !== process.pid ? [{ pid: Number(pid), program: readFileSync(`/proc/${pid}/comm`, 'utf8').trim() }] : [];
    } catch {
      return []; // it ended while it was looked at
    }
  });
}

/** Ends the processes of a run with such a name, or all of them: asked first, then by force. */
export async function endProcesses(runName: string, program?: string): Promise<void> {
  const left = () => processesOf(runName).filter((one) => program === undefined || one.program.startsWith(program));
  for (const [signal, patienceMs] of [['SIGTERM', 3000], ['SIGKILL', 5000]] as const) {
    for (const { pid } of left()) endOne(pid, signal);
    for (let waited = 0; waited < patienceMs && left().length > 0; waited += 50) await sleep(50);
    if (left().length === 0) return;
  }
}

function endOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it has ended by itself
  }
}
