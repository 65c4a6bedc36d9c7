import { type Finding, compareTranscripts } from '#core/compare';
import type { Mismatch } from '#core/mismatch';
import type { Result } from '#core/report';
import type { Transcript } from '#core/transcript';
import type { Excusable, Excuse } from '#ring2/drift/allowances/excuse';
import { departures } from '#ring2/drift/departures';
import type { Performance, Recording } from '#ring2/drift/play';
import type { DriftTarget } from '#ring2/drift/target';
import type { Severity } from '#ring2/drift/verdict/classification';
import { type DriftFinding, classify } from '#ring2/drift/verdict/finding';

export interface Side {
  target: DriftTarget;
  recording: Recording;
}

export interface Judging {
  /** The least severity that fails. */
  gate: Severity;
  excuse: (difference: Excusable) => Excuse | undefined;
}

/** Wording for people differs between products without meaning anything; it is reported and does not fail. */
export const isDrift = (finding: Finding): boolean => finding.kind !== 'cosmetic';

/** Each target against itself first (noise proves nothing), then the left one against the right one. */
export function judge(performance: Performance, left: Side, right: Side, { gate, excuse }: Judging): Result {
  const { name, scenario } = performance;
  const group = { ...(scenario.area && { group: scenario.area }) };
  const details = describe(performance, left, right);
  const inconclusive = (reason: string, more: Result['details'] = {}): Result => ({ name, ...group, outcome: 'inconclusive', reason, details: { ...details, findings: [], ...more } });

  for (const { target, recording } of [left, right]) {
    if ('reason' in recording) {
      const { reason, gap, notOffered } = recording;
      return inconclusive(reason, { ...(gap && { gap: { target: target.name, ...gap } }), ...(notOffered && { notOffered }) });
    }
    const noise = noiseOf(recording.transcripts);
    const [first] = noise;
    if (first) return inconclusive(`noise: ${target.name} differs from itself at step "${first.step}", ${first.path}`, { noise });
  }
  const [mine, other] = [firstOf(left), firstOf(right)];
  if (!mine || !other || other.events.length === 0) return inconclusive('the scenario observed nothing');
  const findings = compareTranscripts(mine, other).map((one): DriftFinding => {
    const finding = classify(performance, left.target, right.target, gate, one);
    const excused = finding.gates ? excuse({ scenario: scenario.name, target: left.target.name, ...finding }) : undefined;
    return { ...finding, ...(excused && { excused }) };
  });
  const words = (some: readonly DriftFinding[]) => some.map((finding) => toMismatch(performance, finding));
  const drift = findings.filter(({ gates, excused }) => gates && (!excused || excused.expired));
  const excused = findings.filter((finding) => finding.excused && !finding.excused.expired);
  const result = { name, ...group, ...(excused.length > 0 && { excused: words(excused) }), details: { ...details, findings } };
  if (drift.length === 0) return { ...result, outcome: 'passed' };
  return { ...result, outcome: 'failed', reason: `${scenario.expects}\n${drift[0]?.reproduce ?? ''}`, mismatches: words(drift) };
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

function toMismatch({ payload }: Performance, finding: DriftFinding): Mismatch {
  const { step, path, kind, direction, severity, expected, actual, fingerprint, contracts, excused } = finding;
  const way = direction === 'neutral' ? '' : `, ${direction}`;
  const until = excused && `${excused.expired ? 'No longer excused: that ended on' : 'Excused until'} ${excused.expires} by ${excused.owner}: ${excused.reason} (${excused.link})`;
  return {
    code: path === 'facts.body' ? 'body' : 'metadata',
    contract: payload.contract || contracts.join(', '),
    interaction: payload.interaction,
    path: `${step}: ${path.replace(/^facts\./, '')}`,
    expected: JSON.stringify(expected),
    actual: JSON.stringify(actual),
    advice: [`${severity}: ${kind} drift${way}; fingerprint ${fingerprint}`, ...(until ? [until] : [])].join('\n'),
  };
}
