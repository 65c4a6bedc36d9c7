import type { Admin } from '#ring2/drift/admin';
import type { Driver } from '#ring2/drift/driver';
import type { Ledger } from '#ring2/drift/provision/ledger';
import type { Meter } from '#ring2/drift/provision/meter';
import type { Backoff } from '#ring2/drift/provision/patiently';

/** What all runs on one target in real time share. */
export interface Site {
  host: string;
  ledger: Ledger;
  backoff: Backoff;
  meter: Meter;
  /** By how much the target's clock is ahead of this machine's; measured once. */
  skewMs: number | undefined;
  /** A connection for one run, whose calls are counted, with the administration API that its scenario may use. */
  connect: (admin: () => Promise<Admin>) => Promise<Driver & { leave(): Promise<void> }>;
}
