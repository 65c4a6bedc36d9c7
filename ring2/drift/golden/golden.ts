import { createHash } from 'node:crypto';
import { canonicalJson } from '#core/json';
import type { Transcript } from '#core/transcript';

// Aliases, not interfaces: a golden is stored in files and has to be assignable to Json.
export type GoldenOrigin = {
  kind: 'recorded';
  /** `azure` only where `serviceOf` says so: anything else that was recorded is no word of Azure's. */
  service: Service;
  /** ISO 8601, UTC. */
  date: string;
  transport: 'tcp' | 'websocket';
  region?: string;
  sku?: string;
  /** Digest of the host's name. */
  namespace: string;
};
export type Service = 'azure' | 'other';

/** What a service once showed, kept to compare with. */
export type Golden = {
  schemaVersion: 1;
  /** The performance's: the scenario's, with the interaction where several travel through it. */
  name: string;
  scenario: string;
  /** Of what was played (script-digest.ts): another one makes the golden stale. */
  scenarioDigest: string;
  /** The client library that asked. */
  driver: { name: string; version: string };
  origin: GoldenOrigin;
  transcript: Transcript;
  /** Of all the rest: finds a file that was edited by hand. */
  digest: string;
};

export const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

const digestOf = (golden: Omit<Golden, 'digest'>): string => sha256(canonicalJson({ ...golden, digest: '' }));

export const seal = (golden: Omit<Golden, 'digest'>): Golden => ({ ...golden, digest: digestOf(golden) });
export const isIntact = (golden: Golden): boolean => golden.digest === digestOf(golden);

/** Where Azure Service Bus has its namespaces: the public cloud and the sovereign ones (Azure's lists of endpoints by cloud). */
const CLOUDS = /^[a-z0-9-]+\.servicebus\.(windows\.net|chinacloudapi\.cn|usgovcloudapi\.net|cloudapi\.de)(:\d+)?$/i;

/** Who answers at a host. Without TLS its name proves nothing: whoever answers may have borrowed it. */
export const serviceOf = ({ host, tls }: { host: string; tls: boolean }): Service => (tls && CLOUDS.test(host) ? 'azure' : 'other');

/** A golden's origin in words, for reports. */
export const inWords = ({ driver, origin: { service, date, region, sku } }: Golden): string =>
  `recorded from ${service === 'azure' ? 'Azure' : 'another service (not Azure)'} on ${date.slice(0, 10)} by ${driver.name} ${driver.version}${[region, sku].filter(Boolean).map((word) => `, ${word}`).join('')}`;
