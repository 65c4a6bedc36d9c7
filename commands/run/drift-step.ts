import type { Loop } from '#commands/run/loop';
import { contractPayloads } from '#commands/payloads';
import type { Result } from '#core/report';
import { mismatchSentence } from '#reporters/words';
import { runDrift } from '#ring2/drift/run';
import { loadScenarios } from '#ring2/drift/scenarios';
import { parseTarget } from '#ring2/drift/targets';

/** The emulator over TCP against the emulator over WebSocket: the platform's clients use both. Plays what the contracts rely on; `drift` plays all. */
export async function driftStep({ page, context: { progress, signal } }: Loop): Promise<Result[]> {
  const [left, right] = [parseTarget('emulator:tcp'), parseTarget('emulator:ws')];
  const pack = (await loadScenarios()).filter(({ contracts }) => contracts.length > 0);
  const { results } = await runDrift({ left, right, pack, payloads: await contractPayloads(), progress, signal });
  page.drift = { left: left.name, right: right.name, rows: results.map(row) };
  return results;
}

const row = ({ name, outcome, reason, mismatches = [], details = {} }: Result) => ({
  scenario: name, outcome, source: typeof details['source'] === 'string' ? details['source'] : '', contracts: (details['contracts'] ?? []) as string[],
  finding: mismatches.map(mismatchSentence).join(' · ') || (reason ?? ''),
});
