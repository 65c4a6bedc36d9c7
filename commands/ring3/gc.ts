import { resolve } from 'node:path';
import type { Command } from '#commands/context';
import { reportOf } from '#commands/report-of';
import { LEDGER_FLAG, providerFor, ring3Ledger } from '#commands/ring3/cluster-of';
import type { Result } from '#core/report';

const command: Command = {
  usage: '[--cleanup-ledger FILE]',
  about: `Removes the clusters that Ring 3 runs which crashed, were interrupted or were kept have left, by the clean-up ledger.
0: all gone, 3: something stays. What a run on this machine still uses is not touched.`,
  flags: LEDGER_FLAG,
  graceMs: 60_000,
  async run(args, { cwd }) {
    const { collectGarbage } = await import('#ring3/cluster/gc');
    const removals = await collectGarbage(resolve(cwd, ring3Ledger(args)), ({ kind }) => providerFor(kind, { kubeconfig: '', allowFile: '', confirmed: undefined }));
    const results = removals.map(({ note, outcome, reason }): Result => ({
      name: `${note.kind} ${note.name}`, outcome: outcome === 'stays' ? 'inconclusive' : 'passed', ...(reason !== undefined && { reason }),
      details: { summary: { removed: 'removed', runs: 'its run goes on', elsewhere: `on ${note.machine}, not here`, stays: 'stays' }[outcome], made: new Date(note.at).toISOString() },
    }));
    return reportOf('ring3 gc', results.length > 0 ? results : [{ name: 'clusters', outcome: 'passed', details: { summary: 'nothing was left' } }]);
  },
};
export default command;
