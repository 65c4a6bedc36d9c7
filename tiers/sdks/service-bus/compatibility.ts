import { isDeepStrictEqual } from 'node:util';
import type { Behaviour } from './behaviour.ts';
import { type Transport, behavioursOver } from './behaviours.ts';
import { CLIENTS } from './clients.ts';
import type { Shown } from './program.ts';

/** `shown`, `not offered: REASON` as declared in clients.ts, or `differs`. */
type Outcome = string;

/** What is committed of a run, by client, transport, behaviour. */
export type Compatibility = Record<string, { version: string; transports: Partial<Record<Transport, Record<string, Outcome>>> }>;

const outcomeOf = ({ id, expected }: Behaviour, seen: Shown['seen'], gap: string | undefined): Outcome => {
  if (isDeepStrictEqual(seen[id], expected)) return 'shown';
  return gap === undefined ? 'differs' : `not offered: ${gap}`;
};

/** What a whole run showed; `shown` gives the run of one client over one transport. */
export function compatibility(shown: (client: string, transport: Transport) => Shown): Compatibility {
  return Object.fromEntries(CLIENTS.map(({ id, transports, gaps }) => {
    const runs = transports.map((transport) => ({ transport, ...shown(id, transport) }));
    const outcomes = runs.map(({ transport, seen }) => [transport, Object.fromEntries(behavioursOver(transport).map((one) => [one.id, outcomeOf(one, seen, gaps[one.id])]))]);
    return [id, { version: [...new Set(runs.map(({ version }) => version))].join(', '), transports: Object.fromEntries(outcomes) }];
  }));
}
