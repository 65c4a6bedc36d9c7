import { RingproofError } from '#core/errors';
import type { JsonObject } from '#core/json';

/**
 * TypeScript types of an OpenAPI document, by openapi-typescript.
 * @throws RingproofError `RP_PREREQUISITE` where that is not installed
 * @see https://openapi-ts.dev/node
 */
export async function typesOf(document: JsonObject): Promise<string> {
  const library = await import('openapi-typescript').catch((error: unknown) => {
    throw new RingproofError('RP_PREREQUISITE', { tool: 'openapi-typescript', what: '`export types`', advice: 'npm install --save-dev openapi-typescript typescript@5' }, error);
  });
  const nodes = await library.default(document as unknown as Parameters<typeof library.default>[0], { silent: true });
  return `${library.COMMENT_HEADER}${library.astToString(nodes)}`;
}
