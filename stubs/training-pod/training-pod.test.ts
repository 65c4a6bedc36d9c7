import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Exchange } from '#core/exchange';
import { loadContract } from '#contracts/load';
import { type HttpStub, startHttpStub } from '#stubs/http/stub';
import { runTrainingPod } from '#stubs/training-pod/training-pod';

const contracts = { backend: await loadContract('training-pod--backend'), requestsProxy: await loadContract('training-pod--requests-proxy') };
let backend: HttpStub;
let proxy: HttpStub;
beforeEach(async () => {
  backend = await startHttpStub({ contract: contracts.backend });
  proxy = await startHttpStub({ contract: contracts.requestsProxy });
});
afterEach(() => Promise.all([backend.stop(), proxy.stop()]));

const environment = (more: Record<string, string> = {}) => ({
  BACKEND_URL: backend.url, BACKEND_TOKEN: 'pod-backend-token', REQUESTS_PROXY_URL: proxy.url, REQUESTS_PROXY_TOKEN: 'pod-proxy-token',
  EXPERIMENT_KEY: 'exp-42', EDGE_ID: 'edge-42', CYCLE: '3', EPOCHS: '2', SAMPLES: '7', ...more,
});
const run = (behaviour?: string) => runTrainingPod({ env: environment(), contracts, ...(behaviour ? { behaviour } : {}) });
const said = ({ exchanges }: { exchanges: readonly Exchange[] }) => exchanges.map((one) => (one.kind === 'http' ? `${one.request.method} ${one.request.path} ${one.response.status}` : ''));
const bodies = ({ exchanges }: { exchanges: readonly Exchange[] }) => exchanges.map((one) => (one.kind === 'http' && one.request.body ? (JSON.parse(one.request.body) as unknown) : null));

test('an honest pod says everything the contracts hold, with its own values in them', async () => {
  expect(await run()).toMatchObject({ exitCode: 0, mismatches: [] });
  expect(said(backend.journal)).toEqual(['GET /experiments/exp-42/ 200', 'GET /experiments/exp-42/weights/ 200', 'POST /experiments/exp-42/cycles/3/weights/ 201']);
  expect(said(proxy.journal)).toEqual(['POST /experiments/ 202', 'POST /experiments/ 202', 'POST /flops/ 202']);
  expect(bodies(proxy.journal)).toMatchObject([{ experimentKey: 'exp-42', edge: 'edge-42', cycle: 3, epoch: 1 }, { epoch: 2, metrics: { accuracy: 0.5 } }, { flops: 1_000_000 }]);
  expect(bodies(backend.journal)[2]).toMatchObject({ edge: 'edge-42', samples: 7 });
  const headers = [...backend.journal.exchanges, ...proxy.journal.exchanges].map((one) => (one.kind === 'http' ? one.request.headers['authorization'] : ''));
  expect([...new Set(headers)]).toEqual(['Token pod-backend-token', 'Bearer pod-proxy-token']);
});

test('an answer that breaks the contract ends the pod with the mismatch', async () => {
  proxy.setState('the result of an epoch with an expired token');
  expect(await run()).toMatchObject({ exitCode: 1, mismatches: [{ code: 'status', interaction: 'the result of an epoch', expected: '202', actual: '401 ' }] });
});

test('a renamed field in an answer ends the pod with its path', async () => {
  const renaming: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    return new Response((await response.text()).replace('"tensors"', '"weights"'), { status: response.status });
  };
  const { exitCode, mismatches } = await runTrainingPod({ env: environment(), contracts, fetch: renaming });
  expect(exitCode).toBe(1);
  expect(mismatches).toMatchObject([{ code: 'body', interaction: 'the pod downloads the current weights', path: '$.tensors', actual: 'nothing' }]);
});

test('a request that would break the contract is not sent', async () => {
  const { exitCode, mismatches } = await runTrainingPod({ env: environment({ EDGE_ID: 'an edge' }), contracts });
  expect({ exitCode, mismatches }).toMatchObject({ exitCode: 1, mismatches: [{ code: 'body', interaction: 'the result of an epoch', path: '$.edge' }] });
  expect(proxy.journal.exchanges).toEqual([]);
});

test('a backend that is down is a transport mismatch, not a pass', async () => {
  await backend.stop();
  expect(await run()).toMatchObject({ exitCode: 1, mismatches: [{ code: 'transport' }] });
});

test.each([
  ['crash', 1, ['POST /experiments/ 202'], 2],
  ['out-of-memory', 137, ['POST /experiments/ 202'], 2],
  ['resolve; epochs 1; fail', 1, ['POST /experiments/ 202'], 1],
  ['resolve; download; epochs 1; epochs 1; upload', 0, ['POST /experiments/ 202', 'POST /experiments/ 202'], 3],
  // The backend is a stub of the same contract: it takes no weights that the contract does not know.
  ['malformed-weights', 1, ['POST /experiments/ 202', 'POST /experiments/ 202', 'POST /flops/ 202'], 3],
  ['nan-weights', 1, ['POST /experiments/ 202', 'POST /experiments/ 202', 'POST /flops/ 202'], 3],
  ['renamed-tensor', 0, ['POST /experiments/ 202', 'POST /experiments/ 202', 'POST /flops/ 202'], 3],
] as const)('the behaviour %s', async (behaviour, exitCode, toProxy, backendCalls) => {
  expect((await run(behaviour)).exitCode).toBe(exitCode);
  expect(said(proxy.journal)).toEqual(toProxy);
  expect(backend.journal.exchanges).toHaveLength(backendCalls);
});

test('a pod that hangs has done its part until it is ended', async () => {
  const ending = new AbortController();
  const hanging = runTrainingPod({ env: environment(), contracts, behaviour: 'resolve; epochs 1; hang', signal: ending.signal });
  await expect.poll(() => said(proxy.journal)).toEqual(['POST /experiments/ 202']);
  ending.abort();
  expect(await hanging).toMatchObject({ exitCode: 1, log: ['the pod resolves its experiment with its token', 'the result of an epoch', 'the pod was ended while it hung'] });
});

test('a script that nobody can follow is refused with what there is', async () => {
  await expect(run('resolve; dance')).rejects.toMatchObject({ code: 'RP_USAGE_VALUE', advice: expect.stringContaining('upload nan|renamed|reshaped|malformed') as string });
});

test('a pod without its environment says which variable it lacks', async () => {
  await expect(runTrainingPod({ env: { ...environment(), EDGE_ID: '' }, contracts })).rejects.toMatchObject({ code: 'RP_POD_ENV', values: { name: 'EDGE_ID' } });
  await expect(runTrainingPod({ env: environment({ CYCLE: 'one' }), contracts })).rejects.toMatchObject({ code: 'RP_USAGE_VALUE' });
});

/** The pod as a program of its own. */
const process_ = (env: Record<string, string>) => new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
  execFile(process.execPath, [fileURLToPath(new URL('../../bin.ts', import.meta.url)), 'stub', 'training-pod'], { env }, (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }));
});

test('as a process it ends with 0 after its work, 1 on a broken contract, 137 when it is killed, 2 on a wrong environment', async () => {
  expect(await process_(environment())).toMatchObject({ code: 0, stdout: expect.stringContaining('the pod uploads its weights') as string });
  const crashed = await process_(environment({ STUB_BEHAVIOUR: 'crash' }));
  expect(crashed).toMatchObject({ code: 1, stdout: expect.stringContaining('crashed') as string });
  expect(await process_(environment({ STUB_BEHAVIOUR: 'out-of-memory' }))).toMatchObject({ code: 137 });
  expect(await process_({ ...environment(), CYCLE: '' })).toMatchObject({ code: 2, stderr: expect.stringContaining('RP_POD_ENV') as string });
});
