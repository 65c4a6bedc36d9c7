import { EXPERIMENT_FORM } from '#contracts/schemas/experiment-form';
import type { Exchange } from '#core/exchange';
import { textExample } from '#core/interaction-match';
import { DATASET, EDGES, EDGE_1, EDGE_2, OWNER, PASSWORD, SETTING } from '#ring1/flows/setting';
import { BACKEND, inProcessPlatform } from '#ring1/platform';
import { type SessionOptions, type SessionShown, session } from '#ring1/sdk/session';

/** The form as the SDK sends it, whole, for this dataset and model. */
const form = new URLSearchParams({
  ...Object.fromEntries(Object.entries(EXPERIMENT_FORM).map(([name, value]) => [name, textExample(value)])),
  dataset_key: DATASET, model_name: 'ring1-model', data_per_edge: JSON.stringify({ [EDGE_1]: 100, [EDGE_2]: 300 }),
});

/** The notebook's person, dataset, model and plan; only where it asks is left open. */
export const NOTEBOOK: Omit<SessionOptions, 'fetch' | 'baseUrl' | 'meanwhile'> = { email: OWNER, password: PASSWORD, dataset: DATASET, model: 'ring1-model', form };

/** The session against the virtual platform, whose edges train between the first poll and the second; and what the backend heard. */
export async function sessionOnPlatform(): Promise<{ shown: SessionShown; heard: Extract<Exchange, { kind: 'http' }>[] }> {
  const platform = await inProcessPlatform();
  await platform.given(...SETTING);
  const asSdk: typeof globalThis.fetch = (url, init) => platform.fetch(url, { ...init, headers: { ...(init?.headers as Record<string, string>), 'user-agent': 'sdk' } });
  await platform.startEdges(EDGES);
  const shown = await session({ ...NOTEBOOK, fetch: asSdk, baseUrl: BACKEND, meanwhile: () => platform.bus.settle() });
  const heard = platform.journal.exchanges.filter((one): one is Extract<Exchange, { kind: 'http' }> => one.kind === 'http' && one.from === 'sdk');
  return { shown, heard };
}
