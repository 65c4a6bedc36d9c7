import type { Contract } from '#core/contract';
import type { Json, JsonObject } from '#core/json';
import type { Mismatch } from '#core/mismatch';
import { type PodSettings, type Tensor, readPodEnv } from '#stubs/training-pod/env';
import type { Spoiled } from '#stubs/training-pod/script';
import { ContractBroken, type Filling, speak } from '#stubs/speak';

/** What the pod was made from: it can say nothing that these do not hold. */
export interface PodContracts {
  requestsProxy: Contract;
  backend: Contract;
}

export interface PodRun {
  /** 137: killed, as by the kernel for memory. */
  exitCode: 0 | 1 | 137;
  /** One line a step, as a pod's log. */
  log: string[];
  /** Why it failed, when a contract was broken. */
  mismatches: Mismatch[];
}

export interface PodOptions {
  env: Readonly<Record<string, string | undefined>>;
  contracts: PodContracts;
  fetch?: typeof globalThis.fetch;
  /** One of `BEHAVIOURS`, or a script of steps. */
  behaviour?: string;
  /** Ends a pod that hangs. */
  signal?: AbortSignal;
}

/**
 * Runs a training pod that does not train: resolves its experiment, downloads the weights, posts epoch results and FLOPs, uploads
 * canned weights. Every request is built from the contracts, every answer held to them.
 * @throws RingproofError `RP_POD_ENV`, `RP_USAGE_VALUE` for a wrong environment; everything else is in the run
 */
export async function runTrainingPod({ env, contracts, fetch = globalThis.fetch, behaviour, signal }: PodOptions): Promise<PodRun> {
  const settings = readPodEnv(env, behaviour);
  const log: string[] = [];
  try {
    await train(settings, { contracts, fetch, log, signal });
    return { exitCode: 0, log, mismatches: [] };
  } catch (error) {
    if (error instanceof ContractBroken) return { exitCode: 1, log: [...log, error.message], mismatches: error.mismatches };
    if (error instanceof Ended) return { exitCode: error.exitCode, log: [...log, error.message], mismatches: [] };
    throw error;
  }
}

class Ended extends Error {
  readonly exitCode: 1 | 137;
  constructor(exitCode: 1 | 137, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

interface Setting { contracts: PodContracts; fetch: typeof globalThis.fetch; log: string[]; signal: AbortSignal | undefined }

async function train(settings: PodSettings, { contracts, fetch, log, signal }: Setting): Promise<void> {
  const { experimentKey, edge, cycle, epochs } = settings;
  let [reporter, token, epoch] = [edge, settings.requestsProxyToken, 0];
  let downloaded: Tensor[] = [];
  const backend = async (description: string, filling: Omit<Filling, 'baseUrl' | 'token'>): Promise<Json> => {
    const answer = await speak(contracts.backend, description, { baseUrl: settings.backendUrl, token: settings.backendToken, ...filling }, fetch);
    log.push(description);
    return answer;
  };
  const proxy = async (description: string, body: JsonObject): Promise<void> => {
    await speak(contracts.requestsProxy, description, { baseUrl: settings.requestsProxyUrl, token, body: { experimentKey, edge: reporter, cycle, ...body } }, fetch);
    log.push(description);
  };
  for (const step of settings.script) {
    switch (step.do) {
      case 'resolve': await backend('the pod resolves its experiment with its token', { path: [experimentKey] }); break;
      case 'download': downloaded = ((await backend('the pod downloads the current weights', { path: [experimentKey] })) as JsonObject)['tensors'] as unknown as Tensor[]; break;
      case 'epochs':
        for (const last = step.count === undefined ? epochs : epoch + step.count; epoch < last;) {
          const progress = Math.min(1, ++epoch / epochs);
          await proxy('the result of an epoch', { epoch, metrics: { loss: 1 - settings.accuracy * progress, accuracy: settings.accuracy * progress } });
        }
        break;
      case 'flops': await proxy('the FLOPs of a cycle', { flops: settings.flops }); break;
      case 'upload': {
        const tensors = spoil(step.spoiled, settings.weights ?? downloaded) as unknown as Json;
        await backend('the pod uploads its weights', { path: [experimentKey, String(cycle)], body: { edge, samples: settings.samples, tensors }, unheld: step.spoiled === 'nan' || step.spoiled === 'malformed' });
        break;
      }
      case 'stale token': token = `${settings.requestsProxyToken}-stale`; break;
      case 'forge edge': reporter = settings.forgedEdge; break;
      case 'fail': throw new Ended(1, `the pod crashed after epoch ${epoch}, as it was told to`);
      case 'killed': throw new Ended(137, `the pod was killed after epoch ${epoch}, as for memory`);
      case 'hang': await forEver(signal);
    }
  }
}

/** Keeps the process alive and does nothing, until it is ended from outside. */
const forEver = (signal: AbortSignal | undefined): Promise<never> => new Promise((_, reject) => {
  const alive = setInterval(() => undefined, 2 ** 30);
  const end = () => {
    clearInterval(alive);
    reject(new Ended(1, 'the pod was ended while it hung'));
  };
  if (signal?.aborted) return end();
  signal?.addEventListener('abort', end, { once: true });
});

/** The weights as a misbehaving pod would upload them. */
function spoil(spoiled: Spoiled | undefined, tensors: Tensor[]): Tensor[] {
  const [first, ...rest] = tensors;
  if (!first || !spoiled) return tensors;
  switch (spoiled) {
    case 'nan': return [{ ...first, values: ['NaN', ...first.values.slice(1)] }, ...rest];
    case 'renamed': return [{ ...first, name: `${first.name}_renamed` }, ...rest];
    case 'reshaped': return [{ ...first, shape: [first.values.length + 1], values: [...first.values, 0] }, ...rest];
    case 'malformed': return [{ ...first, values: first.values.slice(1) }, ...rest];
  }
}
