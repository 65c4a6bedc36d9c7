import type { SasKey } from '#emulators/service-bus/auth/sas';
import type { Namespace } from '#emulators/service-bus/state/namespace';

/** service-bus-sas; Manage has the other two in it. */
export type Right = 'Send' | 'Listen' | 'Manage';
export const ALL_RIGHTS: readonly Right[] = ['Send', 'Listen', 'Manage'];

/** A key with what it is good for. */
export interface GrantingKey extends SasKey { readonly rights: readonly Right[] }

export const withImplied = (rights: readonly string[]): readonly Right[] =>
  rights.includes('Manage') ? ALL_RIGHTS : ALL_RIGHTS.filter((right) => rights.includes(right));

/** The keys of the queue or topic that a path is of or below, primary and secondary. */
export function entityKeys(namespace: Namespace, path: string): GrantingKey[] {
  const parts = path.split('/');
  return parts.flatMap((_, index) => {
    const scope = parts.slice(0, index + 1).join('/');
    const { options } = namespace.queueTable.get(scope) ?? namespace.topicTable.get(scope)?.inbox ?? {};
    return (options?.authorizationRules ?? []).flatMap(({ keyName: name, rights, primaryKey, secondaryKey }) =>
      [primaryKey, secondaryKey].filter((key) => key !== '').map((key) => ({ name, key, rights: withImplied(rights) })));
  });
}
