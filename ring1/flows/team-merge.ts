import { EDGE_1, OWNER, PASSWORD, SETTING, experimentForm, person, useCase } from '#ring1/flows/setting';
import { inProcessPlatform } from '#ring1/platform';
import type { Row } from '#ring1/row';
import { type Steps, outcomeOf, signIn } from '#ring1/steps';

const ADA = 'ada@lab.example.test';
const BOB = 'bob@lab.example.test';

export const teamMerge: Row = {
  name: 'backend (d) team merge',
  repository: 'backend',
  wording: 'team-merge re-allocates flops',
  incident: 'no public incident and no public fact: that a merge neither makes nor loses FLOPs is assumed, and held here to the last one',
  ranBy: 'stand-in',
  file: 'ring1/flows/team-merge.ts',
  run: ({ rules = {} } = {}) => outcomeOf('backend (d)', (steps) => walk(steps, rules)),
};

async function walk({ expect }: Steps, rules: object): Promise<void> {
  const platform = await inProcessPlatform({ rules });
  await platform.given(...SETTING, person(ADA, 2), person(BOB, 2), ...useCase({ id: 1, name: 'alpha', members: [ADA], allocated: 1000, used: 1000 }, { id: 2, name: 'beta', members: [BOB], allocated: 3000, used: 500 }));
  const [owner, ada, bob] = await Promise.all([OWNER, ADA, BOB].map((one) => signIn(platform.fetch, one, PASSWORD))) as [Call, Call, Call];
  expect('a team without FLOPs starts nothing', { status: 403 }, await ada('POST', '/experiments/', experimentForm()));
  const { experiment_key: key } = (await bob('POST', '/experiments/', experimentForm())).body as { experiment_key: string };

  expect('a member does not merge', { status: 403 }, await ada('POST', '/teams/1/merge/', { team_id: 2 }));
  expect('a team is not merged with itself', { status: 400 }, await owner('POST', '/teams/1/merge/', { team_id: 1 }));
  const merged = { team_id: 1, name: 'alpha', members: [ADA, BOB], flops_allocated: 4000, flops_used: 1500 };
  expect('no FLOPs are made or lost', { status: 200, body: merged }, await owner('POST', '/teams/1/merge/', { team_id: 2 }));
  expect('the absorbed team is gone', { status: 404 }, await bob('GET', '/teams/2/'));
  expect('its members see the kept one', { status: 200, body: merged }, await bob('GET', '/teams/1/'));
  expect('who had no FLOPs left may start again', { status: 201 }, await ada('POST', '/experiments/', experimentForm()));

  await platform.bus.send('flops', { body: { experimentKey: key, edge: EDGE_1, cycle: 1, flops: 2500 }, contentType: 'application/json', properties: {} });
  await platform.bus.settle();
  expect('an experiment of the absorbed team spends the kept one\'s FLOPs', { body: { flops_used: 4000 } }, await ada('GET', '/teams/1/'));
  expect('and stops with them', { body: { status_display: 'Paused' } }, await bob('GET', `/experiment-status/${key}/`));
}

type Call = Awaited<ReturnType<typeof signIn>>;
