import type { Contract } from '#core/contract';
import type { Json, JsonObject } from '#core/json';
import type { Mismatch } from '#core/mismatch';
import { type Behaviour, type PodSettings, type Tensor, readPodEnv } from '#stubs/training-pod/env';
import { ContractBroken, type Filling, speak } from '#stubs/speak';

/** What the pod was made from: it can say nothing that these do not hold. */
export interface PodContracts {
  requestsProxy: Contract;
  backend: Contract;
}

export interface PodRun {
  exitCode: 0 | 1;
  /** One line a step, as a pod's log. */
  log: string[];
  /** Why it failed, when a contract was broken. */
  mismatches: Mismatch[];
}

export interface PodOptions {
  env: Readonly<Record<string, string | undefined>>;
  contracts: PodContracts;
  fetch?: typeof globalThis.fetch;
  behaviour?: Behaviour;
}

/**
 * Runs a training pod that does not train: resolves its experiment, downloads the weights, posts epoch results and FLOPs, uploads
 * canned weights. Every request is built from the contracts, every answer held to them.
 * @throws RingproofError `RP_POD_ENV`, `RP_USAGE_VALUE` for a wrong environment; everything else is in the run
 */
export async function runTrainingPod({ env, contracts, fetch = globalThis.fetch, behaviour }: PodOptions): Promise<PodRun> {
  const settings = readPodEnv(env, behaviour);
  const log: string[] = [];
  try {
    await train(settings, contracts, fetch, log);
    return { exitCode: 0, log, mismatches: [] };
  } catch (error) {
    if (error instanceof ContractBroken) return { exitCode: 1, log: [...log, error.message], mismatches: error.mismatches };
    if (error instanceof Crashed) return { exitCode: 1, log: [...log, error.message], mismatches: [] };
    throw error;
  }
}

class Crashed extends Error {}

async function train(settings: PodSettings, contracts: PodContracts, fetch: typeof globalThis.fetch, log: string[]): Promise<void> {
  const { experimentKey, edge, cycle, epochs, behaviour } = settings;
  const reporter = behaviour === 'forged-edge' ? settings.forgedEdge : edge;
  const token = behaviour === 'stale-token' ? `${settings.requestsProxyToken}-stale` : settings.requestsProxyToken;
  const backend = async (description: string, filling: Omit<Filling, 'baseUrl' | 'token'>): Promise<Json> => {
    const answer = await speak(contracts.backend, description, { baseUrl: settings.backendUrl, token: settings.backendToken, ...filling }, fetch);
    log.push(description);
    return answer;
  };
  const proxy = async (description: string, body: JsonObject): Promise<void> => {
    await speak(contracts.requestsProxy, description, { baseUrl: settings.requestsProxyUrl, token, body: { experimentKey, edge: reporter, cycle, ...body } }, fetch);
    log.push(description);
  };
  await backend('the pod resolves its experiment with its token', { path: [experimentKey] });
  const downloaded = (await backend('the pod downloads the current weights', { path: [experimentKey] })) as JsonObject;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const progress = epoch / epochs;
    await proxy('the result of an epoch', { epoch, metrics: { loss: 1 - settings.accuracy * progress, accuracy: settings.accuracy * progress } });
    if (behaviour === 'crash') throw new Crashed('the pod crashed after its first epoch, as it was told to');
  }
  await proxy('the FLOPs of a cycle', { flops: settings.flops });
  const tensors = spoiled(behaviour, settings.weights ?? (downloaded['tensors'] as unknown as Tensor[]));
  await backend('the pod uploads its weights', {
    path: [experimentKey, String(cycle)], body: { edge, samples: settings.samples, tensors: tensors as unknown as Json }, unheld: behaviour === 'nan-weights',
  });
}

/** The weights as a misbehaving pod would upload them. */
function spoiled(behaviour: Behaviour, tensors: Tensor[]): Tensor[] {
  const [first, ...rest] = tensors;
  if (!first) return tensors;
  if (behaviour === 'nan-weights') return [{ ...first, values: ['NaN', ...first.values.slice(1)] }, ...rest];
  if (behaviour === 'renamed-tensor') return [{ ...first, name: `${first.name}_renamed` }, ...rest];
  if (behaviour === 'wrong-shape') return [{ ...first, shape: [first.values.length + 1], values: [...first.values, 0] }, ...rest];
  return tensors;
}
