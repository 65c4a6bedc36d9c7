import { HttpResponse, type RequestHandler, http } from 'msw';
import { realClock } from '#core/clock';
import { hasNoBody, requestOf, splitBase } from '#stubs/fetch';
import { type Stub, type StubOptions, createStub } from '#stubs/stub';

export interface MswStub extends Omit<Stub, 'answer'> {
  /** For `setupWorker(...handlers)` in a browser, `setupServer(...handlers)` in Node. */
  handlers: RequestHandler[];
}

/**
 * A contract as Mock Service Worker handlers: one handler takes every call below `baseUrl`, so that a call which the
 * contract does not know is refused with advice, and never reaches the network.
 * @param options.baseUrl absolute, for example `https://api.tracebloc.io`
 * @throws RingproofError `RP_USAGE_VALUE`
 * @see https://mswjs.io/docs/api/http
 */
export function mswHandlers({ baseUrl, ...options }: StubOptions & { baseUrl: string }): MswStub {
  const stub = createStub(options);
  const { clock = realClock } = options;
  const { origin, basePath } = splitBase(baseUrl);
  const handler = http.all(`${origin}${basePath}/*`, async ({ request }) => {
    const { response, drop, delayMs } = stub.answer(await requestOf(request, basePath));
    if (drop) return HttpResponse.error();
    if (delayMs > 0) await new Promise<void>((resolve) => void clock.after(delayMs, resolve));
    return new HttpResponse(hasNoBody(response.status) ? null : response.body, { status: response.status, headers: response.headers });
  });
  return { handlers: [handler], journal: stub.journal, setState: stub.setState, setFaults: stub.setFaults };
}
