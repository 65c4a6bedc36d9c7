import type { Clock } from '#core/clock';
import { CBS_NODE, parseAddress } from '#emulators/service-bus/amqp/address';
import { errorFields } from '#emulators/service-bus/amqp/errors';
import type { BrokerConnection, BrokerLink } from '#emulators/service-bus/amqp/rhea/internals';
import type { Gate } from '#emulators/service-bus/auth/gate';
import { ALL_RIGHTS, type Right } from '#emulators/service-bus/auth/keys';
import { pathOf, reaches } from '#emulators/service-bus/auth/sas';
import { claimsMissing, tokenNotRenewed, unauthorized } from '#emulators/service-bus/state/fault';

/** What the tokens of one connection allow. */
export interface Rights {
  /** Takes a token; why it is not good, or undefined. */
  grant: (token: string | undefined, audience: string) => string | undefined;
  /** Asks for one of these rights where a link is; by default for what it needs to be attached. @throws Fault `unauthorized` */
  demand(link: BrokerLink, rights?: readonly Right[]): void;
  stop(): void;
}

interface Granted { readonly path: string; readonly until: number; readonly rights: readonly Right[] }

/** Links whose token expires without a new one are detached (service-bus-amqp-protocol-guide, D107). */
export function createRights(gate: Gate, namespace: string, clock: Clock, connection: BrokerConnection): Rights {
  /** By path and rights: a connection may use a key for sending and another for receiving. */
  const granted = new Map<string, Granted>();
  let cancel: (() => void) | undefined;
  const allowed = (link: BrokerLink, rights = neededBy(link)): boolean => {
    const wanted = wantedBy(link);
    return wanted === undefined || [...granted.values()].some((one) =>
      one.until > clock.now() && reaches(one.path, wanted) && rights.some((right) => one.rights.includes(right)));
  };
  const problemOf = (link: BrokerLink, rights = neededBy(link)) => claimsMissing(rights, namespace, wantedBy(link) ?? '');
  const sweep = () => {
    for (const [key, { until }] of granted) if (until <= clock.now()) granted.delete(key);
    connection.each_link((link: BrokerLink) => {
      if (link.is_open() && !allowed(link)) link.close(errorFields(tokenNotRenewed(link.name, problemOf(link))));
    });
    wakeAtNext();
  };
  const wakeAtNext = () => {
    cancel?.();
    const next = Math.min(...[...granted.values()].map(({ until }) => until));
    cancel = Number.isFinite(next) ? clock.after(next - clock.now(), sweep) : undefined;
  };
  return {
    grant(token, audience) {
      const verdict = gate.judge(token, pathOf(audience));
      if (verdict.problem !== undefined) return verdict.problem;
      granted.set(`${verdict.path} ${verdict.rights.join()}`, verdict);
      if (gate.mode === 'enforce') wakeAtNext();
      return undefined;
    },
    demand(link, rights) {
      if (gate.mode === 'off' || allowed(link, rights)) return;
      const problem = gate.lacking(problemOf(link, rights));
      if (problem !== undefined) throw unauthorized(problem);
    },
    stop: () => cancel?.(),
  };
}

/** service-bus-sas; what is asked of `$management` decides which right that needs. */
function neededBy(link: BrokerLink): readonly Right[] {
  if (parseAddress(addressOf(link) ?? '').management) return ALL_RIGHTS;
  return link.is_receiver() ? ['Send'] : ['Listen'];
}

const addressOf = (link: BrokerLink): string | undefined => {
  const address: unknown = (link.is_receiver() ? link.target : link.source)?.address;
  return typeof address === 'string' ? address : undefined;
};

/** The path that a link is for, in lower case; undefined for `$cbs`, which needs no right. */
function wantedBy(link: BrokerLink): string | undefined {
  const address = addressOf(link);
  if (address === undefined || address === CBS_NODE) return undefined;
  return address.includes('://') ? pathOf(address) : address.replace(/^\/+|\/+$/g, '').toLowerCase();
}
