import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { type Answer, answer } from '#emulators/service-bus/admin/answer';
import { type Place, errorDocument } from '#emulators/service-bus/admin/atom';
import { Refusal, toRefusal } from '#emulators/service-bus/admin/refusal';
import { resourceAt } from '#emulators/service-bus/admin/resource';
import type { Gate } from '#emulators/service-bus/auth/gate';
import { pathOf } from '#emulators/service-bus/auth/sas';
import type { Namespace } from '#emulators/service-bus/state/namespace';

const MAX_BODY = 1024 * 1024;
const ENTRY = 'application/atom+xml;type=entry;charset=utf-8';
const ERROR = 'application/xml; charset=utf-8';

export interface Administration {
  namespace: Namespace;
  gate: Gate;
  /** Calls back when every change so far is safe; at once when nothing is kept on disk. */
  durable(safe: (failure?: Error) => void): void;
}

/** The administration API (Atom over HTTP): every path that names an entity or a list of them. */
export function createAdministration(administration: Administration): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const { path, query } = locationOf(request);
    const resource = resourceAt(path);
    if (!resource) return false;
    const place = placeOf(request, query, administration.namespace);
    const respond = ({ status, body }: Answer, type = ENTRY) => {
      response.writeHead(status, { 'content-type': type, server: 'Microsoft-HTTPAPI/2.0', ...(status === 413 ? { connection: 'close' } : {}) }).end(body);
    };
    const handle = async () => {
      const { namespace, gate } = administration;
      const verdict = gate.judge(request.headers.authorization, pathOf(`http://host${path}`));
      const problem = verdict.problem ?? (verdict.rights.includes('Manage') ? undefined : gate.lacking('Manage claim is required for this operation.'));
      if (problem !== undefined) throw new Refusal(401, problem);
      const call = { namespace, place, query, update: request.headers['if-match'] !== undefined };
      return answer(call, request.method ?? 'GET', resource, await bodyOf(request));
    };
    handle().then(
      (answered) => (request.method === 'GET' ? respond(answered) : administration.durable((unsafe) => (unsafe ? respond(failure(unsafe, place), ERROR) : respond(answered)))),
      (thrown: unknown) => respond(failure(thrown, place), ERROR),
    );
    return true;
  };
}

/** A defect is the client's 500, not the end of everybody's emulator. */
function failure(thrown: unknown, place: Place): Answer {
  try {
    const refusal = toRefusal(thrown);
    return { status: refusal.status, body: errorDocument(place, refusal) };
  } catch (defect) {
    return { status: 500, body: errorDocument(place, new Refusal(500, `SubCode=50000. ${defect instanceof Error ? defect.message : String(defect)}`)) };
  }
}

function locationOf({ url = '/' }: IncomingMessage): { path: string; query: URLSearchParams } {
  const at = url.indexOf('?');
  return { path: at < 0 ? url : url.slice(0, at), query: new URLSearchParams(at < 0 ? '' : url.slice(at + 1)) };
}

function placeOf({ headers, socket }: IncomingMessage, query: URLSearchParams, { name, clock }: Namespace): Place {
  const origin = `${socket instanceof TLSSocket ? 'https' : 'http'}://${headers.host ?? 'localhost'}`;
  return { origin, apiVersion: query.get('api-version') ?? '2021-05', namespace: name, now: clock.now() };
}

/** @throws Refusal 413 */
async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Not destroyed when it is too long: the refusal must still go out.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Refusal(413, `The request body has more than ${MAX_BODY} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
