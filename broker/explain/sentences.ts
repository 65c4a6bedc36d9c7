import type { Explanation, FailureOrigin, Meeting } from '#broker/rules/explanation';
import { sentence } from '#broker/rules/sentences';

/** An explanation in words, a line each: the reason with what failed, since when, whose turn it is, what to run next. */
export function explanationLines({ reason, origins, owner, next }: Explanation): string[] {
  const names = 'consumer' in reason ? { consumer: reason.consumer.pacticipant, provider: reason.provider.pacticipant } : undefined;
  return [
    ...sentence(reason).split('\n'),
    ...(names ? origins.map((origin) => `  ${originSentence(origin, names)}`) : []),
    ...(owner ? [`  ${owner.pacticipant} must act (the ${owner.role}${where(owner.repositoryUrl, owner.mainBranch)})`] : []),
    ...(next ? [`  next: ${commandLine(next)}`] : []),
  ];
}

export const commandLine = (words: readonly string[]): string => ['ringproof', ...words.map(quoted)].join(' ');

function originSentence({ interaction, firstRed, lastGreen, changedBy }: FailureOrigin, { consumer, provider }: { consumer: string; provider: string }): string {
  const of = ({ consumerVersion, providerVersion, at }: Meeting) => `${consumer} ${consumerVersion} with ${provider} ${providerVersion} (${day(at)})`;
  const before = lastGreen ? `was last green for ${of(lastGreen)}` : 'was never green';
  const moved = changedBy === 'provider' ? `${provider} no longer does what it did` : lastGreen ? `${consumer} expects something else since` : `${consumer} expects what ${provider} has never done`;
  return `interaction "${interaction}" is red since ${of(firstRed)}, ${before}: ${moved}`;
}

const where = (repositoryUrl: string | undefined, mainBranch: string | undefined): string =>
  `${repositoryUrl === undefined ? '' : `, ${repositoryUrl}`}${mainBranch === undefined ? '' : `, main branch ${mainBranch}`}`;

/** A moment as a person reads it in a list: UTC, to the minute. */
export const day = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
