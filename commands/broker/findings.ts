import type { Finding } from '#broker/ledger/life/check';
import type { Report } from '#core/report';

/** What a check of a ledger found: nothing passes. */
export function findingsReport(verb: string, file: string, findings: Finding[], counts: Record<string, number>): Report {
  const outcome = findings.length > 0 ? 'failed' : 'passed';
  return {
    schemaVersion: 1, verb, outcome, counts: { ...counts, findings: findings.length },
    results: [{
      name: file, outcome, ...(findings.length > 0 && { reason: findings.map(({ what, problem }) => `${what}: ${problem}`).join('\n') }),
      details: { findings: findings.map((one) => ({ ...one })) },
    }],
    ...(findings.length > 0 && { notes: ['What can be read is saved into a new ledger by `ringproof broker repair NEW-FILE`.'] }),
  };
}
