import nock from 'nock';
import { type Json, isObject } from '#core/json';
import { HIDDEN, SOMEBODY } from '#core/hide';
import { type Entry, asText, readCassette } from '#stubs/cassettes/cassette';

export interface Replay extends Disposable {
  /** The calls of the cassette that nobody made. */
  readonly left: string[];
  /** @throws Error naming the calls that nobody made */
  done(): void;
}

/**
 * Answers the calls of a cassette from it, each as often as it was recorded and in its order; calls to these hosts that it
 * does not have get nock's 501. Values that were secrets fit any. Ends with `using` or `[Symbol.dispose]()`.
 * @throws RingproofError `RP_FILE_UNREADABLE`, `RP_CASSETTE_INVALID`
 */
export function replayCassette(file: string): Replay {
  const { entries } = readCassette(file);
  const calls = entries.map((entry) => {
    const scope = nock(entry.scope);
    const interceptor = scope.intercept((path) => fits(entry.path, path), entry.method, (body: unknown) => fitsBody(entry.body, body));
    interceptor.reply(entry.status, answerOf(entry), entry.rawHeaders);
    return { scope, interceptor, name: `${entry.method} ${entry.scope}${entry.path}` };
  });
  const left = () => calls.filter(({ scope }) => !scope.isDone()).map(({ name }) => name);
  return {
    get left() { return left(); },
    done() {
      if (left().length > 0) throw new Error(`${file} has calls that nobody made: ${left().join(', ')}`);
    },
    [Symbol.dispose]() {
      for (const { interceptor } of calls) nock.removeInterceptor(interceptor);
    },
  };
}

const answerOf = ({ response, responseIsBinary }: Entry): string | Buffer =>
  responseIsBinary ? Buffer.from(asText(response), 'hex') : asText(response);

/** A recorded text in which `***` and the placeholder address stand for anything. */
function fits(recorded: string, actual: string): boolean {
  const pattern = recorded.split(/(\*{3}|somebody(?:@|%40)example\.test)/).map((part, index) => (index % 2 === 1 ? '[^&;\\s]*' : part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))).join('');
  return recorded.includes(HIDDEN) || recorded.includes(SOMEBODY.slice(-12)) ? new RegExp(`^${pattern}$`).test(actual) : recorded === actual;
}

/** nock hands over JSON and forms as objects. */
function fitsBody(recorded: Json, actual: unknown): boolean {
  if (typeof recorded === 'string' && isObject(actual)) return fitsBody(Object.fromEntries(new URLSearchParams(recorded)), actual);
  if (typeof recorded === 'string') return typeof actual === 'string' && fits(recorded, actual);
  if (Array.isArray(recorded)) return Array.isArray(actual) && actual.length === recorded.length && recorded.every((item, index) => fitsBody(item, actual[index]));
  if (!isObject(recorded)) return recorded === actual;
  if (!isObject(actual)) return false;
  return Object.keys(actual).every((name) => name in recorded) && Object.entries(recorded).every(([name, held]) => fitsBody(held, actual[name]));
}
