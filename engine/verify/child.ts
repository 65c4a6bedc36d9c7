import type * as PactCore from '@pact-foundation/pact-core';
import { reasonOf } from '#core/errors';
import { loadPactCore } from '#engine/native/pact-core';
import type { EngineAnswer, EngineJob, EngineReport } from '#engine/verify/engine-job';
import { startGateway } from '#engine/verify/gateway';

// The program of the engine's own process: the engine prints to stdout as it likes and can abort the process it runs in.

const tell = (answer: EngineAnswer) => new Promise<void>((resolve, reject) => process.send?.(answer, (problem: Error | null) => (problem ? reject(problem) : resolve())));

// When the parent is gone, the engine's threads would keep this process running, and an exit would wait for them.
const end = () => process.kill(process.pid, 'SIGKILL');
process.once('disconnect', end);

process.once('message', (job: EngineJob) => {
  work(job)
    .catch((problem: unknown) => tell({ kind: 'failed', reason: reasonOf(problem) }))
    .finally(() => {
      process.off('disconnect', end);
      process.disconnect();
    });
});

async function work(job: EngineJob): Promise<void> {
  const core = await loadPactCore();
  await using gateway = await startGateway({ states: job.statesUrl, messages: job.messagesUrl });
  for (const { kind, file } of job.parts) {
    const baseUrl = kind === 'http' ? job.baseUrl : new URL(gateway.messagesUrl).origin;
    const report = await verifyFile(core, {
      provider: job.provider,
      providerBaseUrl: baseUrl,
      pactUrls: [file],
      timeout: job.timeoutMs,
      logLevel: 'error',
      ...(job.statesUrl === undefined ? {} : { providerStatesSetupUrl: gateway.statesUrl }),
      transports: kind === 'http' ? [] : [{ protocol: 'message', scheme: 'http', port: Number(new URL(gateway.messagesUrl).port), path: '/messages' }],
    });
    await tell({ kind: 'part', report, failures: gateway.takeFailures() });
  }
  await tell({ kind: 'done', version: core.PACT_FFI_VERSION });
}

/** The engine resolves with its report when all is well, and rejects with the report as the error's message when not. */
async function verifyFile(core: typeof PactCore, options: PactCore.VerifierOptions): Promise<EngineReport> {
  try {
    return JSON.parse(await new core.Verifier(options).verify()) as EngineReport;
  } catch (failed) {
    const text = (failed as Error).message;
    if (!text.startsWith('{')) throw failed;
    return JSON.parse(text) as EngineReport;
  }
}
