import type { SelectionRequest } from '#broker/rules/consumer-version-selector';
import type { SelectedBy, SelectedPact } from '#broker/rules/selection';

const WIP = 'Read more at https://docs.pact.io/go/wip';
const PENDING = 'Read more at https://docs.pact.io/go/pending';

/** What a verifier shows for one pact, and when, in the real broker's words. */
export interface VerifierNotice { when: string; text: string }

/** The notices of one selected pact; `url` is where the pact stands. */
export function noticesOf(selected: SelectedPact, url: string, request: SelectionRequest): VerifierNotice[] {
  const { by, pending, pact, wip } = selected;
  const before = (text: string): VerifierNotice => ({ when: 'before_verification', text });
  const versions = by.length === 1 ? 'the consumer version' : 'the consumer versions';
  const criteria = `${by.length > 1 ? 'criteria' : 'criterion'}:\n${criteriaOf(by, request.provider).map((one) => `    * ${one}`).join('\n')}`;
  const reason = wip ? before(wipReason(selected, url, request)) : before(`The pact at ${url} is being verified because the pact content belongs to ${versions} matching the following ${criteria}`);
  if (!request.includePending && !wip) return [reason];
  const provider = pact.provider;
  const whom = (article: string) => describeProvider(provider, article, request.providerBranch, pending.pendingTags);
  const these = pending.pendingTags.length === 0 ? '' : pending.pendingTags.length === 1 ? 'with this tag ' : 'with these tags ';
  if (!pending.pending) {
    return [reason, before(`This pact has previously been successfully verified by ${describeProvider(provider, 'a', request.providerBranch, pending.settledTags)}. If this verification fails, it will fail the build. ${PENDING}`)];
  }
  const after = (outcome: string, text: string): VerifierNotice => ({ when: `after_verification:success_${outcome}`, text });
  const still = `This pact is still in pending state for ${whom('any')} as a successful verification result ${these}has not yet been published`;
  return [
    reason,
    before(wip
      ? `This pact is in pending state for this version of ${provider} because it was included as a 'work in progress' pact. If this verification fails, it will not cause the overall build to fail. ${PENDING}`
      : `This pact is in pending state for this version of ${provider} because a successful verification result for ${whom('a')} has not yet been published. If this verification fails, it will not cause the overall build to fail. ${PENDING}`),
    after('true_published_false', `This pact is still in pending state for ${whom('any')} as the successful verification results ${these}have not yet been published.`),
    after('false_published_false', still),
    after('true_published_true', `This pact is no longer in pending state for ${whom('any')}, as a successful verification result ${these}has been published. If a verification for a version of ${provider} ${these}fails in the future, it will fail the build. ${PENDING}`),
    after('false_published_true', still),
  ];
}

function describeProvider(provider: string, article: string, branch: string | undefined, tags: readonly string[]): string {
  if (branch) return `${article} version of ${provider} from branch '${branch}'`;
  if (tags.length === 0) return provider;
  return `${article} version${tags.length > 1 ? 's' : ''} of ${provider} with tag ${and(quoted(tags))}`;
}

function wipReason({ by, pending, pact }: SelectedPact, url: string, { provider, providerBranch }: SelectionRequest): string {
  const namesOf = (criterion: SelectedBy['criterion']) => [...new Set(by.filter((one) => one.criterion === criterion).map(({ name = '' }) => name))];
  const [branches, tags] = [namesOf('branch'), namesOf('tag')];
  const heads = [
    ...(branches.length > 0 ? [`from ${branches.length === 1 ? 'branch' : 'branches'} ${and(quoted(branches))}`] : []), ...(tags.length > 0 ? [`tagged with ${and(quoted(tags))}`] : []),
  ].join(' and ');
  const same = by.length === 1 ? '' : by.length === 2 ? ' (both have the same content)' : ' (all have the same content)';
  const versions = branches.length === 1 || tags.length === 1 ? 'version' : 'versions';
  const whom = describeProvider(provider, 'a', providerBranch, pending.pendingTags);
  return `The pact at ${url} is being verified because it is a 'work in progress' pact (ie. it is the pact for the latest ${versions} of ${pact.consumer.pacticipant} ${heads}${same} and it has not yet been successfully verified by ${whom} when the pact's application version was explicitly specified in the consumer version selectors). ${WIP}`;
}

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`);
const and = (list: readonly string[]) => [list.slice(0, -1).join(', '), list.at(-1)].filter(Boolean).join(' and ');

/** One line for each criterion; all places where versions are deployed (or released) share one. */
function criteriaOf(by: readonly SelectedBy[], provider: string): string[] {
  const grouped = Map.groupBy(by, (one) => (one.criterion === 'deployed' || one.criterion === 'released' ? `${one.criterion} ${one.consumer ?? ''}` : one));
  return [...grouped.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const places = and(group.map(({ environment, number }) => `${environment} (${number})`));
    const whose = first.consumer === undefined ? 'consumer version(s)' : `version(s) of ${first.consumer}`;
    if (first.criterion === 'deployed') return [`${whose} currently deployed to ${places}`];
    if (first.criterion === 'released') return [`${whose} released and supported in ${places}`];
    return [describe(first, provider)];
  });
}

function describe({ criterion, name, fallback, environment, consumer, number }: SelectedBy, provider: string): string {
  const version = consumer === undefined ? 'version' : `version of ${consumer}`;
  switch (criterion) {
    case 'main-branch':
      return `latest ${version} from the main branch '${name}' (${number})`;
    case 'branch':
      return fallback === undefined ? `latest ${version} from branch '${name}' (${number})`
        : `latest ${version} from branch '${fallback}' (fallback branch used as no pact was found from branch '${name}') (${number})`;
    case 'tag':
      return fallback === undefined ? `latest ${version} tagged '${name}' (${number})`
        : `latest ${version} tagged '${fallback}' (fallback tag used as no pact was found with tag '${name}') (${number})`;
    case 'all-of-tag':
      return `all ${consumer ?? 'consumer'} versions tagged '${name}' (${number})`;
    case 'deployed':
    case 'released':
    case 'environment':
      return `${consumer ?? 'a consumer'} version in environment ${environment} (${number})`;
    case 'latest':
      return `latest version of ${consumer ?? 'a consumer'} that has a pact with ${provider} (${number})`;
  }
}

/** A few words for the verifier's list; some clients make a test's name of them. */
export const shortDescription = (by: readonly SelectedBy[]): string => [...new Set(by.map(short))].join(', ');

function short({ criterion, name, fallback, environment, consumer }: SelectedBy): string {
  switch (criterion) {
    case 'main-branch':
      return 'latest from main branch';
    case 'branch':
      return `latest from branch ${fallback ?? name}`;
    case 'tag':
      return `latest with tag ${fallback ?? name}`;
    case 'all-of-tag':
      return consumer === undefined ? `one of ${name}` : `one of ${consumer} ${name}`;
    case 'deployed':
      return `deployed to ${environment}`;
    case 'released':
      return `released in ${environment}`;
    case 'environment':
      return `in ${environment}`;
    case 'latest':
      return 'latest';
  }
}
