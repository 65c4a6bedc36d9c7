import type { Json } from '#core/json';
import { type BackendRoute, edgeOf } from '#emulators/platform/backend/caller';
import type { BackendContext } from '#emulators/platform/backend/context';
import { readSummary } from '#emulators/platform/backend/ingest-summary';
import { ACCESS_TOKEN_MS, addToken } from '#emulators/platform/backend/state-auth';
import { backfill, ingestOf, registerIngest, reportFailure } from '#emulators/platform/backend/state-ingest';
import { holdFields, object, text, textOf } from '#emulators/platform/http/fields';
import { refuse } from '#emulators/platform/http/route';

const slug = (value: Json): string | undefined => (typeof value === 'string' && /^[a-z][a-z0-9_]{0,63}$/.test(value) ? undefined : 'Not a valid reason.');

/** What ingestion runs report, with an edge's token or a run's own. Shapes of tracebloc-ingestor 0.8.94. */
export const ingestRoutes = ({ state, ids, clock }: BackendContext): BackendRoute[] => [
  {
    method: 'POST',
    path: '/ingest-token/',
    handle(call) {
      const { key } = addToken(state, { key: ids.token(), scheme: 'bearer', subject: { kind: 'edge', device: edgeOf(call) }, expiresAt: clock.now() + ACCESS_TOKEN_MS });
      return { status: 201, body: { token: key } };
    },
  },
  {
    method: 'POST',
    path: '/global_meta/summary/:table{\\w+}/',
    handle(call) {
      const summary = readSummary(call.body, call.params['table'] ?? '');
      const { ingest, known } = registerIngest(state, edgeOf(call), summary, ids.datasetKey());
      return { status: known ? 409 : 201, body: { dataset_id: ingest.id, dataset_key: ingest.datasetKey } };
    },
  },
  {
    method: 'GET',
    path: '/global_meta/metadata_backfill/by-ingestor/:ingestor{[\\w-]+}/',
    handle(call) {
      const ingest = ingestOf(state, edgeOf(call), call.params['ingestor'] ?? '') ?? refuse({ code: 'not-found' });
      const dataset = state.datasets.get(ingest.datasetKey) ?? refuse({ code: 'not-found' });
      const { tableName, dataFormat, intent, metaData } = ingest;
      return {
        status: 200,
        body: {
          table_name: tableName, category: dataset.category, data_format: dataFormat, intent, is_competition: false, source_dataset_ids: [],
          schema: dataset.schema, meta_data: metaData as Json,
        },
      };
    },
  },
  {
    method: 'POST',
    path: '/global_meta/metadata_backfill/:table{\\w+}/',
    handle(call) {
      holdFields(call.body, { schema: object, meta_data: object });
      const table = call.params['table'] ?? '';
      backfill(state, edgeOf(call), table, call.body['schema'] as Record<string, string>, call.body['meta_data'] as Record<string, unknown>);
      return { status: 200, body: { table_name: table, created: false, competitions_refolded: 0 } };
    },
  },
  {
    method: 'POST',
    path: '/global_meta/ingest_failure/',
    handle(call) {
      holdFields(call.body, { ingestor_id: text, reason: slug });
      const noted = reportFailure(state, edgeOf(call), textOf(call.body, 'ingestor_id'), textOf(call.body, 'reason'));
      return { status: noted ? 201 : 200, body: {} };
    },
  },
];
