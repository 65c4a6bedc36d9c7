import type { Contract } from '#core/contract';
import { reasonOf } from '#core/errors';
import type { JsonObject } from '#core/json';
import { ContractBroken, type Filling, speak } from '#stubs/speak';

/**
 * How a stub ingestor behaves. `honest` does all it should; the others each do what an ingestor once did: `no-second-try` gives up at
 * the first 401, `counts-refused` counts rows that the backend refused as registered, `ends-well` ends with 0 whatever happened,
 * `labels-anyway` registers labels of a self-supervised category. `old-schema` is honest, but knows categories that the backend does not.
 */
export const INGESTOR_BEHAVIOURS = ['honest', 'no-second-try', 'counts-refused', 'ends-well', 'labels-anyway', 'old-schema'] as const;
export type IngestorBehaviour = (typeof INGESTOR_BEHAVIOURS)[number];

export interface IngestorOptions {
  backendUrl: string;
  /** The run's token as it is in its Secret now: read at the start and again after a 401. */
  readToken: () => Promise<string>;
  ingestorId: string;
  table: string;
  category: string;
  labels: Record<string, number>;
  behaviours: readonly IngestorBehaviour[];
  /** `data-ingestors--backend`: it can say nothing that this does not hold. */
  contract: Contract;
  /** Happens after the rows are in and before the dataset is registered: a run takes hours. */
  beforeRegistering?: (() => Promise<void>) | undefined;
}

export interface IngestRun {
  exitCode: 0 | 1;
  log: string[];
  rows: number;
  /** Rows that it says the backend knows of. */
  registered: number;
}

const REGISTER = 'a dataset is registered';
const REGISTER_UNLABELLED = 'a dataset of a self-supervised category is registered without labels';
const FAILED = 'a run that failed says so';
/** The token of one run is a ClientAccessToken, which the backend knows under this keyword only. */
const SCHEME = 'Bearer';

/**
 * Runs an ingestor that ingests nothing: its rows are in, it registers their dataset, and its end says whether the backend knows them.
 * Every request is built from the contract, every answer held to it.
 */
export async function runIngestor(options: IngestorOptions): Promise<IngestRun> {
  const { backendUrl, contract, ingestorId, table, readToken, labels, behaviours, beforeRegistering } = options;
  const does = (behaviour: IngestorBehaviour) => behaviours.includes(behaviour);
  const rows = Math.max(1, Object.values(labels).reduce((sum, count) => sum + count, 0));
  const log = [`${rows} rows are in`];
  let token = await readToken();
  await beforeRegistering?.();
  const tell = (description: string, filling: Pick<Filling, 'path' | 'body' | 'unheld'>) =>
    speak(contract, description, { baseUrl: backendUrl, token, scheme: SCHEME, ...filling }, globalThis.fetch);
  const register = () => tell(Object.keys(labels).length === 0 ? REGISTER_UNLABELLED : REGISTER, { path: [table], body: summary(options, rows), unheld: does('old-schema') });
  try {
    await register().catch(async (error: unknown) => {
      if (!isUnauthorized(error) || does('no-second-try')) throw error;
      log.push('401: the token is read again');
      token = await readToken();
      await register();
    });
    return { exitCode: 0, log: [...log, `${rows} rows are registered`], rows, registered: rows };
  } catch (error) {
    if (!(error instanceof ContractBroken)) throw error;
    log.push(error.message);
    await tell(FAILED, { body: { ingestor_id: ingestorId, reason: 'registration_failed' } }).catch((problem: unknown) => void log.push(`nor could that be told: ${reasonOf(problem)}`));
    return { exitCode: does('ends-well') ? 0 : 1, log, rows, registered: does('counts-refused') ? rows : 0 };
  }
}

const summary = ({ ingestorId, category, labels, behaviours }: IngestorOptions, rows: number): JsonObject => ({
  ingestor_id: ingestorId, category, record_count: rows, labels: behaviours.includes('labels-anyway') ? { cat: rows } : labels,
  samples: [{ data_id: 'dummy-data-0001', label: Object.keys(labels)[0] ?? '' }],
});

const isUnauthorized = (error: unknown): boolean => error instanceof ContractBroken && error.mismatches.some(({ code, actual }) => code === 'status' && actual.startsWith('401'));
