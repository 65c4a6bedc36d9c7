import { newUuid } from '#broker/hash';
import type { Ledger } from '#broker/ledger/ledger';
import type { StayRecord, View } from '#broker/ledger/view';
import { environmentNamed } from '#broker/operations/environment';
import { RingproofError } from '#core/errors';

export interface Placement { pacticipant: string; version: string; /** Name or uuid. */ environment: string; instance?: string }

function mustHaveVersion(view: View, pacticipant: string, version: string): void {
  if (!view.version(pacticipant, version)) throw new RingproofError('RP_VERSION_UNKNOWN', { pacticipant, version });
}

/**
 * Records a deployment; it replaces what was deployed there as the same instance. Recording it again changes nothing.
 * @throws RingproofError RP_VERSION_UNKNOWN, RP_ENVIRONMENT_UNKNOWN, RP_LEDGER_WRITE.
 */
export function deploy(ledger: Ledger, { pacticipant, version, environment: key, instance }: Placement): StayRecord {
  return place(ledger, 'deployed', { pacticipant, version, environment: key, ...(instance !== undefined && { instance }) });
}

/** Records a release: it stays, beside others, until its support ends. Errors as `deploy`. */
export const release = (ledger: Ledger, placement: Omit<Placement, 'instance'>): StayRecord => place(ledger, 'released', placement);

function place(ledger: Ledger, kind: StayRecord['kind'], { pacticipant, version, environment: key, instance }: Placement): StayRecord {
  return ledger.change((view, writer) => {
    mustHaveVersion(view, pacticipant, version);
    const { uuid: environment } = environmentNamed(view, key);
    const there = view.stays({ kind, environment, pacticipant, version, now: true }).find((stay) => stay.instance === (instance ?? null));
    if (there) return there;
    const uuid = newUuid();
    writer.add({ kind, uuid, pacticipant, version, environment, ...(kind === 'deployed' && instance !== undefined && { instance }) });
    const added = view.stay(uuid);
    if (!added) throw new Error(`The ${kind} version just added is not there.`);
    return added;
  });
}

/**
 * Records that a version was taken away from an environment.
 * @throws RingproofError RP_VERSION_UNKNOWN, RP_ENVIRONMENT_UNKNOWN, RP_NOT_DEPLOYED, RP_LEDGER_WRITE.
 */
export function undeploy(ledger: Ledger, { pacticipant, version, environment: key, instance }: Placement): void {
  ledger.change((view, writer) => {
    mustHaveVersion(view, pacticipant, version);
    const environment = environmentNamed(view, key);
    const stay = view.stays({ kind: 'deployed', environment: environment.uuid, pacticipant, version, now: true }).find((one) => one.instance === (instance ?? null));
    if (!stay) throw notDeployed(pacticipant, version, environment.name, instance);
    writer.add({ kind: 'undeployed', uuid: stay.uuid });
  });
}

export const notDeployed = (pacticipant: string, version: string, environment: string, instance: string | undefined): RingproofError =>
  new RingproofError('RP_NOT_DEPLOYED', { pacticipant, version, environment, instance: instance === undefined ? '' : ` as instance ${instance}` });

/** Ends a deployment or a release by its uuid, once; gives it back as it then is. */
export function endStay(ledger: Ledger, uuid: string): StayRecord | undefined {
  return ledger.change((view, writer) => {
    const stay = view.stay(uuid);
    if (stay?.endedAt === null) writer.add({ kind: stay.kind === 'deployed' ? 'undeployed' : 'support-ended', uuid });
    return view.stay(uuid);
  });
}
