import type { ScenarioPlay } from '#broker/index';
import { openBroker } from '#commands/broker-of';
import type { Args, Context } from '#commands/context';
import { doubtIn } from '#ring2/drift/doubts';
import { type Ran, runsOf } from '#ring2/drift/freshness/runs';

/** What was told, for the broker's ledger; what could not be told leaves there what was known before. */
export function playsOf(ran: readonly Ran[], now: number): ScenarioPlay[] {
  return ran.flatMap((one) => {
    const { scenario, result } = one;
    const doubt = doubtIn(result.name, result.details);
    if (result.outcome === 'inconclusive' && doubt === undefined) return [];
    return runsOf(one, now).map(({ on, ground, outcome }): ScenarioPlay => ({
      scenario: scenario.name, contracts: [...scenario.contracts], service: on.kind, target: on.digest, driver: on.driver, transport: on.transport, ground, outcome, ...(doubt !== undefined && { doubt }),
    }));
  });
}

/** Notes a run where can-i-deploy reads it; gives a sentence where that is not possible. */
export async function notePlays(args: Args, context: Context, ran: readonly Ran[]): Promise<string[]> {
  await using broker = openBroker(args, context);
  const noted = await broker.recordDrift(playsOf(ran, context.clock.now()));
  return noted ? [] : ['a Pact Broker has no place for drift: keep the report (--report FILE.json) and give it to `ringproof can-i-deploy --drift FILE`'];
}
