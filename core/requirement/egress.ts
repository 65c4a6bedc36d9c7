import { type Json, type JsonObject, isObject } from '#core/json';
import type { Mismatch } from '#core/mismatch';
import { type Requirement, unmet } from '#core/requirement';

/** Where a connection goes: a pod by its labels and its namespace's, or an address outside. */
export type Destination = { labels: Record<string, string>; namespace: Record<string, string> } | { address: string };

export interface Flow extends Requirement {
  to: Destination;
  protocol: 'TCP' | 'UDP';
  port: number;
  /** True: it must be blocked. */
  blocked?: true;
}

export interface EgressContract {
  subject: string;
  flows: Flow[];
}

/** The pod that connects: its labels, and those of its namespace. */
export interface Source {
  labels: Record<string, string>;
  namespace: Record<string, string>;
}

/**
 * Every flow that the NetworkPolicies of the source's namespace block although a pod needs it, or let through although it must be blocked.
 * What a policy says, not what a cluster enforces: some network plugins ignore policies. Ports by name are not resolved.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function checkEgress({ subject, flows }: EgressContract, policies: Json[], source: Source): Mismatch[] {
  const selecting = policies.filter(isObject).filter((one) => one['kind'] === 'NetworkPolicy').map((one) => part(one, 'spec'))
    .filter((spec) => words(spec['policyTypes']).includes('Egress') && matches(part(spec, 'podSelector'), source.labels));
  return flows.flatMap((flow) => {
    // No policy chooses the pod: everything is allowed.
    const allowed = selecting.length === 0 || selecting.some((spec) => objects(spec['egress']).some((rule) => lets(rule, flow, source)));
    if (allowed !== (flow.blocked ?? false)) return [];
    const place = `${flow.protocol} ${flow.port} to ${'address' in flow.to ? flow.to.address : JSON.stringify(flow.to.labels)}`;
    return unmet(subject, flow, [{ path: place, expected: flow.blocked ? 'blocked' : 'allowed', actual: flow.blocked ? 'allowed' : 'blocked' }]);
  });
}

function lets(rule: JsonObject, flow: Flow, source: Source): boolean {
  const ports = objects(rule['ports']);
  const peers = objects(rule['to']);
  return (ports.length === 0 || ports.some((port) => isPort(port, flow))) && (peers.length === 0 || peers.some((peer) => isPeer(peer, flow.to, source)));
}

function isPort({ protocol = 'TCP', port, endPort }: JsonObject, flow: Flow): boolean {
  if (protocol !== flow.protocol) return false;
  return port === undefined || (typeof port === 'number' && flow.port >= port && flow.port <= (typeof endPort === 'number' ? endPort : port));
}

function isPeer(peer: JsonObject, to: Destination, source: Source): boolean {
  if ('address' in to) {
    const block = part(peer, 'ipBlock');
    return typeof block['cidr'] === 'string' && within(to.address, block['cidr']) && !words(block['except']).some((cidr) => within(to.address, cidr));
  }
  if (isObject(peer['ipBlock'])) return false;
  // Without a namespace selector a peer is in the policy's own namespace.
  const sameNamespace = JSON.stringify(to.namespace) === JSON.stringify(source.namespace);
  const inNamespace = isObject(peer['namespaceSelector']) ? matches(peer['namespaceSelector'], to.namespace) : sameNamespace;
  return inNamespace && (!isObject(peer['podSelector']) || matches(peer['podSelector'], to.labels));
}

function matches(selector: JsonObject, labels: Record<string, string>): boolean {
  if (objects(selector['matchExpressions']).length > 0) throw new Error('matchExpressions of a NetworkPolicy are not understood');
  return Object.entries(part(selector, 'matchLabels')).every(([name, value]) => labels[name] === value);
}

/** IPv4 only, as the chart's policies are. */
function within(address: string, cidr: string): boolean {
  const [base = '', bits = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(address) / size) === Math.floor(number(base) / size);
}
const number = (address: string) => address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);

const part = (object: JsonObject, name: string): JsonObject => (isObject(object[name]) ? object[name] : {});
const objects = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
const words = (value: Json | undefined): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
