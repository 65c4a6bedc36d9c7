import { type BusAddress, redact } from '#ring2/drift/connection-string';
import { BusError } from '#ring2/drift/driver';
import type { AdminClient } from '#ring2/drift/drivers/azure-sdk-admin';
import { RingproofError } from '#core/errors';
import { findAdministration } from '#ring2/drift/provision/administration';
import { isMissing } from '#ring2/drift/provision/estate';
import { type EntityKind, isInUse, openLedger, readLeftovers } from '#ring2/drift/provision/ledger';
import { patiently } from '#ring2/drift/provision/patiently';
import { isOfARun } from '#ring2/drift/provision/run-prefix';

export interface GcOptions {
  ledgerFile: string;
  /** Only what was made at least so many milliseconds ago; default whatever ended runs noted. */
  olderThanMs?: number;
  /** Looks through the whole namespace for names of ringproof's, too; at least `SCAN_AGE_MS` old unless `olderThanMs` says otherwise. */
  scan?: boolean;
  now: () => number;
  wait: (ms: number) => Promise<void>;
  signal?: AbortSignal;
}

/** What became of one leftover. */
export interface Removal {
  kind: EntityKind;
  name: string;
  /** Milliseconds since the epoch. */
  madeAt: number;
  outcome: 'removed' | 'already gone' | 'stays';
  /** Why it stays. */
  reason?: string;
}

export interface GcAnswer {
  removals: Removal[];
  /** Noted in the ledger and not touched: of runs that go on or too young, and on other hosts. */
  kept: number;
  elsewhere: number;
}

/** Without the ledger nobody knows whether its run goes on; no run of today's scenarios takes so long. */
export const SCAN_AGE_MS = 2 * 3_600_000;
const BACKOFF_MS = 10_000;
const ANSWER_MS = 15_000;

/**
 * Removes what ended runs have left on a namespace: what the ledger lists for it and, with `scan`, whatever has a name of
 * ringproof's. What runs on this machine is not touched.
 * @throws RingproofError `RP_TARGET_UNREACHABLE` when there is no administration API, `RP_FILE_UNREADABLE`, `RP_FILE_UNWRITABLE`
 */
export async function collectGarbage(address: BusAddress, options: GcOptions): Promise<GcAnswer> {
  const { ledgerFile, olderThanMs, now, wait, signal } = options;
  const { host } = address;
  const isHere = (other: { host: string }) => other.host.toLowerCase() === host.toLowerCase();
  const noted = readLeftovers(ledgerFile);
  const here = noted.filter(isHere);
  const idle = here.filter((leftover) => !isInUse(leftover) && now() - leftover.at >= (olderThanMs ?? 0));
  const admin = await administrationOf(address);

  const found = options.scan ? await scan(admin, now() - (olderThanMs ?? SCAN_AGE_MS)) : [];
  const known = new Set(here.map(({ kind, name }) => `${kind} ${name.toLowerCase()}`));
  const candidates = [...idle, ...found.filter(({ kind, name }) => !known.has(`${kind} ${name.toLowerCase()}`))];
  const removals: Removal[] = [];
  for (const { kind, name, at } of candidates) {
    if (signal?.aborted) break;
    const removal = await remove(admin, kind, name, (act) => patiently(act, { ms: BACKOFF_MS, wait }));
    if (removal.outcome !== 'stays' && known.has(`${kind} ${name.toLowerCase()}`)) openLedger(ledgerFile, { host, runId: '' }).gone(kind, name);
    removals.push({ kind, name, madeAt: at, ...removal });
  }
  return { removals, kept: here.length - idle.length, elsewhere: noted.length - here.length };
}

async function administrationOf(address: BusAddress): Promise<AdminClient> {
  const clean = (text: string) => redact(text, address.secrets);
  const unreachable = (reason: string) => new RingproofError('RP_TARGET_UNREACHABLE', { target: `the administration API of ${address.host}`, reason });
  const found = await findAdministration(address, { answerMs: ANSWER_MS, clean }, async (connect) => {
    for await (const one of connect().list('queue')) if (one.name) break;
  }).catch((error: unknown) => {
    throw error instanceof BusError ? unreachable(`${error.code}: ${error.message}`) : error;
  });
  if ('missing' in found) throw unreachable(found.missing);
  return found.connect();
}

async function scan(admin: AdminClient, madeBefore: number): Promise<{ kind: EntityKind; name: string; at: number }[]> {
  const found: { kind: EntityKind; name: string; at: number }[] = [];
  for (const kind of ['queue', 'topic'] as const) {
    for await (const { name, createdAt } of admin.list(kind)) if (isOfARun(name) && createdAt <= madeBefore) found.push({ kind, name, at: createdAt });
  }
  return found;
}

async function remove(admin: AdminClient, kind: EntityKind, name: string, ask: (act: () => Promise<void>) => Promise<void>): Promise<Pick<Removal, 'outcome' | 'reason'>> {
  try {
    await ask(() => admin.remove(kind, name));
    return { outcome: 'removed' };
  } catch (error) {
    if (isMissing(error)) return { outcome: 'already gone' };
    if (!(error instanceof BusError)) throw error;
    return { outcome: 'stays', reason: `${error.code}: ${error.message}` };
  }
}
