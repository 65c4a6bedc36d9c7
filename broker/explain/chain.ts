import type { Broker, EnvironmentSummary, VersionSummary } from '#broker/broker';
import type { Deployability } from '#broker/rules/deployability';
import type { MatrixRow, RowVerification } from '#broker/rules/matrix-row';
import type { ObtainedCounts } from '#broker/rules/obtained';
import type { Grade } from '#core/target';

/** A side of an integration. Times are milliseconds since the epoch. */
export interface Side { pacticipant: string; version?: string; branches: string[]; tags: string[]; buildUrl?: string; deployed: { environment: string; since: number; kind: 'deployed' | 'released'; instance?: string }[] }

/** Everything that one row of a verdict rests on. */
export interface Link {
  consumer: Side;
  provider: Side;
  pact: { publishedAt: number; sha?: string; obtained: ObtainedCounts };
  /** Absent: never verified. */
  verification?: Pick<RowVerification, 'success' | 'at' | 'grade'> & { interactions: string[] };
  /** The successes since the last failure, newest first. */
  proofs: { grade?: Grade; at: number }[];
  /** The drift scenarios that the two's contract rests on, as they last ended. */
  drift: { scenario: string; service: string; outcome: string; doubt?: string }[];
  ignored: boolean;
}

/** The chain of facts behind a verdict, a link for each row. */
export async function chainOf(broker: Pick<Broker, 'environments' | 'versions' | 'plays'>, { rows }: Deployability): Promise<Link[]> {
  const [environments, plays] = await Promise.all([broker.environments(), broker.plays()]);
  const names = new Set(rows.flatMap(({ consumer, provider }) => [consumer.name, provider.name]));
  const versions = new Map(await Promise.all([...names].map(async (name) => [name, await broker.versions(name)] as const)));
  const side = ({ name, version }: MatrixRow['provider']): Side => sideOf(name, version, versions.get(name) ?? [], environments);
  return rows.map((row): Link => {
    const { consumer, provider, pact, verification, proofs, ignored } = row;
    return {
      consumer: side(consumer), provider: side(provider), pact, proofs, ignored,
      ...(verification && { verification: { success: verification.success, at: verification.at, ...(verification.grade && { grade: verification.grade }), interactions: verification.failures.map(({ interaction }) => interaction) } }),
      drift: plays.filter(({ contracts }) => contracts.includes(`${consumer.name}--${provider.name}`)).map(({ scenario, service, outcome, doubt }) => ({ scenario, service, outcome, ...(doubt !== undefined && { doubt }) })),
    };
  });
}

function sideOf(pacticipant: string, version: MatrixRow['provider']['version'], versions: readonly VersionSummary[], environments: readonly EnvironmentSummary[]): Side {
  if (!version) return { pacticipant, branches: [], tags: [], deployed: [] };
  const buildUrl = versions.find(({ number }) => number === version.number)?.buildUrl;
  const deployed = environments.flatMap(({ name, versions: there }) => there.filter((one) => one.pacticipant === pacticipant && one.version === version.number)
    .map(({ since, kind, instance }) => ({ environment: name, since, kind, ...(instance !== undefined && { instance }) })));
  return { pacticipant, version: version.number, branches: version.branches, tags: version.tags, ...(buildUrl !== undefined && { buildUrl }), deployed };
}
