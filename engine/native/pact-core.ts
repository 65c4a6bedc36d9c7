import { devNull } from 'node:os';
import type * as PactCore from '@pact-foundation/pact-core';

let loaded: Promise<typeof PactCore> | undefined;

/** Pact's native engine, loaded at the first use: the library is 30 MB of Rust that most verbs never need. */
export function loadPactCore(): Promise<typeof PactCore> {
  // Otherwise the engine reports every run to Google Analytics.
  process.env.PACT_DO_NOT_TRACK ??= 'true';
  loaded ??= import('@pact-foundation/pact-core');
  return loaded;
}

/** FFI code of the pact specification version 4 (an enumeration of its own, not the version's number). */
const SPECIFICATION_V4 = 5;

/**
 * A fresh native pact. One interaction each: a pact object shared by two concurrent tests crashes the engine, and a
 * file shared by many interactions is read, merged and written again for every one of them.
 */
export async function newNativePact(consumer: string, provider: string): Promise<PactCore.ConsumerPact> {
  const core = await loadPactCore();
  // The Rust side logs to stdout, which belongs to `--json`.
  return core.makeConsumerPact(consumer, provider, SPECIFICATION_V4, 'error', devNull);
}

export type { ConsumerPact, MatchingResult } from '@pact-foundation/pact-core';
