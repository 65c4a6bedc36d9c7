import { type JsonObject, isObject } from '#core/json';

/** Which consumer versions' pacts a provider wants to verify, in Pact's own words. */
export interface ConsumerVersionSelector {
  mainBranch?: boolean;
  /** `true`: the head of every branch. */
  branch?: string | true;
  fallbackBranch?: string;
  /** The provider's own branch, looked for at the consumer. */
  matchingBranch?: boolean;
  tag?: string;
  fallbackTag?: string;
  latest?: boolean;
  deployed?: boolean;
  released?: boolean;
  deployedOrReleased?: boolean;
  environment?: string;
  consumer?: string;
}

export interface SelectionRequest {
  provider: string;
  selectors?: ConsumerVersionSelector[];
  providerBranch?: string;
  providerTags?: string[];
  includePending?: boolean;
  /** With it, also work in progress: the heads of branches and tags published later than this (milliseconds since the epoch). */
  includeWipSince?: number;
}

const BRANCH_KEYS = ['latest', 'tag', 'fallbackTag', 'branch', 'fallbackBranch', 'matchingBranch', 'mainBranch'];
const ENVIRONMENT_KEYS = ['environment', 'deployed', 'released', 'deployedOrReleased'];
const TEXT_KEYS = ['tag', 'branch', 'fallbackTag', 'fallbackBranch', 'consumer', 'environment'];
const FLAG_KEYS = ['mainBranch', 'matchingBranch', 'deployed', 'released', 'deployedOrReleased'];
const ONE_NEEDED = ['mainBranch', 'tag', 'branch', 'environment', 'matchingBranch', 'deployed', 'released', 'deployedOrReleased', 'latest'];

/** Everything wrong with a request's selectors, in the real broker's sentences; empty when nothing is. */
export function selectorErrors(selectors: unknown, providerBranch: string | undefined, hasEnvironment: (name: string) => boolean): string[] {
  if (selectors === undefined || selectors === null) return [];
  if (!Array.isArray(selectors)) return ['must be an array'];
  return selectors.flatMap((selector: unknown, index) =>
    (isObject(selector) ? errorsOf(selector, providerBranch, hasEnvironment) : ['must be a hash']).map((error) => `${error} (at index ${index})`));
}

function errorsOf(selector: JsonObject, providerBranch: string | undefined, hasEnvironment: (name: string) => boolean): string[] {
  const given = (keys: string[]) => keys.filter((key) => selector[key] !== undefined && selector[key] !== null);
  const { mainBranch, matchingBranch, latest, tag, branch, environment } = selector;
  const branchKeys = given(BRANCH_KEYS).sort();
  const environmentKeys = given(ENVIRONMENT_KEYS).sort();
  const others = given([...BRANCH_KEYS, ...ENVIRONMENT_KEYS]);
  const checks: [boolean, string][] = [
    ...given(TEXT_KEYS).map((key): [boolean, string] => [!(typeof selector[key] === 'string' && selector[key].trim()) && !(key === 'branch' && branch === true), `${key} must be filled`]),
    ...given(FLAG_KEYS).map((key): [boolean, string] => [selector[key] !== true, `${key} must be one of: true`]),
    [!ONE_NEEDED.some((key) => selector[key]), 'must specify a value for environment or tag or branch, or specify mainBranch=true, matchingBranch=true, latest=true, deployed=true, released=true or deployedOrReleased=true'],
    [mainBranch === true && others.some((key) => key !== 'mainBranch' && key !== 'latest'), 'cannot specify mainBranch=true with any other criteria apart from consumer'],
    [mainBranch === true && latest === false, 'cannot specify mainBranch=true with latest=false'],
    [matchingBranch === true && others.some((key) => key !== 'matchingBranch'), 'cannot specify matchingBranch=true with any other criteria apart from consumer'],
    [matchingBranch === true && !providerBranch, 'the providerVersionBranch must be specified when the selector matchingBranch=true is used'],
    [Boolean(tag && branch), 'cannot specify both a tag and a branch'],
    [branchKeys.length > 0 && environmentKeys.length > 0, `cannot specify the ${fields(branchKeys)} with the ${fields(environmentKeys)}`],
    [Boolean(selector['fallbackTag']) && !latest, 'fallbackTag can only be set if latest is true'],
    [Boolean(selector['fallbackTag']) && !tag, 'a tag must be specified when a fallbackTag is specified'],
    [Boolean(selector['fallbackBranch']) && !branch, 'a branch must be specified when a fallbackBranch is specified'],
    [Boolean(branch) && latest === false, 'cannot specify a branch with latest=false'],
    [typeof environment === 'string' && !hasEnvironment(environment), `environment with name '${typeof environment === 'string' ? environment : ''}' does not exist`],
    [Boolean(selector['deployed'] && selector['released']), 'cannot specify both deployed=true and released=true'],
    [Boolean(selector['deployed'] && selector['deployedOrReleased']), 'cannot specify both deployed=true and deployedOrReleased=true'],
    [Boolean(selector['released'] && selector['deployedOrReleased']), 'cannot specify both released=true and deployedOrReleased=true'],
  ];
  return checks.filter(([wrong]) => wrong).map(([, sentence]) => sentence);
}

const fields = (keys: string[]) => `${keys.length === 1 ? 'field' : 'fields'} ${keys.join('/')}`;
