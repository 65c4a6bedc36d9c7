import { defineContract, type Evidence, type HttpInteraction, type ProviderState } from '#core/contract';
import { boolean, eachLike, integer, like, number, regex, string } from '#core/matchers';
import { EXPERIMENT_FORM } from '#contracts/schemas/experiment-form';

const oldSdk: Evidence = { kind: 'old-sdk', source: 'tracebloc_package 0.6.x', owner: 'tracebloc/tracebloc-py-package' };
const assumed: Evidence = { kind: 'assumed', source: 'no public source; the fields are those the documentation names (docs how-training-works.mdx, model-evaluation.mdx)', owner: 'tracebloc/backend' };

const TOKEN = 'dummy-sdk-token';
const DATASET = 'DKdummy1';
const EDGE_1 = '11111111-1111-4111-8111-111111111111';
const EDGE_2 = '22222222-2222-4222-8222-222222222222';
const KEY = 'exp-dummy-0001';
const token = { Authorization: regex('^Token \\S+$', `Token ${TOKEN}`) };

const scientist: ProviderState = {
  name: 'a data scientist',
  params: { email: 'ada@example.test', password: 'dummy-password', token: TOKEN, accountId: 1 },
};
const dataset: ProviderState = {
  name: 'a dataset',
  params: {
    datasetId: DATASET, category: 'image_classification', tableName: 'dummy_table',
    edges: { [EDGE_1]: 100, [EDGE_2]: 300 }, classes: { cat: 250, dog: 150 }, schema: { feature_00: 'FLOAT', label: 'INT' },
  },
};
const model: ProviderState = { name: 'an uploaded model', params: { modelName: 'dummy-model', category: 'image_classification', framework: 'pytorch' } };

const checkModel = (datasetId: string, category: string): HttpInteraction['request'] => ({
  method: 'POST',
  path: '/check-model/',
  headers: token,
  body: {
    form: {
      datasetId: regex('^\\w+$', datasetId), modelName: regex('^.+$', 'dummy-model'), file_type: regex('^\\.(py|zip)$', '.py'),
      type: 'linking_dataset', framework: regex('^(pytorch|tensorflow|sklearn|lifelines|scikit_survival)$', 'pytorch'),
      category: regex('^\\w+$', category), classes: regex('^\\d+$', '2'), match_point: regex('^\\{.*\\}$', '{}'),
    },
  },
});
const start: HttpInteraction['request'] = { method: 'POST', path: '/experiments/', headers: token, body: { form: EXPERIMENT_FORM } };
const incompleteForm = Object.fromEntries(Object.entries(EXPERIMENT_FORM).filter(([field]) => field !== 'name' && field !== 'epochs'));

const experiment: ProviderState = {
  name: 'an experiment',
  params: {
    experimentKey: KEY, datasetId: DATASET, name: 'dummy-experiment', cycles: 1, epochs: 1, status: 'FINISHED',
    participants: [{ edge: EDGE_1, samples: 100, metrics: { accuracy: 0.5 } }, { edge: EDGE_2, samples: 300, metrics: { accuracy: 0.75 } }],
  },
};

export default defineContract({
  consumer: 'sdk',
  provider: 'backend',
  interactions: [
    {
      kind: 'http',
      description: 'a login with e-mail and password',
      given: [scientist],
      request: { method: 'POST', path: '/api-token-auth/', body: { form: { username: regex('^[^@]+@[^@]+$', 'ada@example.test'), password: regex('^.+$', 'dummy-password') } } },
      response: { status: 200, body: { json: { token: string(TOKEN) } } },
      evidence: oldSdk,
      replay: 'safe',
    },
    {
      kind: 'http',
      description: 'a login with a wrong password',
      given: [scientist],
      request: { method: 'POST', path: '/api-token-auth/', body: { form: { username: regex('^[^@]+@[^@]+$', 'ada@example.test'), password: regex('^.+$', 'dummy-wrong-password') } } },
      response: { status: 400 },
      evidence: { ...oldSdk, source: 'tracebloc_package 0.6.x; 400 = invalid credentials on the same endpoint: tracebloc/client@0985814 scripts/lib/install-client-helm.sh' },
    },
    {
      kind: 'http',
      description: 'a logout',
      given: [scientist],
      request: { method: 'POST', path: '/logout/', headers: token },
      response: { status: 200 },
      evidence: { ...oldSdk, source: 'tracebloc_package 0.6.x calls it; the status is assumed' },
    },
    {
      kind: 'http',
      description: 'a model fits a dataset',
      given: [scientist, dataset, model],
      request: checkModel(DATASET, 'image_classification'),
      response: {
        status: 200,
        body: {
          json: {
            status: 'passed', total_images: like({ [EDGE_1]: 100, [EDGE_2]: 300 }), datasetClasses: integer(2), class_names: like({ cat: 250, dog: 150 }),
            allow_feature_modification: boolean(false), table_name: string('dummy_table'), matchPoints: like({}), outputClass: integer(2),
          },
        },
      },
      evidence: oldSdk,
    },
    {
      kind: 'http',
      description: 'a model is checked against a dataset that does not exist',
      given: [scientist, model],
      request: checkModel('NoSuchDs', 'image_classification'),
      response: { status: 400, body: { json: { message: string('Dataset not found.') } } },
      evidence: oldSdk,
    },
    {
      kind: 'http',
      description: 'a model of another category does not fit a dataset',
      given: [scientist, dataset, { name: 'an uploaded model', params: { modelName: 'dummy-model', category: 'text_classification', framework: 'pytorch' } }],
      request: checkModel(DATASET, 'text_classification'),
      response: { status: 409, body: { json: { message: string('The model does not fit the category of the dataset.') } } },
      evidence: oldSdk,
    },
    {
      kind: 'http',
      description: 'the columns of a dataset',
      given: [scientist, dataset],
      request: { method: 'GET', path: '/dataset/global_meta_data/', query: { dataset_id: regex('^\\w+$', DATASET) }, headers: token },
      response: { status: 200, body: { json: { schema: like({ feature_00: 'FLOAT', label: 'INT' }) } } },
      evidence: oldSdk,
      replay: 'safe',
    },
    {
      kind: 'http',
      description: 'an experiment is started',
      given: [scientist, dataset, model],
      request: start,
      response: { status: 201, body: { json: { experimentKey: string(KEY) } } },
      evidence: oldSdk,
    },
    {
      kind: 'http',
      description: 'an experiment with missing fields is refused',
      given: [scientist, dataset, model],
      request: { ...start, body: { form: incompleteForm } },
      response: { status: 400 },
      evidence: oldSdk,
    },
    {
      kind: 'http',
      description: 'an experiment is refused when the budget is used up',
      given: [scientist, dataset, model, { name: 'a used-up budget', params: { email: 'ada@example.test', allocated: 100, used: 99 } }],
      request: start,
      response: { status: 403, body: { json: { message: string('The FLOPs budget is used up.') } } },
      evidence: { ...oldSdk, source: 'tracebloc_package 0.6.x; refusal from 99 % of the allocation: tracebloc/client docs/SECURITY.md 8.8' },
    },
    {
      kind: 'http',
      description: 'an experiment with a revoked token is refused',
      given: [{ name: 'a revoked token', params: { token: TOKEN, email: 'ada@example.test' } }, dataset, model],
      request: start,
      response: { status: 401, body: { json: { detail: string('Invalid token.') } } },
      evidence: { ...oldSdk, source: 'tracebloc_package 0.6.x; 401: tracebloc/client docs/SECURITY.md 8.3' },
    },
    {
      kind: 'http',
      description: 'the state of an experiment',
      given: [scientist, dataset, experiment],
      request: { method: 'GET', path: regex('^/experiments/[\\w-]+/$', `/experiments/${KEY}/`), headers: token },
      response: {
        status: 200,
        body: {
          json: {
            experimentKey: string(KEY), status: regex('^(PENDING|RUNNING|FINISHED)$', 'FINISHED'), cycles: integer(1),
            cycle: integer(1), edges_involved: eachLike(string(EDGE_1)),
          },
        },
      },
      evidence: assumed,
    },
    {
      kind: 'http',
      description: 'the leaderboard of a dataset',
      given: [scientist, dataset, experiment],
      request: { method: 'GET', path: '/leaderboard/', query: { dataset_id: regex('^\\w+$', DATASET) }, headers: token },
      response: {
        status: 200,
        body: { json: { results: eachLike({ rank: integer(1), experimentKey: string(KEY), name: string('dummy-experiment'), cycle: integer(1), accuracy: number(0.6875) }) } },
      },
      evidence: assumed,
    },
  ],
});
