import { fileURLToPath } from 'node:url';
import { loadContract } from '#contracts/load';
import type { Json } from '#core/json';
import { NOTEBOOK, sessionOnPlatform } from '#ring1/sdk/against-the-platform';
import { API, cassetteOf } from '#ring1/sdk/cassette-of';
import { session } from '#ring1/sdk/session';
import type { Row } from '#ring1/row';
import { type Steps, outcomeOf } from '#ring1/steps';

export const CASSETTE = fileURLToPath(new URL('./cassettes/session.json', import.meta.url));

export const sdkSession: Row = {
  name: 'tracebloc-py-package session',
  repository: 'tracebloc-py-package',
  wording: 'login → upload model → link dataset → start experiment → poll → download',
  incident: 'the whole SDK is 100 % mock (the epic): a changed backend is invisible; backend#6727 renamed the fields of three answers',
  ranBy: 'stand-in',
  file: 'ring1/sdk/sdk-session.ts',
  run: () => outcomeOf('tracebloc-py-package', walk),
};

const SHOWN = { linked: 'passed', classes: 2, states: ['Pending', 'Completed'], fetched: { name: 'ring1-model.py', text: 'framework = "pytorch"\n' } };
const WHAT = [
  'a login with e-mail and password', 'a model fits a dataset', 'an experiment is started', 'the state of an experiment', 'the state of an experiment', 'a part of an uploaded model is fetched', 'a logout',
];

async function walk({ expect, none }: Steps): Promise<void> {
  // nock comes with the user's own project.
  const { holdCassette, readCassette, replayCassette } = await import('#stubs/cassettes/index');
  const contract = await loadContract('sdk--backend');
  const cassette = readCassette(CASSETTE);
  const held = holdCassette(contract, cassette);
  expect('every call of the cassette is one of the contract', WHAT, held.map(({ interaction }) => interaction ?? null));
  for (const { call, mismatches } of held) none(`the cassette is what the contract says: ${call}`, mismatches);

  const live = await sessionOnPlatform();
  expect('the session on the virtual platform', SHOWN, live.shown);
  const replay = replayCassette(CASSETTE);
  try {
    const shown = await session({ ...NOTEBOOK, fetch: globalThis.fetch, baseUrl: API, meanwhile: async () => undefined });
    expect('the session on the cassette shows the same', SHOWN, shown);
    expect('no call of the cassette is left over', [], replay.left);
  } finally {
    replay[Symbol.dispose]();
  }
  const fresh = (text: string): Json => JSON.parse(text.replaceAll(/exp-[0-9a-f]{12}/g, 'exp-KEY')) as Json;
  expect('the cassette is not out of date', fresh(JSON.stringify(cassette.entries)), fresh(JSON.stringify(cassetteOf(live.heard, '').entries)));
}
