import type { Tensor } from '#emulators/platform/weights/tensor';

/** How much a participant counts. Which one the platform uses is not public, so it is declared, never guessed. */
export type AveragingRule = 'mean' | 'sample-weighted';
export const AVERAGING_RULES: readonly AveragingRule[] = ['mean', 'sample-weighted'];

export interface Contribution {
  edge: string;
  samples: number;
  tensors: Tensor[];
}

/** Why weights cannot be averaged; `reason` is the dead-letter reason. */
export class Unaverageable extends Error {
  readonly reason: 'NoParticipants' | 'MissingTensor' | 'UnknownTensor' | 'DuplicateTensor' | 'ShapeMismatch' | 'DtypeMismatch' | 'NotFinite' | 'NoSamples';
  constructor(reason: Unaverageable['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Averages the participants' weights tensor by tensor, matched by name and never by position. float32 values are rounded to
 * float32 once, at the end; integer tensors (counters such as BatchNorm's) are cut towards zero as a cast does.
 * @throws Unaverageable when a participant's tensors are not those of the first, or a value is NaN or infinite
 */
export function average(rule: AveragingRule, contributions: readonly Contribution[]): Tensor[] {
  const [first] = contributions;
  if (!first) throw new Unaverageable('NoParticipants', 'there is nobody to average');
  const shares = sharesOf(rule, contributions);
  const byName = contributions.map(({ edge, tensors }) => index(edge, tensors));
  for (const [position, { edge }] of contributions.entries()) holdAlike(first.tensors, edge, byName[position] as Map<string, Tensor>);
  return first.tensors.map(({ name, shape, dtype, values }) => ({
    name, shape, dtype,
    values: values.map((_, at) => {
      const terms = byName.map((tensors) => tensors.get(name)?.values[at] as number);
      // Weighted sum first, one division last: the shares are whole numbers, so nothing is lost before it.
      const sum = terms.reduce((total, value, who) => total + value * (shares.weights[who] ?? 0), 0);
      return rounded(dtype, sum / shares.total);
    }),
  }));
}

function sharesOf(rule: AveragingRule, contributions: readonly Contribution[]): { weights: number[]; total: number } {
  const weights = contributions.map(({ samples }) => (rule === 'mean' ? 1 : samples));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0) || weights.some((weight) => !(weight >= 0))) throw new Unaverageable('NoSamples', 'the participants have no samples');
  return { weights, total };
}

function index(edge: string, tensors: readonly Tensor[]): Map<string, Tensor> {
  const byName = new Map<string, Tensor>();
  for (const tensor of tensors) {
    if (byName.has(tensor.name)) throw new Unaverageable('DuplicateTensor', `${edge} has two tensors named ${tensor.name}`);
    byName.set(tensor.name, tensor);
  }
  return byName;
}

function holdAlike(expected: readonly Tensor[], edge: string, actual: Map<string, Tensor>): void {
  const names = new Set(expected.map(({ name }) => name));
  for (const name of actual.keys()) if (!names.has(name)) throw new Unaverageable('UnknownTensor', `${edge} has the tensor ${name}, which the first participant has not`);
  for (const { name, shape, dtype } of expected) {
    const tensor = actual.get(name);
    if (!tensor) throw new Unaverageable('MissingTensor', `${edge} lacks the tensor ${name}`);
    if (tensor.dtype !== dtype) throw new Unaverageable('DtypeMismatch', `${edge} has ${name} as ${tensor.dtype}, not ${dtype}`);
    const size = shape.reduce((product, length) => product * length, 1);
    if (tensor.shape.join() !== shape.join() || tensor.values.length !== size) {
      throw new Unaverageable('ShapeMismatch', `${edge} has ${name} with shape [${tensor.shape.join(', ')}] and ${tensor.values.length} values, not [${shape.join(', ')}]`);
    }
    const bad = tensor.values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw new Unaverageable('NotFinite', `${edge} has ${String(tensor.values[bad])} in ${name} at ${bad}`);
  }
}

const rounded = (dtype: string, value: number): number =>
  dtype === 'float32' ? Math.fround(value) : dtype.startsWith('int') ? Math.trunc(value) : value;
