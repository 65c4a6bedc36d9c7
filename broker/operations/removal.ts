import type { FactOf } from '#broker/ledger/facts';
import type { Ledger } from '#broker/ledger/ledger';
import type { View } from '#broker/ledger/view';

type Removal = FactOf<'pact-removed' | 'version-removed' | 'pacticipant-removed' | 'integration-removed' | 'branch-removed' | 'branch-left' | 'tag-removed' | 'label-removed' | 'environment-removed'>;

/**
 * Removes something, by a fact that says so; nothing in the ledger is deleted. Says whether there was something to remove.
 * @throws RingproofError RP_LEDGER_WRITE.
 */
export function remove(ledger: Ledger, removal: Removal): boolean {
  return ledger.change((view, writer) => {
    const found = isThere(view, removal);
    if (found) writer.add(removal);
    return found;
  });
}

function isThere(view: View, removal: Removal): boolean {
  switch (removal.kind) {
    case 'pact-removed':
      return view.pact(removal.consumer, removal.version, removal.provider) !== undefined;
    case 'version-removed':
      return view.version(removal.pacticipant, removal.version) !== undefined;
    case 'pacticipant-removed':
      return view.hasPacticipant(removal.name);
    case 'integration-removed':
      return view.consumersOf(removal.provider).includes(removal.consumer);
    case 'branch-removed':
      return view.branches(removal.pacticipant).includes(removal.branch);
    case 'branch-left':
      return view.versions(removal).length > 0;
    case 'tag-removed':
      return view.versions(removal).length > 0;
    case 'label-removed':
      return view.labels(removal.pacticipant).some(({ name }) => name === removal.label);
    case 'environment-removed':
      return view.environment(removal.uuid)?.uuid === removal.uuid;
  }
}
