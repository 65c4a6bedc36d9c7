import type { Mismatch } from '#core/mismatch';
import type { Outcome } from '#core/outcome';

/** The boundaries between services that an incident can lie on. */
export const BOUNDARIES = {
  A: 'backend and edge', B: 'backend and command line', C: 'chart and runtime', D: 'network policy and permissions', E: 'ingestor and backend',
  G: 'images and tags', H: 'installer and backend', I: 'messages and proxy',
} as const;

/** One incident of the real platform, with a switch that puts it back in. */
export interface Incident {
  /** `client#196`: repository and number of its issue or its fix. */
  ref: string;
  /** Of the fix; '' where none is public. */
  date: string;
  boundary: keyof typeof BOUNDARIES;
  /** What broke, in one sentence. */
  broke: string;
  /** What the switch does. */
  switch: string;
  /** Whether the fault is one of ours after the description, or something of tracebloc's own. */
  fault: 'reconstructed' | 'real artefact';
  /** What must turn red, and nothing else: a journey, contract or requirement by name. */
  caughtBy: { kind: 'journey' | 'contract' | 'requirement'; name: string };
  /** What its message must say for the incident to count as caught: the cause. */
  says: RegExp;
  /** Checks with the switch off or on. */
  check(on: boolean): Promise<Outcome>;
}

/** Whether a switch was seen for what it is. */
export interface Caught {
  incident: Incident;
  caught: boolean;
  /** What turned red and said so; or what was wrong instead. */
  message: string;
}

/** Runs one incident's check twice: without the switch it must be green, with it red, by the named check and for the named reason. */
export async function tryIncident(incident: Incident): Promise<Caught> {
  const off = await incident.check(false);
  if (off.outcome !== 'passed') return { incident, caught: false, message: `Without the switch: ${words(off)}` };
  const on = await incident.check(true);
  if (on.outcome !== 'failed') return { incident, caught: false, message: `With the switch nothing turned red: ${words(on)}` };
  const [first] = on.mismatches.filter((one) => incident.says.test(sentence(one)));
  if (!first) return { incident, caught: false, message: `It turned red for another reason than ${String(incident.says)}: ${words(on)}` };
  const strangers = on.mismatches.filter(({ contract }) => contract !== contractOf(incident));
  if (strangers.length > 0) return { incident, caught: false, message: `Something else turned red as well: ${strangers.map(sentence).join('; ')}` };
  return { incident, caught: true, message: sentence(first) };
}

const contractOf = ({ caughtBy: { kind, name } }: Incident): string => (kind === 'journey' ? `journey ${name}` : name);

const sentence = ({ contract, interaction, path, expected, actual, advice }: Mismatch): string =>
  `${contract} "${interaction}": ${path || 'it'} should be ${expected}, was ${actual}${advice ? `. ${advice}` : ''}`;

const words = (outcome: Outcome): string =>
  (outcome.outcome === 'failed' ? outcome.mismatches.map(sentence).join('; ') : outcome.outcome === 'inconclusive' ? outcome.reason : 'passed');
