import { resolve } from 'node:path';
import { wholeNumber } from '#commands/args';
import type { Args, Command, Context, Serving } from '#commands/context';
import { stubTrainingPod } from '#commands/stub-training-pod';
import { readPactFile } from '#commands/pact-files';
import { listContracts, loadContract } from '#contracts/load';
import { type Contract, contractName } from '#core/contract';
import { RingproofError } from '#core/errors';
import { contractOfPact } from '#core/pact-contract';

const command: Command = {
  usage: '<contract or pact file…> [--port N] [--state NAME] [--faults RATE]   |   training-pod [--behaviour NAME] [--job] [--weights FILE]',
  about: `Serves contracts as strict stubs: what a contract does not know is refused, with the nearest interaction. A request may
choose by the headers x-ringproof-state and x-ringproof-fault; PUT /_ringproof/state and /_ringproof/faults choose for all,
GET /_ringproof/journal shows what was asked. A pact file (…/name.json) of any writer is stubbed as its contract is.
Or runs the stub training pod: it says to the platform what its contracts say, and trains nothing. Its environment:
BACKEND_TOKEN, REQUESTS_PROXY_URL and REQUESTS_PROXY_TOKEN as the real pod has them; BACKEND_URL, EXPERIMENT_KEY, EDGE_ID,
CYCLE, EPOCHS and SAMPLES are names of ringproof's own, since the real ones are not public.`,
  flags: {
    port: { type: 'string', value: 'N', help: 'default 0: any free port; with one contract only' },
    state: { type: 'string', value: 'NAME', help: 'which of several answers to one request: a provider state or a description' },
    faults: { type: 'string', value: 'RATE', help: 'the share of requests that go wrong (status 503, late, body cut in half, connection closed), 0 to 1' },
    seed: { type: 'string', value: 'N', help: 'default 0; the same seed makes the same requests go wrong' },
    cors: { type: 'boolean', help: 'browsers of any origin may call' },
    behaviour: { type: 'string', value: 'NAME', help: 'training-pod: honest, crash, out-of-memory, endless, stale-token, forged-edge, nan-weights, renamed-tensor, wrong-shape, malformed-weights; or a script: "resolve; download; epochs 2; fail"' },
    job: { type: 'boolean', help: 'training-pod: prints its Kubernetes Job (JSON, for `kubectl apply -f -`) instead of running' },
    image: { type: 'string', value: 'NAME', help: "training-pod: the Job's image, of a repository tracebloc/…" },
    category: { type: 'string', value: 'NAME', help: "training-pod: the Job's task category; three have a read-only root (default tabular_classification)" },
    weights: { type: 'string', value: 'FILE', help: 'training-pod: writes canned weights (or STUB_WEIGHTS) instead of running: .pth (PyTorch state dictionary), .pkl (pickled list of arrays), .safetensors' },
  },
  operands: Infinity,
  async run(args, context) {
    if (args.positionals[0] === 'training-pod') return stubTrainingPod(args, context);
    if (args.positionals.length === 0) throw new RingproofError('RP_USAGE_MISSING', { verb: 'stub', what: `a contract (${(await listContracts()).join(', ')}) or training-pod` });
    return httpStubs(args, context);
  },
};
export default command;

/** By name, or what a pact file states. */
async function contractFrom(name: string, { cwd }: Context): Promise<Contract> {
  if (!name.endsWith('.json')) return loadContract(name);
  const file = resolve(cwd, name);
  return contractOfPact(readPactFile(file).pact, file);
}

async function httpStubs(args: Args, context: Context): Promise<Serving> {
  const { startHttpStub } = await import('#stubs/http/stub');
  const port = wholeNumber(args, 'port', 0);
  if (port !== 0 && args.positionals.length > 1) throw new RingproofError('RP_USAGE_VALUE', { flag: '--port', value: String(port), expected: 'Several stubs cannot share one port: leave it out.' });
  const state = args.text('state');
  const faults = args.text('faults') === undefined ? undefined : { rate: Number(args.text('faults')), seed: wholeNumber(args, 'seed', 0) };
  const cors = args.on('cors');
  const contracts = await Promise.all(args.positionals.map((name) => contractFrom(name, context)));
  const mute = contracts.find(({ interactions }) => interactions.every(({ kind }) => kind !== 'http'));
  if (mute) throw new RingproofError('RP_USAGE_VALUE', { flag: 'A stub', value: contractName(mute), expected: 'It has no HTTP interaction; `ringproof emulate service-bus` emulates the bus.' });
  const stubs = await Promise.all(contracts.map((contract) => startHttpStub({ contract, port, cors, ...(state && { state }), ...(faults && { faults }) })));
  const addresses = stubs.map(({ url }, index) => [args.positionals[index] ?? '', url] as const);
  return {
    serving: { address: addresses.map(([, url]) => url).join('\n'), json: Object.fromEntries(addresses) },
    stop: async () => void (await Promise.all(stubs.map((stub) => stub.stop()))),
  };
}
