import { rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { RingproofError } from '#core/errors';
import type { ClusterProvider } from '#ring3/cluster/cluster';
import { type RunNote, leftRuns, noteGone } from '#ring3/cluster/ledger';

export interface Removal { note: RunNote; outcome: 'removed' | 'runs' | 'elsewhere' | 'stays'; reason?: string }

/** Removes what ended runs have left; what a run on this machine still uses, and what is on another machine, is not touched. */
export async function collectGarbage(file: string, providerOf: (note: RunNote) => ClusterProvider): Promise<Removal[]> {
  const removals: Removal[] = [];
  for (const note of leftRuns(file)) {
    if (note.machine !== hostname()) removals.push({ note, outcome: 'elsewhere' });
    else if (isAlive(note.pid)) removals.push({ note, outcome: 'runs' });
    else removals.push(await remove(file, note, providerOf(note)));
  }
  return removals;
}

async function remove(file: string, note: RunNote, provider: ClusterProvider): Promise<Removal> {
  try {
    await provider.remove(note);
    rmSync(note.folder, { recursive: true, force: true });
    noteGone(file, note.name);
    return { note, outcome: 'removed' };
  } catch (thrown) {
    if (!(thrown instanceof RingproofError)) throw thrown;
    return { note, outcome: 'stays', reason: thrown.message };
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
