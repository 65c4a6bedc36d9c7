import { VANISHING, placeOf, placesOf, type Target } from './places.ts';

/** What the emulator says: entity and message id of each message accepted, and of each completed. */
export interface Told { accepted: [entity: string, id: string][]; completed: [entity: string, id: string][] }

/** One copy of a message in one place. */
interface Copy { deliveries: number; completed: number; dead: boolean; confirmed: boolean }

export interface Balance {
  accepted: number; copies: number; completed: number; deadLettered: number; dropped: number;
  /** Deliveries beyond each copy's first: at-least-once allows them. */
  redelivered: number;
  /** Sends and settlements that failed for their client; what became of them only the emulator knows. */
  refused: number;
  /** Each a sentence; empty when the books balance. */
  wrong: string[];
}

/** Both sides' books: what clients were told, and what the emulator says it did. */
export class Ledger {
  readonly #copies = new Map<string, Copy>();
  readonly #accepted = new Set<string>();
  readonly #confirmedSends = new Set<string>();
  readonly #wrong: string[] = [];
  /** Copies accepted and not completed yet, by place. */
  readonly #waiting = new Map<string, number>();
  #redelivered = 0;
  #refused = 0;

  sent(target: Target, ids: readonly string[]): void {
    for (const id of ids) this.#confirmedSends.add(`${target}|${id}`);
  }

  refused(): void {
    this.#refused += 1;
  }

  received(path: string, id: string): void {
    const { place } = placeOf(path);
    const copy = this.#copy(place, id);
    // A dead letter's first delivery may come after others of the message.
    copy.deliveries += 1;
    if (copy.deliveries > 1) this.#redelivered += 1;
    if (copy.confirmed) this.#report(`${id} came again from ${path} after it had been completed.`);
  }

  completed(path: string, id: string): void {
    this.#copy(placeOf(path).place, id).confirmed = true;
  }

  /** How many messages wait where those sent to `target` go, as far as the emulator has told. */
  waiting(target: Target): number {
    return Math.max(...placesOf(target, 0).map((place) => this.#waiting.get(place) ?? 0));
  }

  #wait(place: string, change: number): void {
    this.#waiting.set(place, (this.#waiting.get(place) ?? 0) + change);
  }

  /** What the emulator did in the last second. */
  told({ accepted, completed }: Told): void {
    for (const [entity, id] of accepted) {
      if (this.#accepted.has(`${entity}|${id}`)) this.#report(`${id} was accepted twice by ${entity}.`);
      this.#accepted.add(`${entity}|${id}`);
      for (const place of placesOf(entity as Target, Number(id))) if (place !== VANISHING) this.#wait(place, 1);
    }
    for (const [entity, id] of completed) {
      const { place, dead } = placeOf(entity);
      const copy = this.#copy(place, id);
      copy.completed += 1;
      if (place !== VANISHING) this.#wait(place, -1);
      copy.dead = dead;
      if (copy.completed > 1) this.#report(`${id} was completed twice in ${place}.`);
    }
  }

  /** To be asked when every entity is empty. */
  balance(): Balance {
    const expected = new Set<string>();
    let dropped = 0;
    for (const key of this.#accepted) {
      const [target, id] = key.split('|') as [Target, string];
      for (const place of placesOf(target, Number(id))) {
        expected.add(`${place}|${id}`);
        if (this.#copies.get(`${place}|${id}`)?.completed) continue;
        if (place === VANISHING) dropped += 1;
        else this.#report(`${id} was accepted by ${target} and is nowhere: not completed in ${place}, not in it.`);
      }
    }
    for (const key of this.#confirmedSends) if (!this.#accepted.has(key)) this.#report(`The send of ${key} was confirmed and never accepted.`);
    let [completed, deadLettered] = [0, 0];
    for (const [key, copy] of this.#copies) {
      if (!expected.has(key)) this.#report(`${key} was delivered and never accepted.`);
      if (copy.confirmed && copy.completed === 0) this.#report(`${key} was confirmed as completed and never completed.`);
      if (copy.completed > 0 && copy.deliveries === 0) this.#report(`${key} was completed and never delivered.`);
      if (copy.completed > 0 && copy.dead) deadLettered += 1;
      else if (copy.completed > 0) completed += 1;
    }
    return {
      accepted: this.#accepted.size, copies: expected.size, completed, deadLettered, dropped,
      redelivered: this.#redelivered, refused: this.#refused, wrong: this.#wrong,
    };
  }

  #report(problem: string): void {
    this.#wrong.push(problem);
  }

  #copy(place: string, id: string): Copy {
    const key = `${place}|${id}`;
    const known = this.#copies.get(key);
    if (known) return known;
    const made: Copy = { deliveries: 0, completed: 0, dead: false, confirmed: false };
    this.#copies.set(key, made);
    return made;
  }
}
