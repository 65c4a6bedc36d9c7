import { worst } from '#core/outcome';
import type { Report, Result } from '#core/report';
import type { Transcript } from '#core/transcript';
import type { Service } from '#ring2/drift/golden/golden';
import { linesOf, settle } from '#ring2/drift/golden/settled';
import type { Performance } from '#ring2/drift/play';
import type { DriftTarget } from '#ring2/drift/target';

/** What a recording changed in what ringproof knows of one scenario. */
export function told({ name, scenario }: Performance, recorded: Transcript, emulated: Transcript | undefined, how: string, driver: string): Result {
  const settlement = settle(scenario, recorded, emulated, driver);
  const lines = linesOf(settlement);
  const departs = settlement.verdict === 'contradicted' || (settlement.emulator !== 'unknown' && settlement.emulator.length > 0);
  return {
    name, outcome: departs ? 'failed' : 'passed', ...(lines.length > 0 && { reason: lines.join('\n') }),
    details: { summary: `${how}; ${settlement.ground}: ${settlement.verdict}`, scenario: scenario.name, how, settlement },
  };
}

export function truthReport(results: Result[], { target, folder }: { target: DriftTarget; folder: string }, service: Service): Report {
  const count = (is: (result: Result) => boolean) => results.filter(is).length;
  const settled = (verdict: string) => count(({ details }) => (details?.['settlement'] as { verdict?: string } | undefined)?.verdict === verdict);
  const counts = { confirmed: settled('confirmed'), contradicted: settled('contradicted'), 'not recorded': count(({ outcome }) => outcome === 'inconclusive') };
  return {
    schemaVersion: 1, verb: 'drift', outcome: worst(results.map(({ outcome }) => outcome)), counts, results,
    details: { recorded: { target: target.name, transport: target.transport, driver: target.driver, service, folder } },
  };
}
