import { request as httpRequest } from 'node:http';
import type { Contract, HttpInteraction } from '#core/contract';
import { HOP_BY_HOP, type Answer, type Call } from '#engine/proxy/call';
import { redact } from '#core/redact';
import { type MockServer, startMockServer } from '#engine/native/mock-server';
import { describeNearest, pickInteraction } from '#engine/record/routing';

export interface Session extends AsyncDisposable {
  answer(call: Call): Promise<Answer>;
  /** The interactions that were called, in the order of their first call. */
  hits: Map<string, { interaction: HttpInteraction; mock: Promise<MockServer>; calls: number }>;
  /** Calls that the contract does not know; shown to the user, so without secrets. */
  unexpected: { call: string; nearest: string }[];
  /** Calls to hosts outside the allow-list: refused, and no business of this contract. */
  elsewhere: string[];
}

/** Answers a consumer's calls from Pact's own mock servers, one per interaction, each started at its first call. */
export function createSession(contract: Contract, hosts?: readonly string[]): Session {
  const hits: Session['hits'] = new Map();
  const unexpected: Session['unexpected'] = [];
  const elsewhere: string[] = [];
  return {
    hits, unexpected, elsewhere,
    async answer(call) {
      const shown = redact(`${call.request.method} ${call.scheme}://${call.host}${call.target}`);
      if (hosts && !hosts.includes(hostname(call.host))) {
        elsewhere.push(shown);
        return json(502, { error: `ringproof records ${hosts.join(', ')} only; nothing reaches another host`, call: shown });
      }
      const routed = pickInteraction(contract, call.request, new Set(hits.keys()));
      if (!routed.interaction) {
        const nearest = describeNearest(contract, routed);
        unexpected.push({ call: shown, nearest });
        return json(500, { error: 'the contract does not know this call', call: shown, nearest: routed.nearest ?? null });
      }
      const { interaction } = routed;
      const hit = hits.get(interaction.description) ?? { interaction, mock: startMockServer(interaction), calls: 0 };
      hit.calls += 1;
      hits.set(interaction.description, hit);
      return forward(call, (await hit.mock).port);
    },
    async [Symbol.asyncDispose]() {
      for (const { mock } of hits.values()) (await mock.catch(() => undefined))?.[Symbol.dispose]();
    },
  };
}

const hostname = (host: string) => new URL(`http://${host}`).hostname;
const json = (status: number, value: unknown): Answer => ({ status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

/** Sends a call on to the mock server as it came, so that the verdict is Pact's. */
function forward(call: Call, port: number): Promise<Answer> {
  const headers = Object.fromEntries(Object.entries(call.request.headers).filter(([name]) => !HOP_BY_HOP.has(name) && name !== 'host' && name !== 'expect'));
  if (call.body.length > 0) headers['content-length'] = String(call.body.length);
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, method: call.request.method, path: call.target, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 502, headers: response.headers as Answer['headers'], body: Buffer.concat(parts) }));
    });
    sent.on('error', reject);
    sent.end(call.body);
  });
}
