import { RingproofError } from '#core/errors';
import { type Json, isObject } from '#core/json';

/** One tensor as it travels. */
export interface Tensor {
  name: string;
  shape: number[];
  dtype: string;
  values: (number | string)[];
}

/**
 * How a stub pod behaves. `honest` does all it should; the others each do one thing wrong, as real pods have:
 * `nan-weights` diverged, `renamed-tensor` and `wrong-shape` trained another model, `crash` dies after its first epoch,
 * `stale-token` has outlived its token, `forged-edge` reports in the name of another.
 */
export const BEHAVIOURS = ['honest', 'nan-weights', 'renamed-tensor', 'wrong-shape', 'crash', 'stale-token', 'forged-edge'] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

export interface PodSettings {
  backendUrl: string;
  backendToken: string;
  requestsProxyUrl: string;
  requestsProxyToken: string;
  experimentKey: string;
  edge: string;
  cycle: number;
  epochs: number;
  samples: number;
  /** FLOPs it says each cycle cost. */
  flops: number;
  /** The accuracy of its last epoch. */
  accuracy: number;
  /** What it uploads; null: the downloaded weights, unchanged. */
  weights: Tensor[] | null;
  /** In whose name it reports when it forges. */
  forgedEdge: string;
  behaviour: Behaviour;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads a pod's settings: what a jobs-manager sets, and `STUB_*` for what a stub must be told because it does not train.
 * @throws RingproofError `RP_POD_ENV`, `RP_USAGE_VALUE`
 */
export function readPodEnv(env: Env, behaviour?: Behaviour): PodSettings {
  const need = (name: string) => env[name] || missing(name);
  const count = (name: string) => wholeNumber(name, need(name));
  return {
    backendUrl: need('BACKEND_URL').replace(/\/$/, ''), backendToken: need('BACKEND_TOKEN'),
    requestsProxyUrl: need('REQUESTS_PROXY_URL').replace(/\/$/, ''), requestsProxyToken: need('REQUESTS_PROXY_TOKEN'),
    experimentKey: need('EXPERIMENT_KEY'), edge: need('EDGE_ID'), cycle: count('CYCLE'), epochs: count('EPOCHS'), samples: count('SAMPLES'),
    flops: wholeNumber('STUB_FLOPS', env['STUB_FLOPS'] ?? '1000000'), accuracy: fraction('STUB_ACCURACY', env['STUB_ACCURACY'] ?? '0.5'),
    weights: env['STUB_WEIGHTS'] ? tensors(env['STUB_WEIGHTS']) : null, forgedEdge: env['STUB_FORGED_EDGE'] ?? 'another-edge',
    behaviour: behaviour ?? knownBehaviour(env['STUB_BEHAVIOUR'] ?? 'honest'),
  };
}

function missing(name: string): never {
  throw new RingproofError('RP_POD_ENV', { name });
}

function invalid(flag: string, value: string, expected: string): never {
  throw new RingproofError('RP_USAGE_VALUE', { flag, value, expected });
}

const wholeNumber = (name: string, text: string): number => (/^\d+$/.test(text) ? Number(text) : invalid(name, text, 'It is a whole number.'));

const fraction = (name: string, text: string): number => {
  const value = Number(text);
  return value >= 0 && value <= 1 ? value : invalid(name, text, 'It is a number from 0 to 1.');
};

const knownBehaviour = (text: string): Behaviour =>
  BEHAVIOURS.find((one) => one === text) ?? invalid('STUB_BEHAVIOUR', text, `It is one of ${BEHAVIOURS.join(', ')}.`);

function tensors(text: string): Tensor[] {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return invalid('STUB_WEIGHTS', text, 'It is a JSON list of {"name", "shape", "dtype", "values"}.');
  }
  const fits = Array.isArray(value) && value.every((one) => isObject(one) && typeof one['name'] === 'string' && Array.isArray(one['values']));
  return fits ? (value as unknown as Tensor[]) : invalid('STUB_WEIGHTS', text, 'It is a JSON list of {"name", "shape", "dtype", "values"}.');
}
