import type { Clock } from '#core/clock';
import { CBS_NODE } from '#emulators/service-bus/amqp/address';
import { errorFields } from '#emulators/service-bus/amqp/errors';
import type { BrokerConnection, BrokerLink } from '#emulators/service-bus/amqp/rhea/internals';
import type { Gate } from '#emulators/service-bus/auth/gate';
import { pathOf, reaches } from '#emulators/service-bus/auth/sas';
import { unauthorized } from '#emulators/service-bus/state/fault';

/** What the tokens of one connection allow. */
export interface Rights {
  /** Takes a token; why it is not good, or undefined. */
  grant: (token: string | undefined, audience: string) => string | undefined;
  /** @throws Fault `unauthorized` for a link that no token reaches */
  demand(link: BrokerLink): void;
  stop(): void;
}

/** Links whose token expires without a new one are detached (service-bus-amqp-protocol-guide, D107). */
export function createRights(gate: Gate, clock: Clock, connection: BrokerConnection): Rights {
  const granted = new Map<string, number>();
  let cancel: (() => void) | undefined;
  const allowed = (link: BrokerLink): boolean => {
    const wanted = wantedBy(link);
    return wanted === undefined || [...granted].some(([path, until]) => until > clock.now() && reaches(path, wanted));
  };
  const sweep = () => {
    for (const [path, until] of granted) if (until <= clock.now()) granted.delete(path);
    connection.each_link((link: BrokerLink) => {
      if (link.is_open() && !allowed(link)) link.close(errorFields(unauthorized('ExpiredToken: The token is expired.')));
    });
    wakeAtNext();
  };
  const wakeAtNext = () => {
    cancel?.();
    const next = Math.min(...granted.values());
    cancel = Number.isFinite(next) ? clock.after(next - clock.now(), sweep) : undefined;
  };
  return {
    grant(token, audience) {
      const verdict = gate.judge(token, pathOf(audience));
      if (verdict.problem !== undefined) return verdict.problem;
      granted.set(verdict.path, verdict.until);
      if (gate.mode === 'enforce') wakeAtNext();
      return undefined;
    },
    demand(link) {
      if (gate.mode === 'off' || allowed(link)) return;
      const problem = gate.lacking(`Unauthorized access. 'Send' or 'Listen' claim(s) are required for '${wantedBy(link)}'.`);
      if (problem !== undefined) throw unauthorized(problem);
    },
    stop: () => cancel?.(),
  };
}

/** The path that a link is for, in lower case; undefined for `$cbs`, which needs no right. */
function wantedBy(link: BrokerLink): string | undefined {
  const address: unknown = (link.is_receiver() ? link.target : link.source)?.address;
  if (typeof address !== 'string' || address === CBS_NODE) return undefined;
  return address.includes('://') ? pathOf(address) : address.replace(/^\/+|\/+$/g, '').toLowerCase();
}
