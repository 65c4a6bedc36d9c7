import type { Random } from '#core/pseudo-random';

/** What a client does that a fault can be injected into. */
export const OPERATIONS = ['attach', 'send', 'receive', 'settle', 'manage'] as const;
export type Operation = typeof OPERATIONS[number];

/** Each kind with the operations that it can hit. */
export const FAULT_KINDS = {
  'drop-connection': OPERATIONS,
  'detach': ['send', 'receive', 'settle', 'manage'],
  'lock-lost': ['settle'],
  'throttle': OPERATIONS,
  'slow': ['send', 'receive', 'settle', 'manage'],
  'disabled': ['attach', 'send', 'receive', 'manage'],
} as const satisfies Record<string, readonly Operation[]>;
export type FaultKind = keyof typeof FAULT_KINDS;

/** A fault on demand. What is absent matches everything. */
export interface InjectedFault {
  fault: FaultKind;
  /** An entity's path, in any case; a dead-letter queue's with its suffix. */
  entity?: string;
  operation?: Operation;
  /** How many exchanges it hits; default 1, with a `probability` unlimited. */
  count?: number;
  /** From 0 to 1, for each exchange that it could hit; default 1. */
  probability?: number;
  /** Of the pseudo-random numbers behind `probability`; the same seed hits the same exchanges. Default 1. */
  seed?: number;
  /** How long a slow answer waits, in milliseconds; default 1000. */
  ms?: number;
}

export interface PlannedFault extends InjectedFault { readonly id: number; readonly hits: number }

interface Entry { planned: InjectedFault & { id: number; hits: number }; left: number; random: Random }

/** Which exchanges are hit by which injected fault: decided here, carried out where the exchange happens. */
export class FaultPlan {
  readonly #random: (seed: number) => Random;
  readonly #entries = new Map<number, Entry>();
  #lastId = 0;

  constructor(random: (seed: number) => Random) {
    this.#random = random;
  }

  add(fault: InjectedFault): PlannedFault {
    const planned = { ...fault, id: (this.#lastId += 1), hits: 0 };
    const left = fault.count ?? (fault.probability === undefined ? 1 : Infinity);
    this.#entries.set(planned.id, { planned, left, random: this.#random(fault.seed ?? 1) });
    return planned;
  }

  list(): PlannedFault[] {
    return [...this.#entries.values()].map(({ planned }) => ({ ...planned }));
  }

  /** True when there was one. */
  delete(id: number): boolean {
    return this.#entries.delete(id);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** The first fault that hits this exchange; it has one hit less from then on, and is gone after its last. */
  decide(entity: string, operation: Operation): PlannedFault | undefined {
    for (const [id, entry] of this.#entries) {
      const { planned } = entry;
      if (!applies(planned, entity, operation) || entry.random() >= (planned.probability ?? 1)) continue;
      planned.hits += 1;
      entry.left -= 1;
      if (entry.left <= 0) this.#entries.delete(id);
      return planned;
    }
    return undefined;
  }
}

function applies({ fault, entity, operation }: InjectedFault, actual: string, doing: Operation): boolean {
  const able: readonly Operation[] = FAULT_KINDS[fault];
  return able.includes(doing) && (operation ?? doing) === doing && (entity ?? actual).toLowerCase() === actual.toLowerCase();
}
