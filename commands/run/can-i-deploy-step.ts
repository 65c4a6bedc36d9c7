import { type MatrixRow, sentence } from '#broker/index';
import { ENVIRONMENT } from '#commands/run/deploy-step';
import type { Loop } from '#commands/run/loop';
import type { Verdict } from '#core/outcome';
import type { Result } from '#core/report';
import type { MatrixCell } from '#reporters/html/model';

const OUTCOME = { yes: 'passed', no: 'failed', unknown: 'inconclusive' } as const satisfies Record<string, Verdict>;

/** Asks for every application whether it may be deployed beside the others. */
export async function canIDeployStep({ broker, page, version }: Loop): Promise<Result[]> {
  const results: Result[] = [];
  const rows = new Map<string, MatrixCell>();
  for (const { name: pacticipant } of await broker.pacticipants()) {
    const answer = await broker.canIDeploy({ pacticipant, version, environment: ENVIRONMENT });
    const reasons = answer.reasons.map(sentence);
    page.verdicts.push({ pacticipant, version, verdict: answer.verdict, reasons });
    for (const row of answer.rows) rows.set(`${row.consumer.name} ${row.provider.name}`, cell(row));
    const outcome = OUTCOME[answer.verdict];
    results.push({ name: pacticipant, outcome, ...(outcome !== 'passed' && { reason: reasons.join('\n') }) });
  }
  page.matrix.push(...[...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row));
  return results;
}

const cell = ({ consumer, provider, verification }: MatrixRow): MatrixCell => ({
  consumer: consumer.name, consumerVersion: consumer.version.number, provider: provider.name, providerVersion: provider.version?.number ?? '',
  outcome: verification ? (verification.success ? 'passed' : 'failed') : 'inconclusive', grade: verification?.grade ?? 'unknown',
});
