import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as readJson } from 'node:stream/consumers';

export interface FakeIssue { number: number; state: 'open' | 'closed'; title: string; body: string; labels: string[]; comments: string[]; pull_request?: object }

export const TOKEN = 'ghs_a-secret-token';

/** GitHub's REST API for issues as its documents say: pages with a Link header, 401, 403 or 429 at a limit, 422 for what is invalid. */
export async function fakeGithub(repository = 'acme/shop', most = 100) {
  const issues: FakeIssue[] = [];
  const calls: string[] = [];
  /** Answers each call instead, when it gives an answer. */
  let refuse: (call: string) => { status: number; headers?: Record<string, string>; body?: object } | undefined = () => undefined;
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', apiUrl);
    const call = `${request.method} ${url.pathname.replace(`/repos/${repository}`, '')}`;
    calls.push(call);
    const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    const refused = refuse(call);
    if (refused) return void answer(refused.status, refused.body ?? {}, refused.headers);
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return void answer(401, { message: 'Bad credentials' });
    const body = request.method === 'GET' ? {} : ((await readJson(request)) as Partial<FakeIssue>);
    const [, number, comments] = /^\S+ \/issues(?:\/(\d+)(\/comments)?)?$/.exec(call) ?? [];
    const issue = issues.find((one) => one.number === Number(number));
    if (request.method === 'GET') return void list(url, answer);
    if ((body.body?.length ?? 0) > 65_536 || body.title === '') return void answer(422, { message: 'Validation Failed', errors: [{ resource: 'Issue', code: 'custom' }] });
    if (comments && issue) issue.comments.push(body.body ?? '');
    else if (issue) Object.assign(issue, body);
    else if (number) return void answer(404, { message: 'Not Found' });
    else issues.push({ number: issues.length + 1, state: 'open', title: '', body: '', labels: [], comments: [], ...body });
    answer(issue ? 200 : 201, issue ?? issues.at(-1));
  }

  function list(url: URL, answer: (status: number, body: unknown, headers?: Record<string, string>) => unknown): void {
    const size = Math.min(Number(url.searchParams.get('per_page')), most);
    const page = Number(url.searchParams.get('page') ?? 1);
    const all = issues.filter(({ labels, state }) => labels.includes(url.searchParams.get('labels') ?? '') && (url.searchParams.get('state') === 'all' || state === 'open'));
    url.searchParams.set('page', `${page + 1}`);
    answer(200, all.slice((page - 1) * size, page * size), page * size < all.length ? { link: `<${url.href}>; rel="next", <${url.href}>; rel="last"` } : {});
  }

  return {
    issues, calls, address: { apiUrl, repository, token: TOKEN },
    refuse: (how: typeof refuse) => { refuse = how; },
    [Symbol.asyncDispose]: async () => { server.closeAllConnections(); await new Promise((resolve) => server.close(resolve)); },
  };
}
