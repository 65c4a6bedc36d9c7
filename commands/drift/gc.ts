import { setTimeout as sleep } from 'node:timers/promises';
import { age, need } from '#commands/args';
import type { Command } from '#commands/context';
import { LEDGER_FLAG, ledgerOf } from '#commands/drift/ledger-flag';
import { reportOf } from '#commands/report-of';
import type { Result } from '#core/report';
import type { GcAnswer, Removal } from '#ring2/drift/provision/gc';

const command: Command = {
  usage: '[--target CONNECTION_STRING] [--older-than AGE] [--scan]',
  about: `Removes what drift runs that crashed or were interrupted have left on a namespace: what the clean-up ledger lists for it.
0: all gone, 3: something stays or the namespace cannot be asked. What a run on this machine still uses is not touched.`,
  flags: {
    target: { type: 'string', value: 'CONNECTION_STRING', help: 'the namespace (default SERVICEBUS_CONNECTION_STRING); the key needs Manage rights' },
    'older-than': { type: 'string', value: 'AGE', help: 'only what was made at least so long ago: 30m, 2h, 1d (default: all that ended runs left; with --scan 2h)' },
    scan: { type: 'boolean', help: 'also what is in no ledger here, by its name: ringproof-drift-<ten hex digits>-<number>…' },
    ...LEDGER_FLAG,
  },
  async run(args, context) {
    const { env, clock, signal } = context;
    const { parseConnectionString } = await import('#ring2/drift/connection-string');
    const { collectGarbage } = await import('#ring2/drift/provision/gc');
    const address = parseConnectionString(need('drift gc', args, 'target', env['SERVICEBUS_CONNECTION_STRING']));
    const olderThanMs = age(args, 'older-than');
    const answer = await collectGarbage(address, {
      ledgerFile: ledgerOf(args, context), scan: args.on('scan'), ...(olderThanMs !== undefined && { olderThanMs }),
      now: () => clock.now(), wait: async (ms) => sleep(ms, undefined, { signal }), signal,
    });
    return reportOf('drift gc', [...answer.removals.map(toResult), summary(address.host, answer)], { kept: answer.kept, elsewhere: answer.elsewhere });
  },
};
export default command;

function toResult({ kind, name, madeAt, outcome, reason }: Removal): Result {
  const details = { summary: outcome, kind, made: new Date(madeAt).toISOString() };
  return { name: `${kind} ${name}`, outcome: outcome === 'stays' ? 'inconclusive' : 'passed', details, ...(reason !== undefined && { reason }) };
}

function summary(host: string, { removals, kept, elsewhere }: GcAnswer): Result {
  const staying = removals.filter(({ outcome }) => outcome === 'stays').length;
  const words = [
    removals.length === 0 ? 'nothing was left' : `${removals.length - staying} gone, ${staying} stay`,
    ...(kept > 0 ? [`${kept} of runs that go on or too young`] : []), ...(elsewhere > 0 ? [`${elsewhere} on other namespaces`] : []),
  ];
  return { name: host, outcome: staying > 0 ? 'inconclusive' : 'passed', details: { summary: words.join('; ') }, ...(staying > 0 && { reason: `${staying} could not be removed` }) };
}
