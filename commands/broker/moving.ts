import type { Moved } from '#broker/moving/move';
import { BROKER_FLAGS, type BrokerAddress, brokerAddress } from '#commands/broker-of';
import type { Args, Context, Flag } from '#commands/context';
import { RingproofError } from '#core/errors';
import type { Report, Result } from '#core/report';

export const MOVE_FLAGS: Record<string, Flag> = Object.fromEntries(Object.entries(BROKER_FLAGS).filter(([name]) => name !== 'broker-base-url'));

/** The broker at the other end, by this verb's own flag or Pact's variable. @throws RingproofError RP_USAGE_MISSING. */
export function credentialsFor(verb: string, flag: 'to' | 'from', args: Args, context: Context): Omit<BrokerAddress, 'url'> & { baseUrl: string } {
  const address = brokerAddress({ ...args, text: (name) => (name === 'ledger' ? undefined : args.text(name === 'broker-base-url' ? flag : name)) }, context);
  if (!address) throw new RingproofError('RP_USAGE_MISSING', { verb, what: `--${flag}` });
  const { url: baseUrl, ...credentials } = address;
  return { baseUrl, ...credentials };
}

/** What was brought. A conflict, a refusal and whatever is missing afterwards fail: then not everything is there. */
export function movedReport(verb: string, name: string, { moved, there, conflicts, refused, missing, notes }: Moved, untold: string[]): Report {
  const bad = (what: string, reason: string): Result => ({ name: what, outcome: 'failed', reason });
  const failures = [
    ...conflicts.map((what) => bad(what, 'it was left as it is there')),
    ...refused.map(({ what, reason }) => bad(what, reason)),
    ...missing.map((what) => bad(what, 'is still missing afterwards')),
  ];
  const total = Object.values(moved).reduce((sum, count) => sum + count, 0);
  const kinds = Object.entries(moved).map(([kind, count]) => `${count} ${PLURAL[kind as keyof typeof moved]}`).join(', ');
  return {
    schemaVersion: 1, verb, outcome: failures.length > 0 ? 'failed' : 'passed', counts: { brought: total, there, failed: failures.length },
    results: [{ name, outcome: 'passed', details: { summary: total === 0 ? 'everything was there already' : kinds } }, ...failures],
    notes: [...notes, ...untold.map((what) => `Not carried: ${what}.`)], details: { brought: { ...moved }, there, notCarried: untold },
  };
}

const PLURAL: Record<keyof Moved['moved'], string> = {
  pacticipant: 'applications', label: 'labels', version: 'versions', branch: 'branch memberships', tag: 'tags', pact: 'pacts', result: 'results', environment: 'environments',
  stay: 'deployments and releases', end: 'ends of these', webhook: 'webhooks',
};
