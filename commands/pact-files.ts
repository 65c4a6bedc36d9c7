import { readFileSync, statSync } from 'node:fs';
import { RingproofError, reasonOf } from '#core/errors';
import { PACT_LIMIT_MB, type PactFile, parsePact } from '#core/pact';

/**
 * Reads one pact file. The size is looked at before the content is.
 * @throws RingproofError RP_FILE_UNREADABLE, RP_PACT_TOO_LARGE, RP_PACT_UNREADABLE, RP_PACT_SPEC.
 */
export function readPactFile(file: string): { text: string; pact: PactFile } {
  let text: string;
  try {
    const size = statSync(file).size / 1e6;
    if (size > PACT_LIMIT_MB) throw new RingproofError('RP_PACT_TOO_LARGE', { file, size: size.toFixed(0), limit: PACT_LIMIT_MB });
    text = readFileSync(file, 'utf8');
  } catch (thrown) {
    if (thrown instanceof RingproofError) throw thrown;
    throw new RingproofError('RP_FILE_UNREADABLE', { file, reason: reasonOf(thrown) });
  }
  return { text, pact: parsePact(text, file) };
}

/** The pact at this path, or undefined when there is none yet. */
export function readPactFileIfAny(file: string): { text: string; pact: PactFile } | undefined {
  return statSync(file, { throwIfNoEntry: false }) ? readPactFile(file) : undefined;
}
