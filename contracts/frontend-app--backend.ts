import { defineContract, type Evidence, type HttpInteraction, type ProviderState } from '#core/contract';
import { boolean, eachLike, integer, number, regex, string } from '#core/matchers';

const TOKEN = 'dummy-user-token';
const DATASET = 'DKdummy1';
const EDGE = '11111111-1111-4111-8111-111111111111';
const ADA = 'ada@example.test';
const token = { Authorization: regex('^(Token|Bearer) \\S+$', `Token ${TOKEN}`) };
const address = (value: string) => regex('^[^@\\s]+@[^@\\s]+$', value);

const scientist: ProviderState = { name: 'a data scientist', params: { email: ADA, password: 'dummy-password', token: TOKEN, accountId: 1 } };
const dataset: ProviderState = { name: 'a dataset', params: { datasetId: DATASET, edges: { [EDGE]: 100 } } };
/** Of somebody else, on the dataset, open to whoever is on its list. */
const useCase = (over: Record<string, boolean | string> = {}): ProviderState[] => [
  { name: 'a data scientist', params: { email: 'olga@example.test', password: 'dummy-password', accountId: 2 } }, dataset,
  { name: 'a use case', params: { id: 1, title: 'dummy use case', datasetId: DATASET, owner: 'olga@example.test', invited: [ADA], flopsPerTeam: 1_000_000, ...over } },
];
const team = (id: number, name: string, members: string[]): ProviderState => ({ name: 'a team', params: { id, name, useCaseId: 1, members, allocated: 1_000_000 } });

/** What a page does is the epic's row (a) or (d); how it asks has no public source. */
const assumed = (known: string): Evidence => ({ kind: 'assumed', source: `${known}; path and fields have no public source`, owner: 'tracebloc/frontend-app' });
const one = (description: string, given: ProviderState[], request: HttpInteraction['request'], response: HttpInteraction['response'], known: string): HttpInteraction =>
  ({ kind: 'http', description, given, request, response, evidence: assumed(known) });

const signUp: HttpInteraction['request'] = {
  method: 'POST', path: '/register/', body: { json: { email: address('grace@example.test'), password: string('dummy-password'), first_name: string('Grace') } },
};
const DEFINE = 'public or private with a list of addresses: docs define.mdx';
const useCaseRow = { id: integer(1), title: string('dummy use case'), dataset_key: string(DATASET), privacy: regex('^(public|private)$', 'private'), published: boolean(true), flops_per_team: integer(1_000_000) };
const teamRow = (name: string, ...members: string[]) => ({ team_id: integer(1), name: string(name), flops_allocated: number(1_000_000), flops_used: number(0), members: eachLike(address(members[0] ?? ADA), members.length) });

/** The web pages. */
export default defineContract({
  consumer: 'frontend-app',
  provider: 'backend',
  interactions: [
    one('somebody signs up', [], signUp, { status: 201, body: { json: { email: address('grace@example.test') } } }, 'POST /register/: tracebloc/cli docs/rfcs/0001 4.2'),
    one('an address that has an account signs up again', [{ name: 'a data scientist', params: { email: 'grace@example.test', password: 'dummy-password' } }], signUp,
      { status: 400, body: { json: { email: eachLike(string('A user with this email already exists.')) } } }, 'POST /register/: tracebloc/cli docs/rfcs/0001 4.2'),
    one('the link of a sign-up is opened', [{ name: 'somebody who has signed up', params: { email: 'grace@example.test', password: 'dummy-password', code: 'dummy-code' } }],
      { method: 'POST', path: '/register/activate/', body: { json: { code: string('dummy-code') } } }, { status: 200, body: { json: { email: address('grace@example.test') } } }, 'an account is activated: the epic, row (a)'),
    one('the use cases that somebody may see', [scientist, ...useCase()], { method: 'GET', path: '/use-cases/', headers: token }, { status: 200, body: { json: eachLike(useCaseRow) } }, DEFINE),
    one('a use case is drafted', [scientist, dataset], {
      method: 'POST', path: '/use-cases/', headers: token,
      body: { json: { title: string('dummy use case'), dataset_key: regex('^\\w+$', DATASET), privacy: regex('^(public|private)$', 'private'), flops_per_team: integer(1_000_000) } },
    }, { status: 201, body: { json: { ...useCaseRow, published: false } } }, DEFINE),
    one('a use case is published', [scientist, ...useCase({ owner: ADA, published: false })], { method: 'POST', path: regex('^/use-cases/\\d+/publish/$', '/use-cases/1/publish/'), headers: token },
      { status: 200, body: { json: { id: integer(1), published: true } } }, DEFINE),
    one('somebody is invited to a use case', [scientist, ...useCase({ owner: ADA })],
      { method: 'POST', path: regex('^/use-cases/\\d+/invites/$', '/use-cases/1/invites/'), headers: token, body: { json: { email: address('grace@example.test') } } },
      { status: 201, body: { json: { email: address('grace@example.test') } } }, DEFINE),
    one('a team joins a use case', [scientist, ...useCase()], { method: 'POST', path: regex('^/use-cases/\\d+/join/$', '/use-cases/1/join/'), headers: token, body: { json: { team: string('dummy team') } } },
      { status: 201, body: { json: teamRow('dummy team', ADA) } }, 'PFLOPs by team: docs define.mdx'),
    one('a team of a use case', [scientist, ...useCase(), team(1, 'dummy team', [ADA])], { method: 'GET', path: regex('^/teams/\\d+/$', '/teams/1/'), headers: token },
      { status: 200, body: { json: teamRow('dummy team', ADA) } }, 'PFLOPs by team: docs define.mdx'),
    one('two teams of a use case become one', [scientist, ...useCase({ owner: ADA }), team(1, 'kept', [ADA]), team(2, 'absorbed', ['olga@example.test'])],
      { method: 'POST', path: regex('^/teams/\\d+/merge/$', '/teams/1/merge/'), headers: token, body: { json: { team_id: integer(2) } } },
      { status: 200, body: { json: { ...teamRow('kept', ADA, 'olga@example.test'), flops_allocated: number(2_000_000) } } }, 'a merge re-allocates FLOPs: the epic, row (d)'),
    {
      kind: 'http',
      description: 'the leaderboard of a dataset',
      given: [
        scientist, dataset,
        {
          name: 'an experiment',
          params: {
            experimentKey: 'exp-dummy-0001', datasetId: DATASET, name: 'dummy-experiment', cycles: 1, epochs: 1, status: 'FINISHED',
            participants: [{ edge: EDGE, samples: 100, metrics: { accuracy: 0.6875 } }],
          },
        },
      ],
      request: { method: 'GET', path: '/leaderboard/', query: { dataset_id: regex('^\\w+$', DATASET) }, headers: token },
      response: {
        status: 200,
        body: { json: { results: eachLike({ rank: integer(1), experimentKey: string('exp-dummy-0001'), name: string('dummy-experiment'), cycle: integer(1), accuracy: number(0.6875) }) } },
      },
      evidence: { kind: 'assumed', source: 'that there is one, best cycle of each team first: docs model-evaluation.mdx; path and fields have no public source', owner: 'tracebloc/frontend-app' },
    },
  ],
});
