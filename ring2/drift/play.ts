import { randomUUID } from 'node:crypto';
import { RingproofError } from '#core/errors';
import { type Observation, type Transcript, toTranscript } from '#core/transcript';
import type { CapabilityGap } from '#ring2/drift/capabilities';
import { BusError } from '#ring2/drift/driver';
import type { NotOffered } from '#ring2/drift/library';
import { isThrottled } from '#ring2/drift/provision/patiently';
import type { Payload, Scenario, Stage } from '#ring2/drift/scenario';
import { ScenarioEnded } from '#ring2/drift/steps/step';
import { CannotTell, FeatureNotOffered, type DriftTarget, type Ground, type StageRequest, type TargetSession } from '#ring2/drift/target';

/** One scenario with the message that travels through it. */
export interface Performance {
  scenario: Scenario;
  payload: Payload;
  /** What the result is called: the scenario, and the interaction where several travel through it. */
  name: string;
}

/** What a target showed, run by run; or why it could not be asked, and which gap of the target or the client that is. */
export type Recording = { transcripts: Transcript[] } | { reason: string; gap?: CapabilityGap; notOffered?: NotOffered };

const PLAIN_QUEUE = { queues: { queue: {} } };

export function stageRequest({ scenario: { name, entities = PLAIN_QUEUE, needs } }: Performance, run: number): StageRequest {
  return { scenario: name, entities, checksTokens: needs.includes('auth'), run };
}

/** Plays a scenario several times on one target. */
export async function record(target: DriftTarget, session: TargetSession, performance: Performance, runs: number): Promise<Recording> {
  const transcripts: Transcript[] = [];
  try {
    for (let run = 1; run <= runs; run += 1) transcripts.push(await play(session, performance, run));
    return { transcripts };
  } catch (error) {
    return { reason: reasonWhy(target, error), ...(error instanceof FeatureNotOffered && { notOffered: error.gap }) };
  }
}

/** The user's reason for what could not be asked; a defect goes on as it is. */
export function reasonWhy(target: DriftTarget, error: unknown): string {
  if (error instanceof CannotTell || error instanceof RingproofError) return error.message;
  if (error instanceof BusError && error.code === 'ClientFailed') return `${target.driver} could not ask ${target.name}: ${error.message}`;
  if (error instanceof BusError) return new RingproofError(noAnswer(error), { target: target.name, reason: `${error.code}: ${error.message}` }).message;
  if (error instanceof Error && error.name === 'AbortError') return 'interrupted';
  throw error;
}

function noAnswer(error: BusError): 'RP_TARGET_THROTTLED' | 'RP_TARGET_KEY' | 'RP_TARGET_UNREACHABLE' {
  if (isThrottled(error)) return 'RP_TARGET_THROTTLED';
  return error.code === 'UnauthorizedAccess' || error.code === 'UnauthorizedRequestError' ? 'RP_TARGET_KEY' : 'RP_TARGET_UNREACHABLE';
}

async function play(session: TargetSession, performance: Performance, run: number): Promise<Transcript> {
  const ground = await session.enter(stageRequest(performance, run));
  try {
    const observations = await observe(ground, performance);
    return toTranscript(performance.scenario.name, observations, ground.names);
  } finally {
    await ground.leave();
  }
}

async function observe({ driver, stage }: Ground, { scenario, payload }: Performance): Promise<Observation[]> {
  const { body, contentType, properties } = payload;
  const message: Stage['message'] = (more) => ({ body, messageId: randomUUID(), ...(contentType !== undefined && { contentType }), ...(properties && { properties }), ...more });
  const observations: Observation[] = [];
  try {
    for await (const observation of scenario.run(driver, { ...stage, message })) observations.push(observation);
  } catch (error) {
    if (!(error instanceof ScenarioEnded)) throw error;
  }
  return observations;
}
