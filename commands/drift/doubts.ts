import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { RingproofError, reasonOf } from '#core/errors';
import { isObject } from '#core/json';
import type { Report } from '#core/report';
import { doubtsOf } from '#ring2/drift/doubts';

/**
 * The doubts that a drift report in a file raises; undefined without a file.
 * @throws RingproofError RP_FILE_UNREADABLE, also for what is no such report
 */
export function driftDoubts(cwd: string, file: string | undefined): Map<string, string> | undefined {
  if (file === undefined) return undefined;
  try {
    const report: unknown = JSON.parse(readFileSync(resolve(cwd, file), 'utf8'));
    if (!isObject(report) || report['verb'] !== 'drift' || report['schemaVersion'] !== 1 || !Array.isArray(report['results'])) throw new Error('it is no report of `ringproof drift --report FILE.json`');
    return doubtsOf(report as unknown as Report);
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNREADABLE', { file, reason: reasonOf(thrown) }, thrown);
  }
}
