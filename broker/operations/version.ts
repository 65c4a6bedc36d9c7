import { newUuid } from '#broker/hash';
import type { Writer } from '#broker/ledger/ledger';
import type { View } from '#broker/ledger/view';

export interface VersionDetails { branch?: string; tags?: readonly string[]; buildUrl?: string }

/** Adds what is new about a version; repeating what is known adds no fact. Says whether the version itself is new. */
export function describeVersion(view: View, writer: Writer, pacticipant: string, version: string, { branch, tags = [], buildUrl }: VersionDetails): boolean {
  const known = view.version(pacticipant, version);
  if (!known || (buildUrl !== undefined && known.buildUrl !== buildUrl)) {
    writer.add({ kind: 'version-recorded', pacticipant, version, ...(buildUrl !== undefined && { buildUrl }) });
  }
  if (branch !== undefined && !(known && view.branchesOf(known.id).includes(branch))) writer.add({ kind: 'branch-joined', pacticipant, version, branch });
  for (const tag of tags) setTag(view, writer, pacticipant, version, tag);
  return !known;
}

/** Clients that know no branches tag a new version with its branch's name: at once, or not at all. */
const FIRST_TAG_IS_BRANCH_MS = 10_000;
const MAIN_BRANCHES = new Set(['develop', 'main', 'master']);

/** The real broker's reading of tags: a new version's first tag is its branch, and a tag named like a main branch names the main branch. */
function setTag(view: View, writer: Writer, pacticipant: string, version: string, tag: string): void {
  const found = view.version(pacticipant, version);
  const tags = found ? view.tagsOf(found.id) : [];
  if (tags.includes(tag)) return;
  const isBranch = found !== undefined && tags.length === 0 && view.branchesOf(found.id).length === 0 && writer.now() - found.createdAt <= FIRST_TAG_IS_BRANCH_MS;
  if (isBranch) writer.add({ kind: 'branch-joined', pacticipant, version, branch: tag });
  if (MAIN_BRANCHES.has(tag) && view.mainBranchOf(pacticipant) === undefined) writer.add({ kind: 'pacticipant-described', name: pacticipant, mainBranch: tag });
  writer.add({ kind: 'tag-set', pacticipant, version, tag });
}

/** Tags a version by itself: a tag with an environment's name also says that it is deployed there, as before environments came. */
export function tagVersion(view: View, writer: Writer, pacticipant: string, version: string, tag: string): void {
  describeVersion(view, writer, pacticipant, version, { tags: [tag] });
  const environment = view.environment(tag);
  if (environment?.name !== tag) return;
  const there = view.stays({ kind: 'deployed', environment: environment.uuid, pacticipant, version, now: true }).some(({ instance }) => instance === null);
  if (!there) writer.add({ kind: 'deployed', uuid: newUuid(), pacticipant, version, environment: environment.uuid });
}
