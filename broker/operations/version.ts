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
  for (const tag of tags) {
    if (!(known && view.tagsOf(known.id).includes(tag))) writer.add({ kind: 'tag-set', pacticipant, version, tag });
  }
  return !known;
}
