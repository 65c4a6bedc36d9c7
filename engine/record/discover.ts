import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RingproofError, reasonOf } from '#core/errors';
import type { Exchange } from '#core/exchange';
import { redact } from '#core/redact';
import { createScratch } from '#engine/native/scratch';
import { createAuthority } from '#engine/proxy/authority';
import { type Answer, type Call, HOP_BY_HOP } from '#engine/proxy/call';
import { BASE_URL_VARIABLE, childEnvironment } from '#engine/proxy/child-env';
import { startProxy } from '#engine/proxy/server';
import { runChild } from '#engine/record/child';

export interface Discovery {
  command: string[];
  /** Where all calls go; the hosts that the consumer itself calls when absent. */
  upstream?: string;
  from: string;
  to: string;
  timeoutMs: number;
  expectExit?: number;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  onOutput?: (text: string, stream: 'stdout' | 'stderr') => void;
}

/**
 * Runs a consumer, unmodified, with its calls passed on to the real provider, and tells what was said. Unlike a recording, this
 * needs no contract; what comes back still holds secrets.
 * @throws RingproofError `RP_CONSUMER_FAILED`, `RP_CONSUMER_HUNG`, `RP_DISCOVER_NOTHING`; the signal's reason when aborted
 */
export async function discoverTraffic(discovery: Discovery): Promise<Exchange[]> {
  const { command, upstream, timeoutMs, expectExit = 0, signal } = discovery;
  const seen: Exchange[] = [];
  using scratch = createScratch();
  const authority = await createAuthority();
  const caFile = join(scratch.path, 'ca.pem');
  writeFileSync(caFile, authority.caPem);
  const answer = async (call: Call): Promise<Answer> => {
    const given = await passOn(call, upstream, signal);
    const headers = Object.fromEntries(Object.entries(given.headers).map(([name, value]) => [name, String(value)]));
    const response = { status: given.status, headers, body: given.body.toString() };
    seen.push({ kind: 'http', at: 0, from: discovery.from, to: discovery.to, request: call.request, response });
    return given;
  };
  await using proxy = await startProxy({ authority, answer });
  const env = childEnvironment({ ...process.env, ...discovery.env }, proxy.url, caFile);
  const ending = await runChild({ command, env, timeoutMs, signal, onOutput: discovery.onOutput });
  signal?.throwIfAborted();
  const shown = redact(command.join(' '));
  if (ending.kind === 'hung') throw new RingproofError('RP_CONSUMER_HUNG', { command: shown, seconds: timeoutMs / 1000 });
  if (ending.kind !== 'exit' || ending.code !== expectExit) {
    throw new RingproofError('RP_CONSUMER_FAILED', { command: shown, ending: ending.kind === 'exit' ? `exit code ${ending.code}` : ending.kind === 'not-started' ? redact(ending.reason) : ending.kind });
  }
  if (seen.length === 0) throw new RingproofError('RP_DISCOVER_NOTHING', { command: shown, variables: BASE_URL_VARIABLE });
  return seen;
}

async function passOn({ scheme, host, target, request, body }: Call, upstream: string | undefined, signal: AbortSignal | undefined): Promise<Answer> {
  const url = `${upstream?.replace(/\/$/, '') ?? `${scheme}://${host}`}${target}`;
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !HOP_BY_HOP.has(name) && !['host', 'content-length', 'expect', 'accept-encoding'].includes(name)));
  const response = await fetch(url, { method: request.method, headers, redirect: 'manual', signal: signal ?? null, ...(body.length > 0 && { body: new Uint8Array(body) }) }).catch((problem: unknown) => {
    throw new Error(redact(`${url}: ${reasonOf(problem)}`), { cause: problem });
  });
  // Unpacked already, and its length is another then.
  const kept = [...response.headers].filter(([name]) => !HOP_BY_HOP.has(name) && name !== 'content-encoding' && name !== 'content-length');
  return { status: response.status, headers: Object.fromEntries(kept), body: Buffer.from(await response.arrayBuffer()) };
}
