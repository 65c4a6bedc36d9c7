import { BusError } from '#ring2/drift/driver';
import type { EntityKind, Ledger } from '#ring2/drift/provision/ledger';
import { type Backoff, patiently } from '#ring2/drift/provision/patiently';

/** What one run has made on its target, and removes when it ends. */
export interface Estate {
  /** Makes an entity, after it was noted. */
  make<T>(kind: EntityKind, name: string, act: () => Promise<T>): Promise<T>;
  /** The run itself has removed it. */
  gone(kind: EntityKind, name: string): void;
  /** Removes what is left; what cannot be removed stays in the ledger. */
  clear(remove: (kind: EntityKind, name: string) => Promise<void>): Promise<void>;
}

export function createEstate(ledger: Ledger, backoff: Backoff): Estate {
  const made = new Map<string, { kind: EntityKind; name: string }>();
  const keyOf = (kind: EntityKind, name: string) => `${kind} ${name.toLowerCase()}`;
  const gone = (kind: EntityKind, name: string) => {
    if (made.delete(keyOf(kind, name))) ledger.gone(kind, name);
  };
  return {
    gone,
    async make(kind, name, act) {
      const key = keyOf(kind, name);
      // A second entity of that name will be refused, and the first is still there.
      if (made.has(key)) return act();
      ledger.creating(kind, name);
      made.set(key, { kind, name });
      try {
        return await act();
      } catch (error) {
        if (isRefusal(error)) gone(kind, name);
        throw error;
      }
    },
    async clear(remove) {
      await Promise.all([...made.values()].map(async ({ kind, name }) => {
        try {
          await patiently(() => remove(kind, name), backoff);
        } catch (error) {
          if (!isMissing(error)) return;
        }
        gone(kind, name);
      }));
    },
  };
}

/** The target answered that it did not make the entity, or was never reached; after anything else it may be there. */
const isRefusal = (error: unknown): boolean =>
  error instanceof BusError && (error.condition === undefined ? /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)\b/.test(error.message) : /^HTTP 4(?!08)\d\d$/.test(error.condition));
/** It went by itself, or was never made. */
export const isMissing = (error: unknown): boolean => error instanceof BusError && error.condition === 'HTTP 404';
