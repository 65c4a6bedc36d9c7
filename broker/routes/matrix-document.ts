import { dateTime } from '#broker/routes/hal';
import type { Judgement } from '#broker/rules/deployability';
import type { MatrixRow, RowVersion } from '#broker/rules/matrix-row';
import { paths } from '#broker/rules/paths';
import { classOf } from '#broker/rules/reasons';
import { brokerSentence, detailsOf } from '#broker/rules/sentences';

/**
 * A verdict and its rows as the real broker gives them; notices also name what failed, interaction by interaction, and
 * `ringproof` tells beside the rest what a client would otherwise read from every result and every pact.
 */
export function matrixDocument({ deployable, counts, reasons, rows }: Judgement, base: string, limit: number): object {
  const ordered = [...rows.filter((row) => !row.ignored), ...rows.filter((row) => row.ignored)];
  return {
    summary: { deployable, reason: reasons.map(brokerSentence).join('\n'), ...counts },
    notices: reasons.flatMap((reason) => [brokerSentence(reason), ...detailsOf(reason)].map((text) => ({ type: classOf(reason), text }))),
    matrix: ordered.slice(0, limit).map((row) => line(row, base)),
  };
}

function line({ consumer, provider, pact, verification, ignored }: MatrixRow, base: string): object {
  const result = verification && {
    success: verification.success, verifiedAt: dateTime(verification.at), ringproof: { grade: verification.grade ?? null },
    _links: { self: { href: base + paths.result(provider.name, consumer.name, pact.sha ?? '', verification.number) } },
  };
  return {
    consumer: { name: consumer.name, version: versionOf(consumer.name, consumer.version, base), _links: { self: { href: base + paths.pacticipant(consumer.name) } } },
    provider: { name: provider.name, version: provider.version ? versionOf(provider.name, provider.version, base) : null, _links: { self: { href: base + paths.pacticipant(provider.name) } } },
    pact: { createdAt: dateTime(pact.publishedAt), ringproof: { obtained: pact.obtained }, _links: { self: { href: base + paths.pact(provider.name, consumer.name, consumer.version.number) } } },
    verificationResult: result ?? null,
    ...(ignored && { ignored: true }),
  };
}

function versionOf(pacticipant: string, { number, branches, tags, environments }: RowVersion, base: string): object {
  const branchVersions = branches.map((name) => ({ name, _links: { self: { title: 'Branch version', name, href: base + paths.branchVersion(pacticipant, name, number) } } }));
  return {
    number, branch: branches.at(-1) ?? null, branches: branchVersions, branchVersions,
    environments: environments.map((name) => ({ name })),
    tags: tags.map((name) => ({ name, _links: { self: { href: base + paths.tag(pacticipant, number, name) } } })),
    _links: { self: { href: base + paths.version(pacticipant, number) } },
  };
}
