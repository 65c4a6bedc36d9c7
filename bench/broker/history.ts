// Ledgers with a long history, made once and kept outside of the checkout: a million results take minutes to write.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '#broker/hash';
import { type Writer, openLedger } from '#broker/ledger/ledger';
import { pactText } from '#broker/testing/pacts';
import { contentOf } from '#broker/operations/publish';
import type { Clock } from '#core/clock';

/** A thousand applications, each a consumer of one of the first hundred. */
export const APPLICATIONS = 1000;
const PROVIDERS = 100;
const BUILDS = 10;
const ROUND_MS = 3_600_000;
/** What one round adds: a pact of every application, and ten builds of each provider that verify all pacts of it. */
export const RESULTS_PER_ROUND = APPLICATIONS * BUILDS;

export const appName = (index: number): string => `app-${String(index).padStart(4, '0')}`;
export const providerOf = (index: number): number => (index === index % PROVIDERS ? (index + 1) % PROVIDERS : index % PROVIDERS);
/** Provider builds are numbered as the consumer versions are, and a build number more. */
export const buildNumber = (round: number, build: number): string => `${round}.${build}`;

/** The ledger after so many rounds, from the cache or made now. Whoever writes to it must copy it first. */
export function ledgerOfRounds(rounds: number): string {
  const folder = join(homedir(), '.cache', 'ringproof');
  const file = join(folder, `history-${rounds}-${fingerprint()}.db`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  process.stderr.write(`· makes a ledger of ${rounds * RESULTS_PER_ROUND} results\n`);
  write(unfinished, rounds);
  renameSync(unfinished, file);
  for (const rest of ['-wal', '-shm']) rmSync(unfinished + rest, { force: true });
  return file;
}

/** Another generator or another schema makes another ledger. */
function fingerprint(): string {
  const ledger = join(import.meta.dirname, '../../broker/ledger');
  const hash = createHash('sha256');
  for (const file of [import.meta.filename, join(ledger, 'schema.ts'), join(ledger, 'project.ts')]) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

function write(file: string, rounds: number): void {
  let time = Date.UTC(2026, 0, 1);
  const clock = { now: () => time } as Clock;
  using ledger = openLedger(file, clock);
  const contents = new Map<string, { sha: string; address: string; text: string }>();
  const contentAt = (consumer: string, provider: string, says: string) => {
    const key = `${consumer} ${says}`;
    const text = pactText(consumer, provider, says);
    const known = contents.get(key) ?? { sha: contentOf(consumer, provider, text).sha, address: sha256(text), text };
    contents.set(key, known);
    return known;
  };
  ledger.change((_, writer) => {
    for (const name of ['test', 'prod']) writer.add({ kind: 'environment-described', uuid: name, name, displayName: name, production: name === 'prod' });
  });
  for (let round = 0; round < rounds; round++) {
    time += ROUND_MS;
    ledger.change((_, writer) => {
      const shas = Array.from({ length: APPLICATIONS }, (_, index) => {
        const [consumer, provider] = [appName(index), appName(providerOf(index))];
        // Every other contract never changes; its results only become more.
        const { sha, address, text } = contentAt(consumer, provider, index % 2 === 0 ? `since round ${round - (round % 4)}` : 'for ever');
        writer.keep(address, text);
        publish(writer, { consumer, provider, version: String(round), branch: round % 5 === 4 ? `feature-${round}` : 'main', sha, text: address });
        return sha;
      });
      for (let build = 0; build < BUILDS; build++) {
        for (let provider = 0; provider < PROVIDERS; provider++) writer.add({ kind: 'branch-joined', pacticipant: appName(provider), version: buildNumber(round, build), branch: build % 3 === 2 ? `try-${round}-${build}` : 'main' });
        shas.forEach((sha, index) => verify(writer, index, sha, buildNumber(round, build), build % 3 !== 2 || index % 10 !== 0));
      }
      for (let index = 0; index < APPLICATIONS; index++) deploy(writer, index, round);
    });
  }
}

function publish(writer: Writer, { branch, ...pact }: { consumer: string; provider: string; version: string; branch: string; sha: string; text: string }): void {
  const of = { pacticipant: pact.consumer, version: pact.version };
  writer.add({ kind: 'version-recorded', ...of });
  writer.add({ kind: 'branch-joined', ...of, branch });
  writer.add({ kind: 'pact-published', ...pact });
}

function verify(writer: Writer, consumer: number, sha: string, providerVersion: string, success: boolean): void {
  writer.add({
    kind: 'verification-published', consumer: appName(consumer), provider: appName(providerOf(consumer)), sha, providerVersion, success,
    testResults: [{ interactionDescription: 'a login', success }],
  });
}

/** What was published last runs in test, what was before it in prod; of providers the builds that all consumers passed. */
function deploy(writer: Writer, index: number, round: number): void {
  const pacticipant = appName(index);
  for (const [environment, at] of [['test', round], ['prod', Math.max(0, round - 1)]] as const) {
    const version = index < PROVIDERS ? buildNumber(at, 0) : String(at);
    writer.add({ kind: 'deployed', uuid: `${environment}-${index}-${round}`, pacticipant, version, environment });
    if (environment === 'prod') writer.add({ kind: 'tag-set', pacticipant, version, tag: 'prod' });
  }
}
