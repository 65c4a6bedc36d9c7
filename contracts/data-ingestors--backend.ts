import { defineContract, type Evidence, type HttpInteraction, type ProviderState } from '#core/contract';
import { type Template, boolean, integer, like, regex, string } from '#core/matchers';
import { INGESTOR, REGISTERED, TABLE, ingestSummary } from '#contracts/schemas/ingest-summary';

const TOKEN = 'dummy-edge-token';
const RUN_TOKEN = 'dummy-run-token';
/** Upper case as the ingestor sends it; `Bearer` only with a token made for one run. */
const token = { Authorization: regex('^TOKEN \\S+$', `TOKEN ${TOKEN}`) };
const published = (what: string): Evidence => ({ kind: 'code', source: `tracebloc-ingestor 0.8.94 (PyPI) ${what}` });
const client = published('tracebloc_ingestor/backend/client.py, contracts/schema/backend_api.v1.json');
const assumed = (source: string): Evidence => ({ kind: 'assumed', source, owner: 'tracebloc/backend' });

const device: ProviderState = {
  name: 'an edge device',
  params: { id: 1, username: '11111111-1111-4111-8111-111111111111', password: 'dummy-edge-password', token: TOKEN, name: 'dummy-client', namespace: 'dummy-client', clusterId: null, accountId: 1 },
};
const registered: ProviderState = { name: 'a registered ingestion', params: { token: TOKEN, ingestorId: INGESTOR, tableName: TABLE, datasetKey: 'DKdummy1', category: 'image_classification', dataFormat: 'image' } };

const summary = (over: Record<string, Template> = {}, headers: HttpInteraction['request']['headers'] = token): HttpInteraction['request'] =>
  ({ method: 'POST', path: regex('^/global_meta/summary/\\w+/$', `/global_meta/summary/${TABLE}/`), headers, body: { json: ingestSummary(over) } });
const one = (description: string, given: ProviderState[], request: HttpInteraction['request'], response: HttpInteraction['response'], evidence: Evidence = client): HttpInteraction =>
  ({ kind: 'http', description, given, request, response, evidence });
const readBack = { method: 'GET', path: regex('^/global_meta/metadata_backfill/by-ingestor/[\\w-]+/$', `/global_meta/metadata_backfill/by-ingestor/${INGESTOR}/`), headers: token } as const;
const backfill: HttpInteraction['request'] = {
  method: 'POST', path: regex('^/global_meta/metadata_backfill/\\w+/$', `/global_meta/metadata_backfill/${TABLE}/`), headers: token,
  body: { json: { schema: like({ filename: 'VARCHAR(255)' }), meta_data: like({ extension: '.jpeg' }) } },
};
const failure: HttpInteraction['request'] = {
  method: 'POST', path: '/global_meta/ingest_failure/', headers: token,
  body: { json: { ingestor_id: regex('^\\S+$', INGESTOR), reason: regex('^[a-z][a-z0-9_]{0,63}$', 'validation_failed') } },
};
const untitled = Object.fromEntries(Object.entries(ingestSummary()).filter(([field]) => field !== 'dataset_title'));
const testSplit = ingestSummary({ data_intent: 'test', samples: [{ data_id: string('dummy-data-0001') }] });

/**
 * A dataset is registered in one call after its rows are in. The six calls of earlier ingestors (`global_meta/{table}/` by batch, then
 * edge labels, metadata, prepare, dataset) went with 0.5.7 at the latest; the login went with the fallback to a password.
 */
export default defineContract({
  consumer: 'data-ingestors',
  provider: 'backend',
  interactions: [
    // First, as a run meets it: a recorded ingestor is refused, reads its token again and is heard.
    {
      ...one('a dataset is registered with a token that has expired', [device, { name: 'a revoked token', params: { token: 'dummy-old-token', email: 'edge@example.test' } }],
        summary({}, { Authorization: regex('^TOKEN \\S+$', 'TOKEN dummy-old-token') }), { status: 401 }, published('tracebloc_ingestor/backend/client.py _authed_request: reads its token again and asks once more')),
      incident: 'data-ingestors#220',
    },
    { ...one('a dataset is registered', [device], summary(), { status: 201, body: { json: REGISTERED } }), incident: 'data-ingestors#187' },
    one('a dataset that this run has registered before', [device, registered], summary(), { status: 409, body: { json: REGISTERED } }),
    one('a test set is registered without its labels', [device], { ...summary(), body: { json: testSplit } }, { status: 201, body: { json: REGISTERED } }),
    {
      ...one('a dataset of a self-supervised category is registered without labels', [device],
        summary({ category: 'masked_language_modeling', data_format: 'text', labels: {}, samples: [{ data_id: string('dummy-data-0001'), label: string('') }] }), { status: 201, body: { json: REGISTERED } },
        published('tracebloc_ingestor/utils/label_policy.py apply_to_label_counts, contracts/schema/backend_api.v1.json')),
      incident: 'data-ingestors#213',
    },
    {
      ...one('a dataset of a category that is none', [device], summary({ category: 'instance_segmentation' }), { status: 400, body: { json: { category: like(['dummy']) } } },
        assumed('the closed list of categories: tracebloc-ingestor 0.8.94 (PyPI) contracts/schema/backend_api.v1.json; that the backend answers 400 by field has no public source')),
      incident: 'data-ingestors#146',
    },
    {
      ...one('a dataset without its title', [device], { ...summary(), body: { json: untitled } }, { status: 400, body: { json: { dataset_title: like(['dummy']) } } },
        assumed('required fields: tracebloc-ingestor 0.8.94 (PyPI) contracts/schema/backend_api.v1.json; that the backend answers 400 by field has no public source')),
      incident: 'data-ingestors#223',
    },
    one('a dataset is registered with the token of a run', [device, { name: 'a token for an ingestion run', params: { edgeToken: TOKEN, token: RUN_TOKEN } }],
      summary({}, { Authorization: regex('^Bearer \\S+$', `Bearer ${RUN_TOKEN}`) }), { status: 201, body: { json: REGISTERED } }, published('tracebloc_ingestor/config.py BACKEND_TOKEN_SCHEME')),
    one('a dataset that pretends to be the example', [device], summary({ example: true }), { status: 400, body: { json: { example: like(['dummy']) } } },
      published('contracts/schema/backend_api.v1.json: any other than the bundle is refused with a 400 keyed `example`')),
    one('what the backend knows of a dataset', [device, registered], readBack, {
      status: 200, body: { json: { table_name: string(TABLE), category: string('image_classification'), data_format: string('image') } },
    }),
    one('what the backend knows of a dataset that is not there', [device], readBack, { status: 404 }),
    one('metadata of a known table is written again', [device, registered], backfill, {
      status: 200, body: { json: { table_name: string(TABLE), created: boolean(false), competitions_refolded: integer(0) } },
    }),
    one('metadata of a table that is not there', [device], backfill, { status: 404 }),
    one('a run that failed says so', [device], failure, { status: 201 }),
    one('a run that says it failed has registered its dataset', [device, registered], failure, { status: 200 }),
  ],
});
