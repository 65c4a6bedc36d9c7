import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadContract } from '#contracts/load';
import { RingproofError } from '#core/errors';
import { interactionKey, parsePact, provenanceOf, sameContent } from '#core/pact';
import { recordFromConsumer } from '#engine/index';

function python(): string {
  const path = process.env['RINGPROOF_TRACEBLOC_PYTHON'];
  if (path) return path;
  throw new RingproofError('RP_PREREQUISITE', {
    tool: 'Python with the published SDK and ingestor', what: 'recording their contracts from them',
    advice: 'Make one with `python3 -m venv DIR && DIR/bin/pip install -r tiers/sdks/platform-consumers/requirements.txt`, then set RINGPROOF_TRACEBLOC_PYTHON to DIR/bin/python.',
  });
}

const LOGIN = 'a login with e-mail and password';
const FITS = 'a model fits a dataset';
const SDK: [string, string[]][] = [
  ['session', [LOGIN, 'the state of an experiment', 'the state of an experiment that is not there', 'a logout']], ['columns', [LOGIN, 'the columns of a dataset']],
  ['wrong-password', ['a login with a wrong password']], ['too-old', ['an SDK below the version floor is told to upgrade']],
  ['experiment', [LOGIN, FITS, 'an experiment is started']], ['refused-link', [LOGIN, 'a model is checked against a dataset that does not exist']],
  ['refused-link', [LOGIN, 'a model of another category does not fit a dataset']], ['refused-experiment', [LOGIN, FITS, 'an experiment is refused when the budget is used up']],
  ['refused-experiment', [LOGIN, FITS, 'an experiment with a revoked token is refused']],
];
const INGESTOR: [string, string[]][] = [
  ['rotated', ['a dataset is registered with a token that has expired', 'a dataset is registered']], ['registered', ['a dataset that this run has registered before']],
  ['test-set', ['a test set is registered without its labels']], ['self-supervised', ['a dataset of a self-supervised category is registered without labels']],
  ['of-a-run', ['a dataset is registered with the token of a run']], ['example', ['a dataset that pretends to be the example']],
  ['unknown-category', ['a dataset of a category that is none']], ['read', ['what the backend knows of a dataset']], ['missing', ['what the backend knows of a dataset that is not there']],
  ['backfill', ['metadata of a known table is written again']], ['failure', ['a run that failed says so']], ['failure', ['a run that says it failed has registered its dataset']],
];

it.each([['sdk--backend', 'sdk.py', SDK], ['data-ingestors--backend', 'ingestor.py', INGESTOR]] as const)('%s is recorded as committed from the published package, unmodified', { timeout: 300_000 }, async (name, script, runs) => {
  const contract = await loadContract(name);
  const file = `pacts/${name}.json`;
  const committed = parsePact(readFileSync(file, 'utf8'), file);
  const program = fileURLToPath(new URL(`./platform-consumers/${script}`, import.meta.url));
  const proven = new Set<string>();
  for (const [scene, answering] of runs) {
    const { hits, pact } = await recordFromConsumer({ contract, answering, command: [python(), program, scene], timeoutMs: 60_000 });
    expect(hits.map(({ interaction }) => interaction), scene).toEqual(answering);
    for (const description of answering) {
      const now = pact.interactions.find((one) => one.description === description);
      const then = now && committed.interactions.find((one) => interactionKey(one) === interactionKey(now));
      expect(now && then && sameContent(now, then) && provenanceOf(then)?.obtained, description).toBe('recorded');
      proven.add(description);
    }
  }
  // Nothing says "recorded" that no run above has made.
  expect(committed.interactions.filter((one) => provenanceOf(one)?.obtained === 'recorded').map(({ description }) => description).sort()).toEqual([...proven].sort());
});
