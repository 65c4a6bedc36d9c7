import { RingproofError } from '#core/errors';
import type { HttpRequest, HttpResponse } from '#core/exchange';
import { type Json, type JsonObject, isObject } from '#core/json';
import { jsonResponse } from '#stubs/answers';
import type { Fault, FaultPlan } from '#stubs/faults';
import type { Stub } from '#stubs/stub';

/** Paths below are the stub's own; no contract may have them. */
export const CONTROL = '/_ringproof/';

/**
 * `PUT /_ringproof/state {"state"}` and `PUT /_ringproof/faults {"seed", "rate", "kinds", "delayMs"}` choose, `DELETE` goes
 * back; `GET /_ringproof/journal` shows what was asked, `DELETE` forgets it; `GET /_ringproof/target` says what this is.
 */
export function control(stub: Stub, about: Json, { method, path, body }: HttpRequest): HttpResponse {
  try {
    switch (`${method} ${path.slice(CONTROL.length)}`) {
      case 'GET target': return jsonResponse(200, about);
      case 'GET journal': return jsonResponse(200, { total: stub.journal.total, exchanges: [...stub.journal.exchanges] as unknown as Json });
      case 'DELETE journal': stub.journal.clear(); break;
      case 'PUT state': stub.setState(stateIn(parsed(body))); break;
      case 'DELETE state': stub.setState(undefined); break;
      case 'PUT faults': stub.setFaults(planIn(parsed(body))); break;
      case 'DELETE faults': stub.setFaults(undefined); break;
      default: return jsonResponse(404, { error: 'not_found', message: `The stub knows GET ${CONTROL}target, GET and DELETE ${CONTROL}journal, PUT and DELETE ${CONTROL}state and ${CONTROL}faults.` });
    }
    return jsonResponse(200, {});
  } catch (error) {
    if (error instanceof RingproofError) return jsonResponse(422, { error: error.code, message: error.message, advice: error.advice });
    throw error;
  }
}

function parsed(body: string): JsonObject {
  try {
    const value = JSON.parse(body) as Json;
    if (isObject(value)) return value;
  } catch { /* told below */ }
  throw new RingproofError('RP_USAGE_VALUE', { flag: 'The body', value: body.slice(0, 80), expected: 'It is a JSON object.' });
}

function stateIn({ state }: JsonObject): string {
  if (typeof state === 'string') return state;
  throw new RingproofError('RP_USAGE_VALUE', { flag: '"state"', value: state === undefined ? 'nothing' : JSON.stringify(state), expected: 'It is the name of a provider state.' });
}

function planIn({ seed = 0, rate = 1, kinds, delayMs }: JsonObject): FaultPlan {
  const plan = { seed: Number(seed), rate: Number(rate) };
  return { ...plan, ...(Array.isArray(kinds) && { kinds: kinds.map(String) as Fault[] }), ...(typeof delayMs === 'number' && { delayMs }) };
}
