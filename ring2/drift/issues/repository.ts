import { RingproofError, reasonOf } from '#core/errors';
import type { Issue } from '#ring2/drift/issues/plan';
import type { Draft } from '#ring2/drift/issues/words';

/** Where issues are kept: GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN. The token is secret. */
export interface RepositoryAddress { apiUrl: string; repository: string; token: string }

export interface Repository {
  /** All with the label, open and closed. */
  issues(): Promise<Issue[]>;
  create(draft: Draft): Promise<number>;
  update(issue: number, changes: Partial<Draft> & { state?: Issue['state'] }): Promise<void>;
  comment(issue: number, text: string): Promise<void>;
}

/** Only who may write in the repository can set a label: a stranger's text with a marker is not looked at. */
const LABEL = 'drift';
const ANSWER_MS = 30_000;

/**
 * A repository's issues, by GitHub's REST API (docs.github.com/rest/issues, version 2022-11-28).
 * @throws RingproofError RP_ISSUES_REFUSED, RP_ISSUES_LIMITED, RP_ISSUES_UNREACHABLE, from every method
 */
export function issueRepository({ apiUrl, repository, token }: RepositoryAddress, signal?: AbortSignal): Repository {
  const base = `${apiUrl.replace(/\/$/, '')}/repos/${repository}/issues`;

  const call = async (method: string, url: string, body?: object): Promise<Response> => {
    const headers = { accept: 'application/vnd.github+json', authorization: `Bearer ${token}`, 'x-github-api-version': '2022-11-28', 'user-agent': 'ringproof', ...(body && { 'content-type': 'application/json' }) };
    const limits = AbortSignal.any([AbortSignal.timeout(ANSWER_MS), ...(signal ? [signal] : [])]);
    const answer = await fetch(url, { method, headers, signal: limits, redirect: 'error', ...(body && { body: JSON.stringify(body) }) }).catch((thrown: unknown) => {
      throw new RingproofError('RP_ISSUES_UNREACHABLE', { repository, reason: reasonOf(thrown) }, thrown);
    });
    if (!answer.ok) throw await refusal(repository, answer);
    return answer;
  };

  return {
    async issues() {
      const found: Issue[] = [];
      for (let url: string | undefined = `${base}?labels=${LABEL}&state=all&per_page=100`; url;) {
        const answer: Response = await call('GET', url);
        const page = (await answer.json()) as { number: number; state: Issue['state']; title: string; body: string | null; pull_request?: unknown }[];
        // GitHub counts pull requests as issues.
        found.push(...page.filter((one) => !one.pull_request).map(({ number, state, title, body }) => ({ number, state, title, body: body ?? '' })));
        url = nextPage(answer.headers.get('link'), base);
      }
      return found;
    },
    create: async (draft) => ((await (await call('POST', base, { ...draft, labels: [LABEL] })).json()) as { number: number }).number,
    update: async (issue, changes) => void (await call('PATCH', `${base}/${issue}`, changes)),
    comment: async (issue, body) => void (await call('POST', `${base}/${issue}/comments`, { body })),
  };
}

/** The token goes to no other server, whatever a page says comes next. */
function nextPage(link: string | null, base: string): string | undefined {
  const next = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  return next !== undefined && new URL(next).origin === new URL(base).origin ? next : undefined;
}

async function refusal(repository: string, answer: Response): Promise<RingproofError> {
  const { status, headers } = answer;
  const text = await answer.text();
  // 403 for the primary limit and 403 or 429 for the secondary ones (docs.github.com/rest/using-the-rest-api/rate-limits).
  if (status === 429 || (status === 403 && (headers.get('x-ratelimit-remaining') === '0' || headers.has('retry-after')))) {
    const reset = Number(headers.get('x-ratelimit-reset'));
    const until = headers.get('retry-after') ? `for ${headers.get('retry-after')} s` : reset ? `until ${new Date(reset * 1000).toISOString()}` : 'for a while';
    return new RingproofError('RP_ISSUES_LIMITED', { repository, until });
  }
  return new RingproofError('RP_ISSUES_REFUSED', { repository, status, problem: messageIn(text) });
}

function messageIn(text: string): string {
  try {
    const { message, errors } = JSON.parse(text) as { message?: string; errors?: unknown };
    return [message, errors && JSON.stringify(errors)].filter(Boolean).join(' ') || 'no reason given';
  } catch {
    return text.slice(0, 200) || 'no reason given';
  }
}
