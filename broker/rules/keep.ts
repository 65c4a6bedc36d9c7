/** Which versions a clean-up keeps; the real broker's selectors (its `keep` of `clean`). All that is said must hold. */
export interface KeepSelector {
  pacticipant?: string;
  /** Of what the others say only the newest version: of each application, and of each branch or tag when these are `true`. */
  latest?: true;
  branch?: string | true;
  mainBranch?: true;
  tag?: string | true;
  deployed?: true;
  released?: true;
  environment?: string;
  /** Days since the version was made. */
  maxAge?: number;
}

/** What a selector may ask of a version. */
export interface Candidate {
  id: number; pacticipant: string; number: string; createdAt: number; isOnMain: boolean; branches: string[]; tags: string[];
  stays: { kind: 'deployed' | 'released'; environment: string }[];
}

/** The real broker's own choice when nothing is said. */
export const DEFAULT_KEEP: readonly KeepSelector[] = [
  { tag: true, latest: true }, { branch: true, latest: true }, { latest: true }, { deployed: true }, { released: true }, { maxAge: 90 },
];

const DAY_MS = 86_400_000;

/** The versions that at least one selector keeps, by id. `candidates` stand newest first. */
export function kept(selectors: readonly KeepSelector[], candidates: readonly Candidate[], now: number): Set<number> {
  const ids = new Set<number>();
  for (const selector of selectors) {
    const heads = new Set<string>();
    for (const version of candidates.filter((one) => fits(selector, one, now))) {
      const groups = groupsOf(selector, version);
      if (!selector.latest || groups.some((group) => !heads.has(group))) ids.add(version.id);
      for (const group of groups) heads.add(group);
    }
  }
  return ids;
}

function fits({ pacticipant, branch, mainBranch, tag, deployed, released, environment, maxAge }: KeepSelector, version: Candidate, now: number): boolean {
  const isThere = (kind: 'deployed' | 'released') => version.stays.some((stay) => stay.kind === kind && (environment === undefined || stay.environment === environment));
  return (pacticipant === undefined || version.pacticipant === pacticipant)
    && (branch === undefined || (branch === true ? version.branches.length > 0 : version.branches.includes(branch)))
    && (tag === undefined || (tag === true ? version.tags.length > 0 : version.tags.includes(tag)))
    && (!mainBranch || version.isOnMain)
    && (!deployed || isThere('deployed')) && (!released || isThere('released'))
    && (environment === undefined || isThere('deployed') || isThere('released'))
    && (maxAge === undefined || now - version.createdAt <= maxAge * DAY_MS);
}

/** What a version may be the newest of. */
function groupsOf({ branch, tag }: KeepSelector, { pacticipant, branches, tags }: Candidate): string[] {
  const ofBranches = branch === true ? branches : [''];
  const ofTags = tag === true ? tags : [''];
  return ofBranches.flatMap((one) => ofTags.map((other) => JSON.stringify([pacticipant, one, other])));
}
