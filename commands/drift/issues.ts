import type { Args, Context, Flag } from '#commands/context';
import { wholeNumber } from '#commands/args';
import { RingproofError } from '#core/errors';
import { worst } from '#core/outcome';
import type { Report, Result } from '#core/report';
import type { RepositoryAddress } from '#ring2/drift/issues/repository';

const MAX = 10;

export const ISSUE_FLAGS: Record<string, Flag> = {
  issue: { type: 'string', value: 'upsert', help: 'keep a GitHub issue for each difference: opened, brought up to date, reopened, closed when gone (GITHUB_TOKEN, GITHUB_REPOSITORY)' },
  'max-issues': { type: 'string', value: 'N', help: `how many of them; the rest share one (default ${MAX})` },
};

/**
 * What keeps the issues after a run, or undefined when nobody asked. Looked at before the run, which may be long.
 * @throws RingproofError RP_USAGE_VALUE, RP_ISSUES_TOKEN, RP_ISSUES_EVENT
 */
export function issueKeeper(args: Args, { env, signal }: Pick<Context, 'env' | 'signal'>): ((report: Report) => Promise<Report>) | undefined {
  const mode = args.text('issue');
  if (mode === undefined) return undefined;
  if (mode !== 'upsert') throw new RingproofError('RP_USAGE_VALUE', { flag: '--issue', value: mode, expected: 'upsert is the only one.' });
  const max = wholeNumber(args, 'max-issues', MAX, [1, 100]);
  const address = addressIn(env);
  return async (report) => {
    if (signal.aborted) return report;
    const { issueRepository } = await import('#ring2/drift/issues/repository');
    const { upsertIssues } = await import('#ring2/drift/issues/upsert');
    try {
      const issues = await upsertIssues(report, issueRepository(address, signal), max);
      const words = Object.entries(issues).filter(([, numbers]) => numbers.length > 0).map(([what, numbers]) => `${what} ${numbers.map((number) => `#${number}`).join(', ')}`);
      return { ...report, notes: [...(report.notes ?? []), `issues of ${address.repository}: ${words.join('; ') || 'nothing to change'}`], details: { ...report.details, issues } };
    } catch (thrown) {
      if (!(thrown instanceof RingproofError)) throw thrown;
      // The verdict is worth more than its being filed: both are told.
      const problem: Result = { name: `issues of ${address.repository}`, group: 'policy', outcome: 'inconclusive', reason: `${thrown.code}: ${thrown.message} ${thrown.advice}` };
      return { ...report, outcome: worst([report.outcome, problem.outcome]), results: [...report.results, problem] };
    }
  };
}

function addressIn(env: Context['env']): RepositoryAddress {
  const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository, GITHUB_API_URL: apiUrl = 'https://api.github.com', GITHUB_EVENT_NAME: event } = env;
  if (event?.startsWith('pull_request')) throw new RingproofError('RP_ISSUES_EVENT', { event });
  if (!token) throw new RingproofError('RP_ISSUES_TOKEN', { what: 'the variable GITHUB_TOKEN' });
  if (!repository || !/^[\w.-]+\/[\w.-]+$/.test(repository)) throw new RingproofError('RP_ISSUES_TOKEN', { what: 'the variable GITHUB_REPOSITORY, as OWNER/NAME' });
  if (!/^https?:\/\//.test(apiUrl) || !URL.canParse(apiUrl)) throw new RingproofError('RP_ISSUES_TOKEN', { what: 'an http address in GITHUB_API_URL' });
  return { apiUrl, repository, token };
}
