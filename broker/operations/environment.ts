import { newUuid } from '#broker/hash';
import type { Ledger } from '#broker/ledger/ledger';
import type { EnvironmentRecord, View } from '#broker/ledger/view';
import { RingproofError } from '#core/errors';

/** @throws RingproofError RP_ENVIRONMENT_UNKNOWN. */
export function environmentNamed(view: View, key: string): EnvironmentRecord {
  const found = view.environment(key);
  if (found) return found;
  throw new RingproofError('RP_ENVIRONMENT_UNKNOWN', { environment: key, known: view.environments().map(({ name }) => name).join(', ') || 'none' });
}

/** Names an environment. One that exists already keeps its uuid; only whether it is production may change. */
export function nameEnvironment(ledger: Ledger, name: string, production: boolean): EnvironmentRecord {
  return ledger.change((view, writer) => {
    const known = view.environment(name);
    if (known?.production === production) return known;
    writer.add({ kind: 'environment-described', uuid: known?.uuid ?? newUuid(), name, displayName: known?.displayName ?? displayNameOf(name), production, ...(known?.contacts !== undefined && { contacts: known.contacts }) });
    return environmentNamed(view, name);
  });
}

/** `pre-prod` is shown as "Pre prod", as the real broker does. */
export function displayNameOf(name: string): string {
  const words = name.replace(/[-_]+/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
