/** Which versions of an application a question is about; nothing but the name means all of them. Pact's own words. */
export interface Selector {
  pacticipant: string;
  version?: string;
  branch?: string;
  mainBranch?: true;
  tag?: string;
  environment?: string;
  latest?: true;
}

/** A selector with the version it stands for. One selector may stand for several versions: then there are several of these. */
export interface ResolvedSelector extends Selector {
  /** Absent with `exists: false`: no such version. Absent with `exists: true`: any version. */
  number?: string;
  exists: boolean;
  /** The application itself is unknown. */
  pacticipantUnknown?: true;
  /** The selector stands for several versions. */
  oneOfMany?: true;
  /** The branch that `mainBranch` stands for. */
  branchFound?: string;
  specified: boolean;
  ignored: boolean;
}

export const onlyName = ({ version, branch, mainBranch, tag, environment, latest }: Selector): boolean =>
  [version, branch, mainBranch, tag, environment, latest].every((criterion) => criterion === undefined);

/** How the real broker's sentences name a version. */
export function describe(selector: ResolvedSelector): string {
  const { pacticipant: name, number, tag, environment, latest, mainBranch, oneOfMany } = selector;
  const branch = selector.branch ?? selector.branchFound;
  const found = number === undefined ? 'no such version exists' : number;
  if (latest && tag) return `the latest version of ${name} with tag ${tag} (${found})`;
  if (mainBranch && number === undefined) return `${latest ? 'the latest' : 'any'} version of ${name} from the main branch (no versions exist for this branch)`;
  if (latest && branch) return `the latest version of ${name} from branch ${branch} (${found})`;
  if (branch) return number === undefined ? `a version of ${name} from branch ${branch} (${found})` : `${oneOfMany ? 'one of the versions' : 'the version'} of ${name} from branch ${branch} (${number})`;
  if (latest) return `the latest version of ${name} (${found})`;
  if (tag) return `a version of ${name} with tag ${tag} (${found})`;
  if (environment && number === undefined) return `a version of ${name} currently in ${environment} (no version is currently recorded as deployed/released in this environment)`;
  if (environment) return `${oneOfMany ? 'one of the versions' : 'the version'} of ${name} currently in ${environment} (${number})`;
  if (selector.version !== undefined && !selector.exists) return `version ${selector.version} of ${name} (no such version exists)`;
  if (number !== undefined) return `version ${number} of ${name}`;
  return selector.pacticipantUnknown ? `any version of ${name} (no such pacticipant exists)` : `any version of ${name}`;
}

/** The real broker's sentence for a specified version that does not exist. */
export function describeMissing({ pacticipant: name, version, branch, mainBranch, tag, environment }: ResolvedSelector): string {
  if (tag) return `No version with tag ${tag} exists for ${name}`;
  if (branch) return `No version of ${name} from branch ${branch} exists`;
  if (mainBranch) return `No version of ${name} from the main branch exists`;
  if (environment) return `No version of ${name} is currently recorded as deployed or released in environment ${environment}`;
  if (version) return `No pacts or verifications have been published for version ${version} of ${name}`;
  return `No pacts or verifications have been published for ${name}`;
}
