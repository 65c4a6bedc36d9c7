// What went wrong on the platform before, put into the deployment: each must turn red where it broke, and nothing beside it.
import { silent } from '#core/report';
import { beforeAll, afterAll, expect, it } from 'vitest';
import { localCluster } from '#ring3/cluster/local/local';
import type { InstallOptions } from '#ring3/double/install';
import type { Manifest } from '#ring3/double/edge-objects';
import { e2eValues } from '#ring3/double/values';
import { examine } from '#ring3/examine';
import { STUB } from '#ring3/ladder/rung-1';
import { type Session, openSession } from '#ring3/session';
import { baseImage, workFolder } from './cluster.ts';

const MINUTES = 60_000;
const work = workFolder();
let session: Session;
beforeAll(async () => {
  session = await openSession({ provider: localCluster, ledgerFile: work.ledgerFile, baseImage: baseImage(), progress: silent, signal: new AbortController().signal, now: Date.now() });
}, 5 * MINUTES);
afterAll(async () => {
  await session?.close();
  work[Symbol.dispose]();
}, 5 * MINUTES);

/** Rewrites the text of every manifest of a kind. */
const altered = (kind: string, from: RegExp, to: string) => (manifests: Manifest[]): Manifest[] => manifests.map((one) => {
  if (one.kind !== kind) return one;
  const text = JSON.stringify(one);
  return JSON.parse(text.replace(from, to)) as Manifest;
});
const RBAC = altered('ClusterRole', /\{"apiGroups":\[""\],"resources":\["nodes"\],"verbs":\["list"\]\},/, '');
const PORT = altered('NetworkPolicy', /"port":8888/, '"port":8080');
const QUEUE = altered('Deployment', /("name":"FLOPS_QUEUE_NAME","value":)"flops"/, '$1"flop"');
const PROBE = altered('Deployment', /"readinessProbe":\{"tcpSocket":\{"port":8888\}[^}]*\},?/, '');

interface Fault { fault: string; with: Partial<InstallOptions>; red: Record<string, RegExp> }
const FAULTS: Fault[] = [
  { fault: 'the login is the dashboard number (cli#125)', with: { clientId: '1001' }, red: { 'rung 0: readiness': /the installer connects.*bad_creds/ } },
  { fault: 'training pods may not reach port 8888 (client#196)', with: { alter: PORT }, red: { 'egress of training pods, as declared': /8888/ } },
  { fault: 'nodes may not be listed', with: { alter: RBAC }, red: { 'jobs-manager service account': /list nodes/ } },
  { fault: 'a queue is called otherwise on one side', with: { alter: QUEUE }, red: { 'rung 0: readiness': /the message arrives at the backend/, 'requests-proxy Deployment': /FLOPS_QUEUE_NAME/ } },
  { fault: 'Ready is said before the proxy listens (backend#1143)', with: { alter: PROBE }, red: { 'requests-proxy Deployment': /readinessProbe/ } },
];

it.each(FAULTS)('$fault', async ({ with: options, red }) => {
  const number = FAULTS.findIndex((one) => one.with === options) + 1;
  const results = await examine(session, { values: e2eValues(), stub: STUB, rung: 0, number, untilGone: false, suffix: `f${number}`, readySeconds: 20, ...options });
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  const said = Object.fromEntries(failed.map(({ name, mismatches }) => [name.replace(/^f\d: /, ''), JSON.stringify(mismatches)]));
  expect(Object.keys(said)).toEqual(Object.keys(red));
  for (const [name, cause] of Object.entries(red)) expect(said[name]).toMatch(cause);
}, 5 * MINUTES);
