import type { IncomingMessage, ServerResponse } from 'node:http';
import { RingproofError, reasonOf } from '#core/errors';
import { advanceClock, readClock } from '#emulators/service-bus/control/clock';
import type { Answer, Control, Endpoint } from '#emulators/service-bus/control/control';
import { readEntities } from '#emulators/service-bus/control/entities';
import { addFault, deleteFaults, listFaults } from '#emulators/service-bus/control/faults';
import { health } from '#emulators/service-bus/control/health';
import { readJournal } from '#emulators/service-bus/control/journal';
import { page } from '#emulators/service-bus/control/page';
import { readBody } from '#emulators/service-bus/control/read-body';
import { resetEntities } from '#emulators/service-bus/control/reset';

const ENDPOINTS: Readonly<Record<string, Partial<Record<string, Endpoint>>>> = {
  '/health': { GET: health },
  '/ringproof': { GET: page },
  '/ringproof/clock': { GET: readClock },
  '/ringproof/clock/advance': { POST: advanceClock },
  '/ringproof/reset': { POST: resetEntities },
  '/ringproof/journal': { GET: readJournal },
  '/ringproof/entities': { GET: readEntities },
  '/ringproof/faults': { GET: listFaults, POST: addFault, DELETE: deleteFaults },
};
const WITH_ID = '/ringproof/faults';

/** Answers `/health` and everything below `/ringproof`; false for other paths. */
export function createControlHandler(control: Control): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname.replace(/\/+$/, '');
    const [base, rest] = path.startsWith(`${WITH_ID}/`) ? [WITH_ID, path.slice(WITH_ID.length + 1)] : [path, ''];
    const methods = ENDPOINTS[base];
    if (!methods && path !== '/ringproof' && !path.startsWith('/ringproof/')) return false;
    answer(control, methods, request, { query: url.searchParams, rest }).then(
      (given) => send(response, given),
      (thrown: unknown) => {
        // Of a body that was not read to its end nothing may be taken for the next request.
        if (!request.complete) response.setHeader('connection', 'close');
        send(response, refusal(thrown));
      },
    );
    return true;
  };
}

async function answer(control: Control, methods: Partial<Record<string, Endpoint>> | undefined, request: IncomingMessage, from: { query: URLSearchParams; rest: string }): Promise<Answer> {
  const { method = 'GET' } = request;
  if (!methods) return { status: 404, json: { error: `There is nothing at ${request.url}.`, known: Object.keys(ENDPOINTS) } };
  const endpoint = methods[method === 'HEAD' ? 'GET' : method];
  if (!endpoint) return { status: 405, json: { error: `${method} is not allowed here; ${Object.keys(methods).join(', ')} is.` } };
  // A web page of somebody else must not steer an emulator that runs on its reader's machine.
  if (method !== 'GET' && isForeign(request)) return { status: 403, json: { error: 'Requests of other origins are refused.' } };
  return endpoint(control, { ...from, body: method === 'POST' ? await readBody(request) : {} });
}

function isForeign({ headers: { origin, host } }: IncomingMessage): boolean {
  return origin !== undefined && origin.replace(/^https?:\/\//, '') !== host;
}

const refusal = (thrown: unknown): Answer => (thrown instanceof RingproofError
  ? { status: 400, json: { error: thrown.message, advice: thrown.advice, code: thrown.code } }
  : { status: 500, json: { error: `Defect of the emulator: ${reasonOf(thrown)}` } });

function send(response: ServerResponse, answer: Answer): void {
  const common = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  if ('html' in answer) response.writeHead(200, { ...common, 'content-type': 'text/html; charset=utf-8', ...answer.headers }).end(answer.html);
  else response.writeHead(answer.status ?? 200, { ...common, 'content-type': 'application/json' }).end(`${JSON.stringify(answer.json)}\n`);
}
