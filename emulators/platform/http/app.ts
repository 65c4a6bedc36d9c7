import { type Context, Hono } from 'hono';
import type { Clock } from '#core/clock';
import type { HttpRequest, Journal } from '#core/exchange';
import { parseBody } from '#emulators/platform/http/body';
import { answerTo } from '#emulators/platform/http/refusals';
import { type Answer, Refused, type Route, refuse } from '#emulators/platform/http/route';

export interface AppOptions<C> {
  /** The service's name in its journal. */
  name: string;
  routes: readonly Route<C>[];
  /** Who calls, from the headers. @throws Refused */
  authenticate(headers: Record<string, string>): C;
  /** What `caller` is on an open route. */
  nobody: C;
  /** Runs before everything else. @throws Refused */
  gate?(headers: Record<string, string>): void;
  journal: Journal;
  clock: Clock;
}

/** A service's HTTP face: its routes, its ways of saying no, its slashes, its journal. Unknown paths are 404. */
export function createApp<C>(options: AppOptions<C>): Hono {
  const app = new Hono();
  for (const route of options.routes) app.on(route.method, route.path, (context) => serve(context, options, route));
  for (const [path, open] of paths(options.routes)) {
    app.all(path, (context) => serve(context, options, { method: 'GET', path, ...(open ? { open } : {}), accepts: ['json', 'form'], handle: () => refuse({ code: 'method-not-allowed', method: context.req.method }) }));
    if (path.endsWith('/')) app.all(path.slice(0, -1), (context) => serve(context, options, { method: 'GET', path, open: true, accepts: ['json', 'form'], handle: () => slashless(context.req.method) }));
  }
  app.notFound((context) => serve(context, options, { method: 'GET', path: '', open: true, accepts: ['json', 'form'], handle: () => refuse({ code: 'not-found' }) }));
  return app;
}

const paths = <C>(routes: readonly Route<C>[]): Map<string, true | undefined> => new Map(routes.map(({ path, open }) => [path, open]));

/** Django's APPEND_SLASH: a GET is redirected, a body cannot be, so a slashless write is an error and never a success. */
const slashless = (method: string): Answer =>
  method === 'GET' || method === 'HEAD' ? { status: 301 } : { status: 500, body: { detail: 'APPEND_SLASH cannot redirect a request with a body.' } };

async function serve<C>(context: Context, options: AppOptions<C>, route: Route<C>): Promise<Response> {
  const at = options.clock.now();
  const request = await readRequest(context);
  const answer = await decide(context, options, route, request);
  const body = answer.file?.text ?? (answer.body === undefined ? '' : JSON.stringify(answer.body));
  const headers: Record<string, string> = answer.file ? downloadHeaders(answer.file) : body === '' ? {} : { 'content-type': 'application/json' };
  if (answer.status === 301) headers['location'] = `${request.path}/`;
  options.journal.add({
    kind: 'http', at, from: callerName(request), to: options.name, request, response: { status: answer.status, headers, body },
  });
  return new Response(body === '' ? null : body, { status: answer.status, headers });
}

const downloadHeaders = ({ name }: { name: string }) => ({ 'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename="${name}"` });

async function decide<C>(context: Context, options: AppOptions<C>, route: Route<C>, request: HttpRequest): Promise<Answer> {
  try {
    options.gate?.(request.headers);
    const caller = route.open ? options.nobody : options.authenticate(request.headers);
    const body = parseBody(request.body, request.headers['content-type'] ?? '', route.accepts ?? ['json']);
    const { origin } = new URL(context.req.url);
    return await route.handle({ caller, params: context.req.param(), query: request.query, headers: request.headers, body, baseUrl: origin });
  } catch (error) {
    if (error instanceof Refused) return answerTo(error.refusal);
    throw error;
  }
}

async function readRequest({ req }: Context): Promise<HttpRequest> {
  return { method: req.method, path: req.path, query: req.query(), headers: req.header(), body: await req.text() };
}

/** Who calls, as the program names itself: `training-pod/1.0` is `training-pod`. */
const callerName = ({ headers }: HttpRequest): string => /^[\w-]+/.exec(headers['user-agent'] ?? '')?.[0] ?? 'unknown';
