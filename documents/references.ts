import { RingproofError } from '#core/errors';
import { type Json, type JsonObject, isObject } from '#core/json';

/**
 * Follows `$ref` within one document; what is no object is `{}`.
 * @throws RingproofError `RP_OPENAPI_INVALID` for a reference that leads nowhere, to itself, or out of the document
 */
export function resolver(document: JsonObject, file: string): (node: Json | undefined) => JsonObject {
  return (start) => {
    let node = start;
    const seen = new Set<string>();
    while (isObject(node) && typeof node.$ref === 'string') {
      const reference = node.$ref;
      if (!reference.startsWith('#/') || seen.has(reference)) throw new RingproofError('RP_OPENAPI_INVALID', { file, problem: `"${reference}" leads ${seen.has(reference) ? 'to itself' : 'out of the document: bundle it into one file'}` });
      seen.add(reference);
      node = reference.slice(2).split('/').map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
        .reduce<Json | undefined>((at, part) => (isObject(at) && Object.hasOwn(at, part) ? at[part] : undefined), document);
      if (node === undefined) throw new RingproofError('RP_OPENAPI_INVALID', { file, problem: `"${reference}" leads nowhere` });
    }
    return isObject(node) ? node : {};
  };
}
