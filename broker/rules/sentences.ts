import type { Reason } from '#broker/rules/reasons';
import { describe, describeMissing } from '#broker/rules/selector';
import type { InteractionFailure } from '#broker/rules/test-results';

/** A reason in words: the real broker's sentence where it has one, and below it what failed, interaction by interaction. */
export function sentence(reason: Reason): string {
  return [brokerSentence(reason), ...detailsOf(reason).map((detail) => `  ${detail}`)].join('\n');
}

/** The sentence alone, letter by letter the real broker's where it has one. */
export function brokerSentence(reason: Reason): string {
  switch (reason.type) {
    case 'version-does-not-exist':
      return describeMissing(reason.selector);
    case 'not-verified':
      return `There is no verified pact between ${pair(reason)}`;
    case 'verification-failed':
      return `The verification for the pact between ${pair(reason)} failed`;
    case 'evidence-unknown':
      return `The pact between ${pair(reason)} is verified, but its result does not say against what; ${reason.required} was asked for`;
    case 'evidence-too-low':
      return `The pact between ${pair(reason)} is verified against ${article(reason.best)} only; ${reason.required} was asked for`;
    case 'evidence-doubted':
      return `The pact between ${pair(reason)} is verified against less than the live platform, and ${reason.why}; ${reason.required} was asked for`;
    case 'evidence-too-old':
      return `The pact between ${pair(reason)} was last verified on ${new Date(reason.verifiedAt).toISOString()}, longer ago than ${duration(reason.maxAgeMs)}`;
    case 'broker-says':
      return reason.text;
    case 'cannot-ignore':
      return `WARN: Cannot ignore ${describe(reason.selector)}`;
    case 'no-environment':
      return 'WARN: It is recommended to specify the environment into which you are deploying. Without the environment, this result will not be reliable.';
    case 'no-version-number':
      return 'WARN: It is recommended to specify the version number (rather than the tag or branch) of the pacticipant you wish to deploy to avoid race conditions. Without a version number, this result will not be reliable.';
    case 'all-verified':
      return 'All required verification results are published and successful';
    case 'nothing-required':
      return 'There are no missing dependencies';
  }
}

/** What failed, one line for each difference. */
export const detailsOf = (reason: Reason): string[] => (reason.type === 'verification-failed' ? reason.failures.flatMap(failureLines) : []);

function failureLines({ interaction, mismatches, exceptions }: InteractionFailure): string[] {
  const name = `interaction "${interaction}"`;
  const lines = [
    ...mismatches.map(({ attribute, path, description }) => `${name}: ${[attribute, path].filter(Boolean).join(' ')}: ${description}`),
    ...exceptions.map((message) => `${name}: ${message}`),
  ];
  return lines.length > 0 ? lines : [`${name} failed`];
}

type Between = Extract<Reason, { consumer: unknown }>;
const pair = ({ consumer, provider }: Between) => `${describe(consumer)} and ${describe(provider)}`;
const article = (noun: string) => (noun === 'live' ? 'the live platform' : `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`);

const UNITS = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]] as const;

function duration(ms: number): string {
  const [unit, size] = UNITS.find(([, length]) => ms >= length && ms % length === 0) ?? ['millisecond', 1];
  const count = ms / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
