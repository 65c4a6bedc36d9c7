import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { consumers } from '#commands/run/consumers';
import { parsePact, provenanceOf } from '#core/pact';

const PUBLISHED = 'tiers/sdks/platform-consumers.test.ts';
/** Consumers outside this repository whose recordings a tier makes again: contract → name and interactions. */
const TIER: Record<string, { by: string; proof: string }> = {
  'cli--backend': { by: 'tracebloc CLI v0.10.9', proof: 'tiers/cli/tracebloc-cli.test.ts' },
  'sdk--backend': { by: 'tracebloc 1.2.63', proof: PUBLISHED }, 'data-ingestors--backend': { by: 'tracebloc-ingestor 0.8.94', proof: PUBLISHED },
};

const pacts = readdirSync('pacts').map((file) => ({ name: file.replace(/\.json$/, ''), pact: parsePact(readFileSync(`pacts/${file}`, 'utf8'), file) }));

// "recorded" is carried over while the content stays the same, so somebody must be able to record it again.
it.each(pacts)('$name says "recorded" of nothing that nobody here records again', ({ name, pact }) => {
  const claimed = pact.interactions.flatMap((one) => (provenanceOf(one)?.obtained === 'recorded' ? [{ description: one.description, by: provenanceOf(one)?.by }] : []));
  const tier = TIER[name];
  const proof = tier ? readFileSync(tier.proof, 'utf8') : '';
  for (const { description, by } of claimed) {
    expect(by, description).toBe(consumers[name]?.by ?? tier?.by);
    if (tier) expect(proof).toContain(`'${description}'`);
  }
});
