import nock from 'nock';
import { realClock } from '#core/clock';
import { hasNoBody, requestOf, splitBase } from '#stubs/fetch';
import { type Stub, type StubOptions, createStub } from '#stubs/stub';

export interface NockStub extends Omit<Stub, 'answer'>, Disposable {
  scope: nock.Scope;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/**
 * A contract as nock interceptors in this process: everything below `baseUrl` is answered from the contract or refused with
 * advice. Ends with `using` or `[Symbol.dispose]()`, which removes its own interceptors only.
 * @param options.baseUrl absolute, for example `https://api.tracebloc.io`
 * @throws RingproofError `RP_USAGE_VALUE`
 * @see https://github.com/nock/nock#readme
 */
export function nockStub({ baseUrl, ...options }: StubOptions & { baseUrl: string }): NockStub {
  const stub = createStub(options);
  const { clock = realClock } = options;
  const { origin, basePath } = splitBase(baseUrl);
  const scope = nock(origin).persist();
  const mine = (path: string) => path.startsWith(`${basePath}/`);
  const interceptors = METHODS.map((method) => scope.intercept(mine, method));
  const reply = async (request: Request) => {
    const { response, drop, delayMs } = stub.answer(await requestOf(request, basePath));
    if (drop) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    if (delayMs > 0) await new Promise<void>((resolve) => void clock.after(delayMs, resolve));
    return [response.status, hasNoBody(response.status) ? '' : response.body, response.headers] as const;
  };
  for (const interceptor of interceptors) interceptor.reply(reply);
  return {
    scope, journal: stub.journal, setState: stub.setState, setFaults: stub.setFaults,
    [Symbol.dispose]() {
      scope.persist(false);
      for (const interceptor of interceptors) nock.removeInterceptor(interceptor);
    },
  };
}
