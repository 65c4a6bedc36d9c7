import type { GatewayFailure } from '#engine/verify/gateway';

/** What the parent asks of the engine's process: one engine run for each part of each pact, in this order. */
export interface EngineJob {
  provider: string;
  parts: { kind: 'http' | 'message'; file: string }[];
  baseUrl: string;
  statesUrl?: string | undefined;
  messagesUrl?: string | undefined;
  timeoutMs: number;
}

/** What the engine's process answers, one message each. */
export type EngineAnswer =
  | { kind: 'part'; report: EngineReport; failures: GatewayFailure[] }
  | { kind: 'done'; version: string }
  | { kind: 'failed'; reason: string };

/** The JSON of Pact's verifier, as far as it is read here. */
export interface EngineReport {
  errors?: { interaction?: string; mismatch?: EngineFinding }[];
  interactionResults?: EngineResult[];
}

export interface EngineResult {
  description: string;
  duration?: string;
  interactionId?: string;
  providerStates?: string[];
  pending: boolean;
  result: 'OK' | 'Error';
  mismatch?: EngineFinding;
}

export interface EngineFinding {
  type: string;
  message?: string;
  mismatches?: EngineMismatch[];
}

export interface EngineMismatch {
  type: string;
  mismatch?: string;
  expected?: string | number;
  actual?: string | number;
  path?: string;
  key?: string;
  parameter?: string;
}
