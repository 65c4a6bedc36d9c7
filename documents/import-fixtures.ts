import type { Contract, Evidence, HttpInteraction } from '#core/contract';
import { RingproofError } from '#core/errors';
import { inferTemplate } from '#core/infer';
import { isObject } from '#core/json';

/** A recorded answer, as the CLI repository keeps them: `{ "body": …, "status": N }`; which call it is of stands beside. */
export interface Fixture {
  file: string;
  value: unknown;
  method: HttpInteraction['request']['method'];
  path: string;
}

/**
 * A draft of a contract from recorded answers, with inferred matchers.
 * @throws RingproofError `RP_FIXTURE_INVALID`
 */
export function importFixtures(fixtures: readonly Fixture[], { consumer, provider }: { consumer: string; provider: string }): Contract {
  const interactions = fixtures.map(({ file, value, method, path }): HttpInteraction => {
    if (!isObject(value) || typeof value.status !== 'number') throw new RingproofError('RP_FIXTURE_INVALID', { file, problem: 'it is no object with a "status" and a "body"' });
    const { status, body = null } = value;
    const evidence: Evidence = { kind: 'fixture', source: file };
    const name = (file.split('/').at(-1) ?? file).replace(/\.json$/, '').replace(/[_-]+/g, ' ');
    return { kind: 'http', description: name, request: { method, path }, response: { status, ...(body !== null && body !== '' && { body: { json: inferTemplate(body) } }) }, evidence };
  });
  return { consumer, provider, interactions };
}
