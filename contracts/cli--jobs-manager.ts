import { defineContract, type Evidence, type HttpInteraction, type ProviderState } from '#core/contract';
import { regex, string } from '#core/matchers';

const TOKEN = 'dummy-service-account-token';
const KEY = '0123456789abcdef0123456789abcdef';
const CONFIG = 'apiVersion: tracebloc.io/v1\nkind: IngestConfig\ncategory: image_classification\ntable: dummy_table\nintent: train\n';
const NAMESPACE = 'dummy-client';

const code: Evidence = { kind: 'code', source: 'tracebloc/cli@e8af6f1 internal/submit/{client,body}.go' };
const assumed = (source: string): Evidence => ({ kind: 'assumed', source, owner: 'tracebloc/client-runtime' });

/** The command line mints a token of about ten minutes for the service account `ingestor` and presents it. */
const account = (tablePrefixes = ['*']): ProviderState => ({ name: 'a service account that may ingest', params: { token: TOKEN, namespace: NAMESPACE, tablePrefixes } });
const submitted: ProviderState = { name: 'a submitted ingestion run', params: { idempotencyKey: KEY, ingestConfig: CONFIG, namespace: NAMESPACE } };

const submit = (config = CONFIG, more: Record<string, ReturnType<typeof regex>> = {}): HttpInteraction['request'] => ({
  method: 'POST',
  path: '/internal/submit-ingestion-run',
  headers: { Authorization: regex('^Bearer \\S+$', `Bearer ${TOKEN}`) },
  body: { json: { ingest_config: regex('^[\\s\\S]+$', config), idempotency_key: regex('^[0-9a-f]{32}$', KEY), ...more } },
});
/** Without a job's name or namespace the command line calls it a protocol error. */
const job = (replay: boolean) => ({ json: { job_name: regex('^\\S+$', 'ingest-job-0123456789ab'), namespace: regex('^\\S+$', NAMESPACE), replay } });
const problem = { json: { error: regex('^\\S+$', 'invalid_config'), detail: string('dummy') } };

export default defineContract({
  consumer: 'cli',
  provider: 'jobs-manager',
  interactions: [
    { kind: 'http', description: 'an ingestion run is submitted', given: [account()], request: submit(), response: { status: 201, body: job(false) }, evidence: code },
    {
      kind: 'http',
      description: 'an ingestion run is submitted with an image of its own',
      given: [account()],
      request: submit(CONFIG, { image_digest: regex('^sha256:[0-9a-f]{64}$', `sha256:${'a'.repeat(64)}`) }),
      response: { status: 201, body: job(false) },
      evidence: code,
    },
    {
      kind: 'http',
      description: 'the same ingestion run is submitted again',
      given: [account(), submitted],
      request: submit(),
      response: { status: 200, body: job(true) },
      evidence: code,
      incident: 'client#183',
    },
    {
      kind: 'http',
      description: 'another ingestion run is submitted under a key that is taken',
      given: [account(), submitted],
      request: submit(CONFIG.replace('dummy_table', 'other_table')),
      response: { status: 409 },
      evidence: code,
      incident: 'client#127',
    },
    {
      kind: 'http',
      description: 'an ingestion run of a category that is none',
      given: [account()],
      request: submit(CONFIG.replace('image_classification', 'instance_segmentation')),
      response: { status: 400, body: problem },
      evidence: assumed('{error, detail} with a 4xx: tracebloc/cli@e8af6f1 internal/submit/client.go; which 4xx has no public source'),
      incident: 'client-runtime#162',
    },
    {
      kind: 'http',
      description: 'an ingestion run is submitted with a token that is none',
      request: submit(),
      response: { status: 401 },
      evidence: assumed('TokenReview of the bearer token: tracebloc/client@0985814 templates/rbac.yaml; the status has no public source'),
    },
    {
      kind: 'http',
      description: 'an ingestion run into a table that the account may not write',
      given: [account(['other_'])],
      request: submit(),
      response: { status: 403, body: problem },
      evidence: assumed('allowed service accounts with their table prefixes: the chart\'s ConfigMap ingestion-authz (tracebloc/client@0985814); the status has no public source'),
    },
  ],
});
