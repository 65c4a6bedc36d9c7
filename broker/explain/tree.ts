import type { Link, Side } from '#broker/explain/chain';
import { day } from '#broker/explain/sentences';

/** A link of the chain as lines of a tree, the oldest fact first; `now` (milliseconds) makes times into ages too. */
export function linkLines({ consumer, provider, pact, verification, proofs, drift, ignored }: Link, now: number): string[] {
  const { recorded, specification, unknown } = pact.obtained;
  const counts = [[recorded, 'recorded from a real consumer'], [specification, 'sent by specification'], [unknown, 'obtained nobody says how']].filter(([count]) => Number(count) > 0).map(([count, how]) => `${count} ${how}`);
  const when = (at: number) => `${day(at)}, ${ageOf(now - at)} ago`;
  return branches([
    ...(ignored ? ['left out of the verdict, as asked'] : []),
    `pact published ${when(pact.publishedAt)} by ${versionWords(consumer)}`,
    `interactions: ${counts.join(', ') || 'none'}${pact.sha === undefined ? '' : `; content ${pact.sha}`}`,
    ...stays(consumer, when),
    verification
      ? `${verification.success ? 'verified' : `failed (${verification.interactions.map((name) => `"${name}"`).join(', ') || 'nobody says what'})`} ${when(verification.at)} by ${versionWords(provider)}, grade ${verification.grade ?? 'unknown'}`
      : `not verified by ${provider.version === undefined ? `any version of ${provider.pacticipant} that counts` : versionWords(provider)}`,
    ...proofs.slice(1).map(({ grade, at }) => `also proven ${when(at)}, grade ${grade ?? 'unknown'}`),
    ...stays(provider, when),
    ...drift.map(({ scenario, service, outcome, doubt }) => `drift scenario ${scenario} on ${service}: ${outcome}${doubt === undefined ? '' : `; ${doubt}`}`),
  ]);
}

function versionWords({ pacticipant, version, branches: names, tags, buildUrl }: Side): string {
  const more = [...(names.length > 0 ? [`branch ${names.join(', ')}`] : []), ...(tags.length > 0 ? [`tag ${tags.join(', ')}`] : []), ...(buildUrl === undefined ? [] : [buildUrl])];
  return `${pacticipant} ${version ?? ''}${more.length > 0 ? ` (${more.join('; ')})` : ''}`;
}

const stays = ({ pacticipant, version, deployed }: Side, when: (at: number) => string): string[] =>
  deployed.map(({ environment, since, kind, instance }) => `${pacticipant} ${version} ${kind} to ${environment}${instance === undefined ? '' : ` as ${instance}`} ${when(since)}`);

const branches = (lines: string[]): string[] => lines.map((line, index) => `${index === lines.length - 1 ? '└' : '├'}─ ${line}`);

function ageOf(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  return minutes < 2880 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}
