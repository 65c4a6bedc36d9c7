import { type Finding, compareTranscripts } from '#core/compare';
import type { Mismatch } from '#core/mismatch';
import type { Result } from '#core/report';
import type { Transcript } from '#core/transcript';
import { departures } from '#ring2/drift/departures';
import type { Performance, Recording } from '#ring2/drift/play';
import type { DriftTarget } from '#ring2/drift/target';

export interface Side {
  target: DriftTarget;
  recording: Recording;
}

/** Wording for people differs between products without meaning anything; it is reported and does not fail. */
export const isDrift = (finding: Finding): boolean => finding.kind !== 'cosmetic';

/** Each target against itself first (noise proves nothing), then the left one against the right one. */
export function judge(performance: Performance, left: Side, right: Side): Result {
  const { name } = performance;
  const details = describe(performance, left, right);
  const inconclusive = (reason: string, findings: Finding[] = []): Result => ({ name, outcome: 'inconclusive', reason, details: { ...details, findings } });

  for (const { target, recording } of [left, right]) {
    if ('reason' in recording) return inconclusive(recording.reason);
    const noise = noiseOf(recording.transcripts);
    const [first] = noise;
    if (first) return inconclusive(`noise: ${target.name} differs from itself at step "${first.step}", ${first.path}`, noise);
  }
  const [mine, other] = [firstOf(left), firstOf(right)];
  if (!mine || !other || other.events.length === 0) return inconclusive('the scenario observed nothing');
  const findings = compareTranscripts(mine, other);
  const drift = findings.filter(isDrift);
  if (drift.length === 0) return { name, outcome: 'passed', details: { ...details, findings } };
  return { name, outcome: 'failed', mismatches: drift.map((finding) => toMismatch(performance, left, right, finding)), details: { ...details, findings } };
}

const firstOf = ({ recording }: Side): Transcript | undefined => ('transcripts' in recording ? recording.transcripts[0] : undefined);

function noiseOf([first, ...others]: readonly Transcript[]): Finding[] {
  return first ? others.flatMap((other) => compareTranscripts(other, first)).filter(isDrift) : [];
}

function describe({ scenario, payload }: Performance, left: Side, right: Side) {
  const side = ({ target, recording }: Side) => ({
    target: target.name, transport: target.transport, clock: target.clock, driver: target.driver,
    ...('transcripts' in recording && recording.transcripts[0] && {
      runs: recording.transcripts.length, transcript: recording.transcripts[0], departures: departures(scenario, recording.transcripts[0], target.driver),
    }),
  });
  return {
    scenario: scenario.name, ids: [...scenario.ids], source: scenario.source, origin: scenario.origin, expects: scenario.expects, tier: scenario.tier,
    contracts: [...scenario.contracts], payload: { contract: payload.contract, interaction: payload.interaction },
    left: side(left), right: side(right),
  };
}

function toMismatch({ scenario, payload }: Performance, left: Side, right: Side, { step, path, kind, direction, left: mine, right: other }: Finding): Mismatch {
  const way = direction === 'neutral' ? '' : `, ${direction}`;
  return {
    code: path === 'facts.body' ? 'body' : 'metadata',
    contract: payload.contract || scenario.contracts.join(', '),
    interaction: payload.interaction,
    path: `${step}: ${path.replace(/^facts\./, '')}`,
    expected: JSON.stringify(other),
    actual: JSON.stringify(mine),
    advice: `${kind} drift${way}: ${left.target.name} shows the actual, ${right.target.name} the expected value. ${scenario.expects}`,
  };
}
