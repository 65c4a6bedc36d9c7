import { writeFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import type { Args, Context, Printed } from '#commands/context';
import { reportOf } from '#commands/report-of';
import { loadContract } from '#contracts/load';
import { RingproofError, reasonOf } from '#core/errors';
import type { Report } from '#core/report';

/** Weights that a real reader takes, when the environment names none. */
const CANNED = [
  { name: 'layer.weight', shape: [2, 2], dtype: 'float32', values: [1, 2, 3, 4] },
  { name: 'layer.bias', shape: [2], dtype: 'float32', values: [0.5, -0.5] },
];

/** Runs the stub training pod; with `--job` prints its Kubernetes Job instead, with `--weights` writes canned weights. */
export async function stubTrainingPod(args: Args, context: Context): Promise<Report | Printed> {
  if (args.on('job')) return jobOf(args, context);
  const file = args.text('weights');
  if (file !== undefined) return weightsTo(resolve(context.cwd, file), context);
  const { runTrainingPod } = await import('#stubs/training-pod/training-pod');
  const contracts = { backend: await loadContract('training-pod--backend'), requestsProxy: await loadContract('training-pod--requests-proxy') };
  const behaviour = args.text('behaviour');
  const { exitCode, log, mismatches } = await runTrainingPod({ env: context.env, contracts, signal: context.signal, ...(behaviour !== undefined && { behaviour }) });
  const report = reportOf('stub', [{ name: 'training-pod', outcome: exitCode === 0 ? 'passed' : 'failed', mismatches, reason: log.join('\n') }]);
  return exitCode === 137 ? { ...report, exit: 137 } : report;
}

async function jobOf(args: Args, { env }: Context): Promise<Printed> {
  const { trainingPodManifest } = await import('#stubs/training-pod/job');
  const told = Object.fromEntries(Object.entries(env).filter((one): one is [string, string] => /^(BACKEND_URL|EXPERIMENT_KEY|EDGE_ID|CYCLE|EPOCHS|SAMPLES|STUB_\w+)$/.test(one[0]) && one[1] !== undefined));
  const [category, behaviour] = [args.text('category'), args.text('behaviour')];
  const manifest = trainingPodManifest({ image: args.text('image') ?? 'tracebloc/ringproof:dev', env: { ...told, ...(behaviour !== undefined && { STUB_BEHAVIOUR: behaviour }) }, ...(category !== undefined && { category }) });
  return { document: `${JSON.stringify(manifest, null, 2)}\n` };
}

async function weightsTo(file: string, { env }: Context): Promise<Report> {
  const { WRITERS } = await import('#stubs/training-pod/weights/formats');
  const { readWeights } = await import('#stubs/training-pod/env');
  const write = WRITERS[extname(file)];
  if (!write) throw new RingproofError('RP_USAGE_VALUE', { flag: '--weights', value: file, expected: `A file that ends in ${Object.keys(WRITERS).join(', ')}.` });
  const tensors = env['STUB_WEIGHTS'] ? readWeights(env['STUB_WEIGHTS']) : CANNED;
  try {
    writeFileSync(file, write(tensors));
  } catch (problem) {
    if (problem instanceof RangeError) throw new RingproofError('RP_USAGE_VALUE', { flag: 'STUB_WEIGHTS', value: reasonOf(problem), expected: 'Another dtype, or another format.' }, problem);
    throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(problem) }, problem);
  }
  return reportOf('stub', [{ name: file, outcome: 'passed', details: { summary: tensors.map(({ name, shape, dtype }) => `${name} ${dtype}[${shape.join(', ')}]`).join(', ') } }]);
}
