import { DATASET, OWNER, PASSWORD, SETTING, experimentForm } from '#ring1/flows/setting';
import { inProcessPlatform } from '#ring1/platform';
import type { Row } from '#ring1/row';
import { type Steps, caller, outcomeOf, signIn } from '#ring1/steps';

const SCIENTIST = 'ada@lab.example.test';

export const signupToExperiment: Row = {
  name: 'backend (a) signup to experiment',
  repository: 'backend',
  wording: 'signup → activate → publish use-case → invite → join → submit-experiment',
  incident: 'cli#125 (2026-07-01): an account was made that could not log in; here every identifier that one step hands out is what the next one is asked with',
  ranBy: 'stand-in',
  file: 'ring1/flows/signup-to-experiment.ts',
  run: ({ rules = {} } = {}) => outcomeOf('backend (a)', (steps) => walk(steps, rules)),
};

async function walk({ expect }: Steps, rules: object): Promise<void> {
  const platform = await inProcessPlatform({ rules });
  await platform.given(...SETTING);
  const anyone = caller(platform.fetch);
  const owner = await signIn(platform.fetch, OWNER, PASSWORD);

  expect('a sign-up', { status: 201, body: { email: SCIENTIST } }, await anyone('POST', '/register/', { email: SCIENTIST, password: PASSWORD, first_name: 'Ada' }));
  expect('a second sign-up with the address is refused', { status: 400 }, await anyone('POST', '/register/', { email: SCIENTIST, password: PASSWORD, first_name: 'Ada' }));
  expect('nobody logs in before the activation', { status: 401 }, await anyone('POST', '/api-token-auth/', { username: SCIENTIST, password: PASSWORD }));
  const [mail] = await platform.outbox();
  expect('the mail of the activation', { to: SCIENTIST, kind: 'activation' }, mail);
  expect('the activation', { status: 200 }, await anyone('POST', '/register/activate/', { code: mail?.code ?? '' }));
  expect('a link activates once', { status: 400 }, await anyone('POST', '/register/activate/', { code: mail?.code ?? '' }));
  const scientist = await signIn(platform.fetch, SCIENTIST, PASSWORD);

  const draft = { title: 'ring1', dataset_key: DATASET, privacy: 'private', flops_per_team: 1_000_000 };
  expect('a use case is drafted', { status: 201, body: { id: 1, published: false, privacy: 'private' } }, await owner('POST', '/use-cases/', draft));
  expect('a draft is shown to nobody', { status: 200, body: [] }, await scientist('GET', '/use-cases/'));
  expect('only its owner publishes it', { status: 404 }, await scientist('POST', '/use-cases/1/publish/'));
  expect('it is published', { status: 200, body: { published: true } }, await owner('POST', '/use-cases/1/publish/'));
  expect('who is not invited sees no private use case', { status: 404 }, await scientist('POST', '/use-cases/1/join/', { team: 'lab' }));
  expect('who is in no team starts nothing on its dataset', { status: 403, body: { message: 'You are in no team of this use case.' } }, await scientist('POST', '/experiments/', experimentForm()));
  expect('somebody is invited', { status: 201 }, await owner('POST', '/use-cases/1/invites/', { email: SCIENTIST }));
  expect('the invitation is mailed', [{ kind: 'activation' }, { to: SCIENTIST, kind: 'invitation' }], await platform.outbox());
  expect('a team joins with what every team is given', { status: 201, body: { name: 'lab', flops_allocated: 1_000_000, flops_used: 0, members: [SCIENTIST] } }, await scientist('POST', '/use-cases/1/join/', { team: 'lab' }));
  expect('nobody joins twice', { status: 400 }, await scientist('POST', '/use-cases/1/join/', { team: 'lab again' }));

  const started = await scientist('POST', '/experiments/', experimentForm());
  expect('the experiment is started', { status: 201 }, started);
  const { experiment_key: key } = started.body as { experiment_key: string };
  expect('its state', { status: 200, body: { status_display: 'Pending' } }, await scientist('GET', `/experiment-status/${key}/`));
  expect('both edges are told to train', [{ entity: 'training', message: { body: { experimentKey: key, samples: 100 } } }, { entity: 'training', message: { body: { experimentKey: key, samples: 300 } } }], platform.bus.sent);
}
