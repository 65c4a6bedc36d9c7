import type { Hono } from 'hono';
import type { Clock } from '#core/clock';
import type { Journal } from '#core/exchange';
import type { Json } from '#core/json';
import { createApp } from '#emulators/platform/http/app';
import { type StateSetup, addControl, virtual } from '#emulators/platform/http/control';
import { holdFields, text, textOf } from '#emulators/platform/http/fields';
import { params } from '#emulators/platform/http/params';
import { type Answer, type Route, refuse } from '#emulators/platform/http/route';
import { type IngestAccount, type IngestionState, emptyIngestion, submitRun } from '#emulators/platform/jobs-manager/state-ingestion';

type Caller = IngestAccount | null;

/** What the jobs-manager serves inside the cluster: ingestion runs, submitted under a key that makes a second try harmless. */
export function jobsManagerApp(options: { clock: Clock; journal: Journal }): Hono {
  const state = emptyIngestion();
  const app = createApp<Caller>({
    name: 'jobs-manager', ...options, nobody: null, routes: ingestionRoutes(state),
    authenticate: ({ authorization }) => {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? refuse({ code: 'not-authenticated' });
      return state.accounts.get(token) ?? refuse({ code: 'invalid-token' });
    },
  });
  addControl(app, { self: virtual('jobs-manager'), states: givenIngestion(state), reset: () => void Object.assign(state, emptyIngestion()), messages: {} });
  return app;
}

const key = (value: Json): string | undefined => (typeof value === 'string' && /^[0-9a-f]{32}$/.test(value) ? undefined : 'Not 32 hexadecimal digits.');
const digest = (value: Json): string | undefined => (typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value) ? undefined : 'Not a digest.');

const ingestionRoutes = (state: IngestionState): Route<Caller>[] => [{
  method: 'POST',
  path: '/internal/submit-ingestion-run',
  handle({ caller, body }): Answer {
    holdFields(body, { ingest_config: text, idempotency_key: key }, { image_digest: digest });
    const account = caller ?? refuse({ code: 'not-authenticated' });
    const submitted = submitRun(state, account, textOf(body, 'idempotency_key'), textOf(body, 'ingest_config'));
    switch (submitted.kind) {
      case 'created': case 'replayed': {
        const { jobName, namespace } = submitted.run;
        return { status: submitted.kind === 'created' ? 201 : 200, body: { job_name: jobName, namespace, replay: submitted.kind === 'replayed' } };
      }
      case 'conflict': return { status: 409, body: { error: 'idempotency_conflict', detail: 'This key belongs to another ingestion run.' } };
      case 'forbidden': return { status: 403, body: { error: 'forbidden', detail: submitted.detail } };
      case 'invalid': return { status: 400, body: { error: 'invalid_config', detail: submitted.detail } };
    }
  },
}];

const givenIngestion = (state: IngestionState): Record<string, StateSetup> => ({
  'a service account that may ingest': (given) => {
    const { tablePrefixes } = given;
    if (!Array.isArray(tablePrefixes)) throw new Error('the provider state needs the parameter "tablePrefixes" (a list of strings)');
    state.accounts.set(params(given).text('token'), { namespace: params(given).text('namespace'), tablePrefixes: tablePrefixes.map(String) });
  },
  'a submitted ingestion run': (given) => {
    const p = params(given);
    const submitted = submitRun(state, { namespace: p.text('namespace'), tablePrefixes: ['*'] }, p.text('idempotencyKey'), p.text('ingestConfig'));
    if (submitted.kind !== 'created') throw new Error(`the run was not created: ${submitted.kind}`);
  },
});
