import { EDGES, EDGE_1, PASSWORD, SETTING, experimentForm, person, useCase } from '#ring1/flows/setting';
import { inProcessPlatform } from '#ring1/platform';
import type { Row } from '#ring1/row';
import { type Steps, outcomeOf, signIn } from '#ring1/steps';

const RICH = 'grace@rich.example.test';
const NEARLY = 'nia@nearly.example.test';
const SPENT = 'sam@spent.example.test';

export const flopsAutoStop: Row = {
  name: 'backend (b) FLOPs auto-stop',
  repository: 'backend',
  wording: 'flops exhaustion auto-stop',
  incident: 'the rule of tracebloc/client docs/SECURITY.md 8.8: no start from 99 % of the allocation, running work pauses when it is used up; a report that the bus delivers twice must not spend twice',
  ranBy: 'stand-in',
  file: 'ring1/flows/flops-auto-stop.ts',
  run: ({ rules = {} } = {}) => outcomeOf('backend (b)', (steps) => walk(steps, rules)),
};

async function walk({ expect }: Steps, rules: object): Promise<void> {
  const platform = await inProcessPlatform({ rules });
  await platform.given(
    ...SETTING, person(RICH, 2), person(NEARLY, 3), person(SPENT, 4),
    ...useCase({ id: 1, name: 'rich', members: [RICH], allocated: 1000 }, { id: 2, name: 'nearly', members: [NEARLY], allocated: 1000, used: 989 }, { id: 3, name: 'spent', members: [SPENT], allocated: 1000, used: 990 }),
  );
  const [rich, nearly, spent] = await Promise.all([RICH, NEARLY, SPENT].map((one) => signIn(platform.fetch, one, PASSWORD))) as [Call, Call, Call];
  const taken = await nearly('POST', '/experiments/', experimentForm());
  expect('a start below 99 % is taken', { status: 201 }, taken);
  const other = taken.body as { experiment_key: string };
  expect('a start at 99 % is refused', { status: 403, body: { message: 'The FLOPs budget is used up.' } }, await spent('POST', '/experiments/', experimentForm()));

  const first = (await rich('POST', '/experiments/', experimentForm({ cycles: '2' }))).body as { experiment_key: string };
  const second = (await rich('POST', '/experiments/', experimentForm())).body as { experiment_key: string };
  const stateOf = async ({ experiment_key: key }: { experiment_key: string }) => (await rich('GET', `/experiment-status/${key}/`)).body;
  const report = async (key: string, cycle: number, flops: number) => {
    await platform.bus.send('flops', { body: { experimentKey: key, edge: EDGE_1, cycle, flops }, contentType: 'application/json', properties: {} });
    await platform.bus.settle();
  };
  const team = async () => (await rich('GET', '/teams/1/')).body;
  await report(first.experiment_key, 1, 600);
  await report(first.experiment_key, 1, 600);
  expect('FLOPs that are reported twice are spent once', { flops_allocated: 1000, flops_used: 600 }, await team());
  expect('below the allocation all goes on', { status_display: 'Pending' }, await stateOf(first));
  await report(second.experiment_key, 1, 400);
  expect('the last FLOPs are spent', { flops_used: 1000 }, await team());
  expect('what runs is paused when the FLOPs are used up', { status_display: 'Paused' }, await stateOf(first));
  expect('and so is all else of the team', { status_display: 'Paused' }, await stateOf(second));

  // What was under way comes in: weights, metrics and the average of the first cycle.
  for (const { username } of EDGES) {
    const edge = await signIn(platform.fetch, username, PASSWORD);
    const upload = { edge: username, samples: 100, tensors: [{ name: 'w', shape: [1], dtype: 'float32', values: [1] }] };
    expect('what a paused run still brings is taken', { status: 201 }, await edge('POST', `/experiments/${first.experiment_key}/cycles/1/weights/`, upload));
    await platform.bus.send('experiments', { body: { experimentKey: first.experiment_key, edge: username, cycle: 1, epoch: 1, metrics: { accuracy: 0.5 } }, contentType: 'application/json', properties: {} });
  }
  await platform.bus.settle();
  const dispatched = () => platform.bus.sent.filter(({ entity, message }) => entity === 'training' && (message.body as { cycle: number }).cycle === 2);
  expect('a paused run begins no further cycle', [], dispatched());
  expect('another team is not paused', { status_display: 'Pending' }, (await nearly('GET', `/experiment-status/${other.experiment_key}/`)).body);

  await platform.startEdges(EDGES);
  await platform.bus.settle();
  // Four pods of the two paused runs, and one of the other team's, whose first pod has used up its FLOPs.
  const refused = { entity: 'training', reason: 'PodFailed' };
  expect('no pod of a paused run begins', [refused, refused, refused, refused, refused], platform.bus.deadLetters);
  expect('the other team has spent what one pod costs', { body: { flops_used: 989 + 1_000_000 } }, await nearly('GET', '/teams/2/'));
}

type Call = Awaited<ReturnType<typeof signIn>>;
