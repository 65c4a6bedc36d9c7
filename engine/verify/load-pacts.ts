import { readFile, stat } from 'node:fs/promises';
import { RingproofError, reasonOf } from '#core/errors';
import { type PactFile, checkPactSize, parsePact } from '#core/pact';
import type { VerifyOptions } from '#engine/verify/verify-run';

export interface LoadedPact {
  name: string;
  url?: string;
  /** As received: numbers such as `1.0` and large integers do not survive a parser. */
  text: string;
  pact: PactFile;
}

/**
 * Reads all pacts before the engine starts. The engine's own client retries for two minutes, and its reasons are text.
 * @throws RingproofError `RP_VERIFY_NOTHING`, `RP_PACT_*`, `RP_FILE_UNREADABLE`, `RP_BROKER_UNREACHABLE`,
 * `RP_BROKER_REFUSED`, `RP_BROKER_NOT_A_BROKER`
 */
export async function loadPacts(options: VerifyOptions): Promise<LoadedPact[]> {
  const { pacts = [], files = [], provider } = options;
  const loaded = [...(await Promise.all(pacts.map((one) => 'text' in one ? fromText(one) : fromBroker(one, options)))), ...(await Promise.all(files.map(fromFile)))];
  for (const { name, pact } of loaded) {
    if (pact.provider.name !== provider) {
      throw new RingproofError('RP_PACT_UNREADABLE', { file: name, problem: `its provider is ${pact.provider.name}, not ${provider}` });
    }
  }
  if (loaded.every(({ pact }) => pact.interactions.length === 0)) throw new RingproofError('RP_VERIFY_NOTHING', { provider });
  return loaded;
}

async function fromText({ name, text }: { name: string; text: string }): Promise<LoadedPact> {
  return { name, text, pact: parsePact(text, name) };
}

async function fromFile(file: string): Promise<LoadedPact> {
  const read = async () => {
    checkPactSize((await stat(file)).size, file);
    return readFile(file, 'utf8');
  };
  const text = await read().catch((problem: unknown) => {
    throw problem instanceof RingproofError ? problem : new RingproofError('RP_FILE_UNREADABLE', { file, reason: reasonOf(problem) }, problem);
  });
  return { name: file, text, pact: parsePact(text, file) };
}

async function fromBroker({ url, name }: { url: string; name: string }, options: VerifyOptions): Promise<LoadedPact> {
  const headers = { accept: 'application/hal+json, application/json', ...credentials(options) };
  const response = await fetch(url, { headers, signal: options.signal ?? null }).catch((problem: unknown) => {
    options.signal?.throwIfAborted();
    throw new RingproofError('RP_BROKER_UNREACHABLE', { url, reason: reasonOf(problem) }, problem);
  });
  const type = response.headers.get('content-type') ?? 'no content type';
  if (!response.ok) {
    await response.body?.cancel();
    const advice = response.status === 401 || response.status === 403 ? 'Check PACT_BROKER_TOKEN.' : 'Check that the pact is still there: `ringproof can-i-deploy` names it.';
    throw new RingproofError('RP_BROKER_REFUSED', { url, status: response.status, problem: response.statusText || type, advice });
  }
  if (!/json/.test(type)) {
    await response.body?.cancel();
    throw new RingproofError('RP_BROKER_NOT_A_BROKER', { url, what: type });
  }
  const text = await limitedText(response, name);
  return { name, url, text, pact: parsePact(text, name) };
}

/** Stops reading where a pact is too large, whatever length the other side announced. */
async function limitedText(response: Response, name: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    checkPactSize(size, name);
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

function credentials({ brokerToken, brokerUsername, brokerPassword }: VerifyOptions): Record<string, string> {
  if (brokerToken) return { authorization: `Bearer ${brokerToken}` };
  if (!brokerUsername) return {};
  return { authorization: `Basic ${Buffer.from(`${brokerUsername}:${brokerPassword ?? ''}`).toString('base64')}` };
}
