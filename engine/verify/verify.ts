import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RingproofError } from '#core/errors';
import { silent } from '#core/report';
import type { Target } from '#core/target';
import { createScratch } from '#engine/native/scratch';
import { loadPacts } from '#engine/verify/load-pacts';
import { probe } from '#engine/verify/probe';
import { runEngine } from '#engine/verify/run-engine';
import { type Part, splitPact } from '#engine/verify/split';
import { verdictOf } from '#engine/verify/verdicts';
import type { AskedTarget, VerifyOptions, VerifyRun } from '#engine/verify/verify-run';

/**
 * Verifies a provider with Pact's own verifier, in a process of its own. Publishes nothing: the engine's publishing
 * hides its failures.
 * @throws RingproofError `RP_VERIFY_NOTHING`, `RP_PROVIDER_DOWN`, `RP_VERIFY_ENGINE`, and those of reading the pacts;
 * the signal's reason when aborted
 */
export async function verify(options: VerifyOptions): Promise<VerifyRun> {
  const { provider, target, progress = silent, signal } = options;
  const started = performance.now();
  signal?.throwIfAborted();
  const loaded = await loadPacts(options);
  const split = loaded.map(({ text, pact }) => splitPact(text, pact.interactions));
  const http = await reachable(target, split.flat());
  using scratch = createScratch();
  const parts = split.flat().map(({ kind, text }, index) => ({ kind, file: written(join(scratch.path, `pact-${index}.json`), text) }));
  const { parts: answers, version } = await runEngine({
    job: { provider, parts, baseUrl: http.baseUrl, statesUrl: http.statesUrl, messagesUrl: http.messagesUrl, timeoutMs: options.requestTimeoutMs ?? 30_000 },
    folder: scratch.folder(),
    signal,
    onPart: (done) => progress.step(`verifying ${provider}`, done, parts.length),
  });
  const pacts = loaded.map((one, index) => {
    const own = split[index] ?? [];
    return verdictOf(one, own, answers.splice(0, own.length), http.statesUrl !== undefined);
  });
  return { provider, target: target.name, ...(target.grade && { grade: target.grade }), pacts, engine: { implementation: 'Pact-Rust', version }, durationMs: performance.now() - started };
}

async function reachable({ name, http }: AskedTarget, parts: Part[]): Promise<NonNullable<Target['http']>> {
  if (!http) throw new RingproofError('RP_PROVIDER_DOWN', { url: `target "${name}"`, reason: 'it has no HTTP address' });
  const needed = new Set(parts.map(({ kind }) => (kind === 'http' ? http.baseUrl : http.messagesUrl)));
  await Promise.all([...needed, http.statesUrl].filter((url) => url !== undefined).map(probe));
  return http;
}

function written(file: string, text: string): string {
  writeFileSync(file, text);
  return file;
}
