import { defineContract } from '#core/contract';
import { eachLike, integer, number, regex, string } from '#core/matchers';

const TOKEN = 'dummy-user-token';
const DATASET = 'DKdummy1';
const EDGE = '11111111-1111-4111-8111-111111111111';

/** The web pages. No public source says how they ask: the SDK has no leaderboard. */
export default defineContract({
  consumer: 'frontend-app',
  provider: 'backend',
  interactions: [
    {
      kind: 'http',
      description: 'the leaderboard of a dataset',
      given: [
        { name: 'a data scientist', params: { email: 'ada@example.test', password: 'dummy-password', token: TOKEN, accountId: 1 } },
        { name: 'a dataset', params: { datasetId: DATASET, edges: { [EDGE]: 100 } } },
        {
          name: 'an experiment',
          params: {
            experimentKey: 'exp-dummy-0001', datasetId: DATASET, name: 'dummy-experiment', cycles: 1, epochs: 1, status: 'FINISHED',
            participants: [{ edge: EDGE, samples: 100, metrics: { accuracy: 0.6875 } }],
          },
        },
      ],
      request: { method: 'GET', path: '/leaderboard/', query: { dataset_id: regex('^\\w+$', DATASET) }, headers: { Authorization: regex('^(Token|Bearer) \\S+$', `Token ${TOKEN}`) } },
      response: {
        status: 200,
        body: { json: { results: eachLike({ rank: integer(1), experimentKey: string('exp-dummy-0001'), name: string('dummy-experiment'), cycle: integer(1), accuracy: number(0.6875) }) } },
      },
      evidence: { kind: 'assumed', source: 'that there is one, best cycle of each team first: docs model-evaluation.mdx; path and fields have no public source', owner: 'tracebloc/frontend-app' },
    },
  ],
});
