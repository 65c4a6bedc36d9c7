import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { RingproofError, reasonOf } from '#core/errors';
import { CLUSTER_KINDS, type ClusterKind, RUN_NAME } from '#ring3/cluster/cluster';

/** Relative to the working folder. */
export const LEDGER_FILE = join('.ringproof', 'ring3-ledger.jsonl');

/** A run that made, or was about to make, a cluster or something on one. */
export interface RunNote {
  name: string;
  kind: ClusterKind;
  folder: string;
  /** Of an existing cluster: the kubeconfig and context by which it is reached. */
  kubeconfig?: string;
  context?: string;
  /** Milliseconds since the epoch, by this machine's clock. */
  at: number;
  pid: number;
  machine: string;
}

type Line = { wrote: 'creating' } & RunNote | { wrote: 'gone'; name: string };

/** Notes a run, on the disk before anything of it is made: whatever happens to this process, `ring3 gc` finds it. @throws RingproofError RP_FILE_UNWRITABLE */
export function noteCreating(file: string, run: Omit<RunNote, 'at' | 'pid' | 'machine'>, now: number): void {
  append(file, { wrote: 'creating', ...run, at: now, pid: process.pid, machine: hostname() });
}

/** Notes that nothing is left of a run. @throws RingproofError RP_FILE_UNWRITABLE */
export const noteGone = (file: string, name: string): void => append(file, { wrote: 'gone', name });

function append(file: string, line: Line): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    // Begins with an end of line: the last writer may have been cut in the middle of one.
    const descriptor = openSync(file, 'a', 0o600);
    try {
      writeSync(descriptor, `\n${JSON.stringify(line)}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(thrown) }, thrown);
  }
}

/** The runs of which something may be left, oldest first; nothing where there is no file. @throws RingproofError RP_FILE_UNREADABLE */
export function leftRuns(file: string): RunNote[] {
  const left = new Map<string, RunNote>();
  for (const text of read(file).split('\n')) {
    const line = parse(text);
    if (line?.wrote === 'creating') left.set(line.name, line);
    else if (line) left.delete(line.name);
  }
  return [...left.values()];
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new RingproofError('RP_FILE_UNREADABLE', { file, reason: reasonOf(thrown) }, thrown);
  }
}

/** A line that says what a line may say; what is removed rests on it, so a name or kind of another form is none. */
function parse(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Line;
    if (line.wrote === 'gone') return RUN_NAME.test(line.name) ? line : undefined;
    return line.wrote === 'creating' && RUN_NAME.test(line.name) && CLUSTER_KINDS.includes(line.kind) && line.folder.endsWith(`/ringproof-${line.name}`) ? line : undefined;
  } catch {
    return undefined;
  }
}
