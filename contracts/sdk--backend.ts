import { defineContract, type Evidence, type HttpInteraction, type ProviderState } from '#core/contract';
import { boolean, eachLike, integer, like, regex, string } from '#core/matchers';
import { EXPERIMENT_FORM } from '#contracts/schemas/experiment-form';

/** The SDK as everyone installs it; private in its repository, public in the package. */
const sdk = (file: string): Evidence => ({ kind: 'code', source: `tracebloc 1.2.63 (PyPI) tracebloc/${file}` });
const OWNER = 'tracebloc/backend';

const TOKEN = 'dummy-sdk-token';
const DATASET = 'DKdummy1';
const EDGE_1 = '11111111-1111-4111-8111-111111111111';
const EDGE_2 = '22222222-2222-4222-8222-222222222222';
const KEY = 'exp-dummy-0001';
/** The login names the scheme, and the SDK presents the token under it. */
const token = { Authorization: regex('^(Token|Bearer) \\S+$', `Token ${TOKEN}`) };

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
      dataset_key: regex('^\\w+$', datasetId), model_name: regex('^.+$', 'dummy-model'), file_type: regex('^\\.(py|zip)$', '.py'),
      type: 'linking_dataset', framework: regex('^(pytorch|sklearn|lifelines|scikit_survival)$', 'pytorch'),
      category: regex('^\\w+$', category), classes: regex('^\\d+$', '2'), match_point: regex('^\\{.*\\}$', '{}'),
    },
  },
});
const start: HttpInteraction['request'] = { method: 'POST', path: '/experiments/', headers: token, body: { form: EXPERIMENT_FORM } };
const incompleteForm = Object.fromEntries(Object.entries(EXPERIMENT_FORM).filter(([field]) => field !== 'name' && field !== 'epochs'));
const upgrade: HttpInteraction['request'] = { method: 'POST', path: '/logout/', headers: { ...token, 'User-Agent': regex('^tracebloc-sdk/.+$', 'tracebloc-sdk/1.0.0 (python/3.11.9)') } };

const uploadPath = (name: string, part: string) => regex('^/check-model/uploads/[^/]+/(model|weights|tokenizer)/$', `/check-model/uploads/${name}/${part}/`);
const statusPath = (key: string) => regex('^/experiment-status/[\\w-]+/$', `/experiment-status/${key}/`);
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
      // Without a scheme the SDK refuses the login: it has no default.
      response: { status: 200, body: { json: { token: string(TOKEN), token_scheme: regex('^(Token|Bearer)$', 'Token') } } },
      evidence: sdk('client.py login'),
      replay: 'safe',
    },
    {
      kind: 'http',
      description: 'a login with a wrong password',
      given: [scientist],
      request: { method: 'POST', path: '/api-token-auth/', body: { form: { username: regex('^[^@]+@[^@]+$', 'ada@example.test'), password: regex('^.+$', 'dummy-wrong-password') } } },
      response: { status: 400, body: { json: { non_field_errors: eachLike(string('Unable to log in with provided credentials.')) } } },
      evidence: sdk('client.py login: a wrong password is a 400, not a 401'),
    },
    {
      kind: 'http',
      description: 'a logout',
      given: [scientist],
      request: { method: 'POST', path: '/logout/', headers: token },
      response: { status: 200 },
      evidence: sdk('client.py logout'),
    },
    {
      kind: 'http',
      description: 'an SDK below the version floor is told to upgrade',
      given: [scientist, { name: 'a floor for the version of the SDK', params: { minVersion: '1.2.0' } }],
      request: upgrade,
      response: { status: 426, body: { json: { error: 'upgrade_required', min_version: string('1.2.0') } } },
      evidence: sdk('client.py _error_message'),
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
            status: 'passed', total_images: like({ [EDGE_1]: 100, [EDGE_2]: 300 }), dataset_classes: integer(2), class_names: like({ cat: 250, dog: 150 }),
            allow_feature_modification: boolean(false), table_name: string('dummy_table'),
          },
        },
      },
      evidence: sdk('user.py __check_model, _linking.py _apply_link_success, _link_answer.py (a backend from before backend#6727 says datasetClasses only)'),
    },
    {
      kind: 'http',
      description: 'a model is checked against a dataset that does not exist',
      given: [scientist, model],
      request: checkModel('NoSuchDs', 'image_classification'),
      response: { status: 400 },
      evidence: sdk('_linking.py _map_link_response'),
    },
    {
      kind: 'http',
      description: 'a model of another category does not fit a dataset',
      given: [scientist, dataset, { name: 'an uploaded model', params: { modelName: 'dummy-model', category: 'text_classification', framework: 'pytorch' } }],
      request: checkModel(DATASET, 'text_classification'),
      response: { status: 409 },
      evidence: sdk('_linking.py _map_link_response'),
    },
    {
      kind: 'http',
      description: 'the columns of a dataset',
      given: [scientist, dataset],
      request: { method: 'GET', path: '/dataset/global_meta_data/', query: { dataset_id: regex('^\\w+$', DATASET) }, headers: token },
      response: { status: 200, body: { json: { schema: like({ feature_00: 'FLOAT', label: 'INT' }) } } },
      evidence: sdk('training/features.py, raw_mode.py SCHEMA_PATH'),
      replay: 'safe',
    },
    {
      kind: 'http',
      description: 'an experiment is started',
      given: [scientist, dataset, model],
      request: start,
      response: { status: 201, body: { json: { experiment_key: string(KEY) } } },
      evidence: sdk('training/submitter.py build_payload and start, _link_answer.py (a backend from before backend#6727 says experimentKey only)'),
    },
    {
      kind: 'http',
      description: 'an experiment with missing fields is refused',
      given: [scientist, dataset, model],
      request: { ...start, body: { form: incompleteForm } },
      response: { status: 400, body: { json: { code: 'MANDATORY_FIELDS', message: 'Mandatory Fields Missing.' } } },
      evidence: { kind: 'assumed', source: 'code and message: tracebloc 1.2.63 (PyPI) tracebloc/training/submitter.py; which fields are mandatory has no public source', owner: OWNER },
    },
    {
      kind: 'http',
      description: 'an experiment is refused when the budget is used up',
      given: [scientist, dataset, model, { name: 'a used-up budget', params: { email: 'ada@example.test', allocated: 100, used: 99 } }],
      request: start,
      response: { status: 403, body: { json: { message: string('The FLOPs budget is used up.') } } },
      evidence: { kind: 'assumed', source: 'a 403 with a message: tracebloc 1.2.63 (PyPI) tracebloc/training/submitter.py; refusal from 99 % of the allocation: tracebloc/client docs/SECURITY.md 8.8; that the two belong together is assumed', owner: OWNER },
    },
    {
      kind: 'http',
      description: 'an experiment with a revoked token is refused',
      given: [{ name: 'a revoked token', params: { token: TOKEN, email: 'ada@example.test' } }, dataset, model],
      request: start,
      response: { status: 401, body: { json: { detail: string('Invalid token.') } } },
      evidence: { kind: 'doc', source: '401: tracebloc/client docs/SECURITY.md 8.3; the request: tracebloc 1.2.63 (PyPI) tracebloc/training/submitter.py' },
      incident: 'cli#112',
    },
    {
      kind: 'http',
      description: 'a part of an uploaded model is fetched',
      given: [scientist, model],
      request: { method: 'GET', path: uploadPath('dummy-model', 'model'), headers: token },
      // The SDK takes the file under the name that stands here, and under no other.
      response: { status: 200, headers: { 'Content-Disposition': regex('^.*filename="[^"/]+\\.(py|zip)".*$', 'attachment; filename="dummy-model.py"') } },
      evidence: sdk('fetch.py fetch_model, _served_name'),
    },
    {
      kind: 'http',
      description: 'a part that an uploaded model has not',
      given: [scientist, model],
      request: { method: 'GET', path: uploadPath('dummy-model', 'tokenizer'), headers: token },
      response: { status: 404 },
      evidence: sdk('fetch.py _download'),
    },
    {
      kind: 'http',
      description: 'the state of an experiment',
      given: [scientist, dataset, experiment],
      request: { method: 'GET', path: statusPath(KEY), headers: token },
      // The codes and labels are the backend's own; the SDK passes them on.
      response: { status: 200, body: { json: { experiment_key: string(KEY), status: integer(3), status_display: string('Completed') } } },
      evidence: sdk('user.py get_experiment_status'),
    },
    {
      kind: 'http',
      description: 'the state of an experiment that is not there',
      given: [scientist],
      request: { method: 'GET', path: statusPath('exp-nowhere'), headers: token },
      response: { status: 404 },
      evidence: sdk('user.py get_experiment_status'),
    },
  ],
});
