import type { Clock } from '#core/clock';
import { deadlines } from '#emulators/service-bus/state/deadlines';
import { type Fault, connectionUnlinked, linkIdle, tokenMissing } from '#emulators/service-bus/state/fault';

/** A token must be put within this time (service-bus-amqp-protocol-guide, D108). */
const TOKEN_WAIT = 20_000;
/** service-bus-amqp-troubleshoot, D109, D110. */
const FIRST_LINK_WAIT = 60_000;
const NEXT_LINK_WAIT = 300_000;
const LINK_WAIT = 600_000;
/** How long a connection may take to answer that it was closed. */
const GOODBYE_WAIT = 20_000;

/** What a link is for: whose idle timer the cloud says has expired. */
export type LinkKind = 'send' | 'receive' | 'manage';

/** A link as its idle timer sees it. */
export interface TimedLink {
  readonly name: string;
  readonly kind: LinkKind;
  /** True while its client waits for something: a receiver with credit is not idle (Azure/amqpnetlite#33). */
  readonly waits: () => boolean;
  readonly end: (why: Fault) => void;
}

/** Told of one link: that it was used, and that it is gone. */
export interface LinkTimer { readonly used: () => void; readonly gone: () => void }

/** One connection's idle timers. */
export interface ConnectionTimer {
  /** Its client put a token. */
  readonly trusted: () => void;
  readonly linked: (link: TimedLink) => LinkTimer;
  readonly stop: () => void;
}

export interface TimedConnection {
  /** Says why and waits for the client's goodbye. */
  readonly close: (why: Fault) => void;
  /** Does not wait. */
  readonly drop: () => void;
}

/** Watches connections until it is stopped. */
export interface Idleness {
  readonly watch: (connection: TimedConnection) => ConnectionTimer;
  readonly stop: () => void;
}

interface Entry {
  readonly connection: TimedConnection;
  readonly links: Map<TimedLink, { usedAt: number }>;
  readonly openedAt: number;
  trusted: boolean;
  /** Since when it has had no link, and how long it may go on so. */
  unlinked: { since: number; patience: number };
  closing: boolean;
}

/** Ends idle links and connections as the cloud does: one timer for all of them, moved when it is due and not at every use. */
export function idleness(clock: Clock): Idleness {
  const due = deadlines<Entry>(clock, (entry) => {
    if (entry.closing) return entry.connection.drop();
    endIdleLinks(entry, clock.now());
    const why = whyClosed(entry, clock.now());
    if (why) {
      entry.closing = true;
      entry.connection.close(why);
    }
    due.set(entry, why ? clock.now() + GOODBYE_WAIT : nextLook(entry, clock.now()));
  });
  const watch = (connection: TimedConnection): ConnectionTimer => {
    const now = clock.now();
    const entry: Entry = { connection, links: new Map(), openedAt: now, trusted: false, unlinked: { since: now, patience: FIRST_LINK_WAIT }, closing: false };
    due.set(entry, nextLook(entry, now));
    return {
      trusted: () => { entry.trusted = true; },
      linked(link) {
        const use = { usedAt: clock.now() };
        entry.links.set(link, use);
        return {
          used: () => { use.usedAt = clock.now(); },
          gone() {
            if (!entry.links.delete(link) || entry.links.size > 0 || entry.closing) return;
            entry.unlinked = { since: clock.now(), patience: NEXT_LINK_WAIT };
            due.set(entry, nextLook(entry, clock.now()));
          },
        };
      },
      stop() {
        entry.closing = true;
        due.delete(entry);
      },
    };
  };
  return { watch, stop: () => due.clear() };
}

const NO_LINK: LinkTimer = { used: () => undefined, gone: () => undefined };
const NO_CONNECTION: ConnectionTimer = { trusted: () => undefined, linked: () => NO_LINK, stop: () => undefined };
/** Nothing is ever idle. */
export const NO_IDLENESS: Idleness = { watch: () => NO_CONNECTION, stop: () => undefined };

function endIdleLinks({ links }: Entry, now: number): void {
  for (const [link, { usedAt }] of [...links]) {
    if (!link.waits() && usedAt + LINK_WAIT <= now) link.end(linkIdle(link.name, link.kind));
  }
}

/** With a link a connection has shown enough: where rights are asked for, its link needed a token. */
function whyClosed({ links, openedAt, trusted, unlinked: { since, patience } }: Entry, now: number): Fault | undefined {
  if (links.size > 0) return undefined;
  if (!trusted && openedAt + TOKEN_WAIT <= now && patience === FIRST_LINK_WAIT) return tokenMissing(TOKEN_WAIT);
  return since + patience <= now ? connectionUnlinked(patience) : undefined;
}

/** When there may be something to end, at the earliest: no use before then can bring it forward. */
function nextLook({ links, openedAt, trusted, unlinked: { since, patience } }: Entry, now: number): number {
  if (links.size === 0) return !trusted && patience === FIRST_LINK_WAIT ? openedAt + TOKEN_WAIT : since + patience;
  return Math.min(...[...links].map(([link, { usedAt }]) => (link.waits() ? now : usedAt) + LINK_WAIT));
}
