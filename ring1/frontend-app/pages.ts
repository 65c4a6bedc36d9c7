import { loadContract } from '#contracts/load';
import { type Contract, type HttpInteraction, contractName } from '#core/contract';
import { type Page, joinPage, leaderboardPage, useCasesPage } from '#ring1/frontend-app/page';
import { BACKEND, inProcessPlatform } from '#ring1/platform';
import type { Row } from '#ring1/row';
import { type Steps, outcomeOf } from '#ring1/steps';

export const frontendPages: Row = {
  name: 'frontend-app pages',
  repository: 'frontend-app',
  wording: 'Promote the 10 existing Cypress specs to run against the deployed staging backend (gate behind CYPRESS_LIVE=1)',
  incident: 'client docs/SECURITY.md 8.3: a page must answer a 401 with a new login; and no page may show what the backend no longer says',
  ranBy: 'stand-in',
  file: 'ring1/frontend-app/pages.ts',
  run: () => outcomeOf('frontend-app', walk),
};

const STUB = 'https://api.tracebloc.io';
const USE_CASES = '<h1>Use cases</h1><ul><li>dummy use case (private, 1000000 FLOPs)</li></ul>';
const JOINED = '<h1>dummy team</h1><p>1000000 FLOPs left</p><ul><li>ada@example.test</li></ul>';
const LEADERBOARD = '<h1>Leaderboard</h1><table><tr><td>1</td><td>dummy-experiment</td><td>1</td><td>0.6875</td></tr></table>';

async function walk({ expect }: Steps): Promise<void> {
  const contract = await loadContract('frontend-app--backend');
  // msw comes with the user's own project.
  const [{ mswFetch }, { mswHandlers }] = await Promise.all([import('#stubs/msw/in-process'), import('#stubs/msw/handlers')]);
  const { handlers } = mswHandlers({ contract, baseUrl: STUB });
  const stubbed = mswFetch(handlers);
  const onStub: Page = { fetch: stubbed, baseUrl: STUB, authorization: 'Token dummy-user-token' };
  expect('the use cases, from the handlers', USE_CASES, await useCasesPage(onStub));
  expect('joining, from the handlers', JOINED, await joinPage(onStub, 1, 'dummy team'));
  expect('the leaderboard, from the handlers', LEADERBOARD, await leaderboardPage(onStub, 'DKdummy1'));
  expect('a call that the contract does not know is refused', 500, (await stubbed(`${STUB}/use-case/`, { headers: { authorization: 'Token x' } })).status);

  // The same pages on the virtual platform, in the state that each interaction names.
  expect('the use cases, from the platform', USE_CASES, await useCasesPage(await inState(contract, 'the use cases that somebody may see')));
  expect('joining, from the platform', JOINED, await joinPage(await inState(contract, 'a team joins a use case'), 1, 'dummy team'));
  expect('the leaderboard, from the platform', LEADERBOARD, await leaderboardPage(await inState(contract, 'the leaderboard of a dataset'), 'DKdummy1'));
  const stranger = { ...(await inState(contract, 'the leaderboard of a dataset')), authorization: 'Token revoked' };
  expect('a token that has ended asks for a new login', 'log in again', await leaderboardPage(stranger, 'DKdummy1').catch(({ message }: Error) => message));
}

async function inState(contract: Contract, description: string): Promise<Page> {
  const interaction = contract.interactions.find((one): one is HttpInteraction => one.kind === 'http' && one.description === description);
  if (!interaction) throw new Error(`${contractName(contract)} has no interaction "${description}"`);
  const platform = await inProcessPlatform();
  await platform.given(...(interaction.given ?? []));
  return { fetch: platform.fetch, baseUrl: BACKEND, authorization: 'Token dummy-user-token' };
}
