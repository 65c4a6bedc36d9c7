import { createHash } from 'node:crypto';
import { CATEGORIES } from '#emulators/platform/categories';

/** Who may submit, by their token: the TokenReview and the chart's `ingestion-authz` in one. */
export interface IngestAccount {
  namespace: string;
  /** Beginnings of the tables it may write; `*` is every table. */
  tablePrefixes: string[];
}

export interface IngestionRun {
  jobName: string;
  namespace: string;
  ingestConfig: string;
}

export interface IngestionState {
  accounts: Map<string, IngestAccount>;
  /** By idempotency key. */
  runs: Map<string, IngestionRun>;
}

export const emptyIngestion = (): IngestionState => ({ accounts: new Map(), runs: new Map() });

export type Submitted =
  | { kind: 'created' | 'replayed'; run: IngestionRun }
  | { kind: 'conflict' }
  | { kind: 'forbidden' | 'invalid'; detail: string };

/** A field of an ingest config, which is flat where it matters here; no YAML is parsed. */
const field = (config: string, name: string): string => new RegExp(`^${name}:\\s*["']?([^"'\\s#]+)`, 'm').exec(config)?.[1] ?? '';

/** One run per key: the same config again is the run that is there, another one a conflict. */
export function submitRun(state: IngestionState, account: IngestAccount, key: string, ingestConfig: string): Submitted {
  const problem = configProblem(ingestConfig);
  if (problem !== undefined) return { kind: 'invalid', detail: problem };
  const table = field(ingestConfig, 'table');
  if (!account.tablePrefixes.some((prefix) => prefix === '*' || table.startsWith(prefix))) return { kind: 'forbidden', detail: `${table} begins with no prefix of this service account.` };
  const known = state.runs.get(key);
  if (known) return known.ingestConfig === ingestConfig ? { kind: 'replayed', run: known } : { kind: 'conflict' };
  const run: IngestionRun = { jobName: `ingest-job-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`, namespace: account.namespace, ingestConfig };
  state.runs.set(key, run);
  return { kind: 'created', run };
}

function configProblem(config: string): string | undefined {
  const missing = ['apiVersion', 'kind', 'category', 'table', 'intent'].find((name) => field(config, name) === '');
  if (missing) return `${missing} is required.`;
  const category = field(config, 'category');
  return CATEGORIES.includes(category) ? undefined : `category: ${JSON.stringify(category)} is not one of the known ones.`;
}
