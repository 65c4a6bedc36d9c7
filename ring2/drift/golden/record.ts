import { RingproofError } from '#core/errors';
import { type Progress, type Report, type Result, silent } from '#core/report';
import { compareTranscripts } from '#core/compare';
import type { Ran } from '#ring2/drift/freshness/runs';
import { type GoldenOrigin, seal, serviceOf, sha256 } from '#ring2/drift/golden/golden';
import { whatItTakes } from '#ring2/drift/golden/what-it-takes';
import { scriptDigest } from '#ring2/drift/golden/script-digest';
import { readGoldens, writeGolden } from '#ring2/drift/golden/store';
import { told, truthReport } from '#ring2/drift/golden/truth-report';
import { type Performance, reasonWhy, record, stageRequest } from '#ring2/drift/play';
import { type Rehearsed, costOfOpening, rehearse } from '#ring2/drift/provision/rehearsal';
import type { DriftTarget, TargetSession } from '#ring2/drift/target';
import { PATIENCE } from '#ring2/drift/targets/provisioned';
import { isDrift } from '#ring2/drift/verdict';

export interface RecordOptions {
  /** The service to record. Its driver asks. */
  target: DriftTarget;
  /** The embedded emulator, asked by the same driver. */
  emulator: DriftTarget;
  performances: readonly Performance[];
  folder: string;
  /** What must not be written. */
  secrets: readonly string[];
  /** Facts of the namespace that only its owner knows. */
  about?: { region?: string; sku?: string };
  /** Runs before a transcript is believed, at least 2. */
  runs?: number;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Told of every scenario that was played, as it ends. */
  ran?: (ran: Ran) => void;
  /** Told what it will take, before anything is asked. */
  say: (words: string) => void;
  progress?: Progress;
  signal?: AbortSignal;
}

/**
 * Plays scenarios on a foreign service and keeps what it showed as goldens. What the folder has already of the same
 * namespace, driver and script is not played again; noise and whatever could not be asked is not kept. Failed is what
 * contradicts ringproof's expectation, or the embedded emulator: it is kept all the same.
 * @throws RingproofError `RP_RECORD_TARGET` for an embedded emulator, `RP_GOLDEN_DAMAGED`, `RP_FILE_UNWRITABLE`
 */
export async function recordGoldens(options: RecordOptions): Promise<Report> {
  const { target, emulator, performances, folder, progress = silent, signal, say, now, runs = 2 } = options;
  const { place, driver } = target;
  if (!place) throw new RingproofError('RP_RECORD_TARGET', { target: target.name });
  const origin = { service: serviceOf(place), namespace: sha256(place.host.toLowerCase()) };

  const kept = new Map((await readGoldens(folder)).filter((golden) => golden.origin.namespace === origin.namespace && golden.driver.name === driver).map((golden) => [golden.name, golden]));
  const isKept = (performance: Performance) => kept.get(performance.name)?.scenarioDigest === scriptDigest(performance);
  const missing = performances.filter((performance) => !isKept(performance));
  const rehearsed = await rehearse(emulator, performances, PATIENCE, (count) => progress.step(`rehearsing on ${emulator.name}`, count, performances.length), signal);
  const scenarios = missing.flatMap(({ name }) => rehearsed.get(name) ?? []);
  const opening = await costOfOpening(emulator);
  say(whatItTakes({ target, service: origin.service, opening, scenarios, before: performances.length - missing.length, runs }));

  const { session, reason } = missing.length > 0 ? await open(options, missing, runs) : {};
  const results: Result[] = [];
  try {
    for (const performance of performances) {
      progress.step(`recording ${performance.name}`, results.length, performances.length);
      const old = isKept(performance) ? kept.get(performance.name) : undefined;
      if (old) results.push(told(performance, old.transcript, rehearsed.get(performance.name)?.transcript, 'recorded before', target.driver));
      else if (signal?.aborted || !session) results.push({ name: performance.name, outcome: 'inconclusive', reason: reason ?? 'interrupted' });
      else {
        const started = now();
        const result = await recordOne(options, session, performance, rehearsed, { ...origin, kind: 'recorded', transport: target.transport, ...options.about });
        results.push(result);
        if (!signal?.aborted) options.ran?.({ scenario: performance.scenario, result, targets: [target], ms: now() - started });
      }
    }
  } finally {
    await session?.close();
  }
  return truthReport(results, options, origin.service);
}

async function open({ target, signal }: RecordOptions, performances: readonly Performance[], runs: number): Promise<{ session?: TargetSession; reason?: string }> {
  const requests = performances.flatMap((performance) => Array.from({ length: runs }, (_, index) => stageRequest(performance, index + 1)));
  try {
    return { session: await target.open(requests, signal) };
  } catch (error) {
    return { reason: reasonWhy(target, error) };
  }
}

async function recordOne(options: RecordOptions, session: TargetSession, performance: Performance, rehearsed: ReadonlyMap<string, Rehearsed>, origin: Omit<GoldenOrigin, 'date'>): Promise<Result> {
  const { target, folder, secrets, now, runs = 2 } = options;
  const { name, scenario } = performance;
  const inconclusive = (reason: string): Result => ({ name, outcome: 'inconclusive', reason });
  const gap = scenario.needs.find((need) => target.lacks.includes(need));
  if (gap) return inconclusive(`capability gap: ${target.name} lacks ${gap}`);
  const recording = await record(target, session, performance, runs);
  if ('reason' in recording) return inconclusive(recording.reason);
  const [transcript, ...others] = recording.transcripts;
  if (!transcript || transcript.events.length === 0) return inconclusive('the scenario observed nothing');
  const [noise] = others.flatMap((other) => compareTranscripts(other, transcript)).filter(isDrift);
  if (noise) return inconclusive(`noise: ${target.name} differs from itself at step "${noise.step}", ${noise.path}`);
  const golden = seal({
    schemaVersion: 1, name, scenario: scenario.name, scenarioDigest: scriptDigest(performance),
    driver: { name: target.driver, version: session.driverVersion },
    origin: { ...origin, date: new Date(now()).toISOString() }, transcript,
  });
  try {
    await writeGolden(folder, golden, { secrets, host: target.place?.host ?? '' });
  } catch (error) {
    if (error instanceof RingproofError && error.code === 'RP_GOLDEN_SECRET') return inconclusive(`${error.message} ${error.advice}`);
    throw error;
  }
  return told(performance, transcript, rehearsed.get(name)?.transcript, 'recorded', target.driver);
}
