import { type JsonObject, isObject } from '#core/json';
import { reasonOf } from '#core/errors';
import { refuse } from '#emulators/platform/http/route';

/**
 * The body of a request as fields, in one of the formats that the route takes.
 * @throws Refused `unsupported-media-type`, `malformed-body`
 */
export function parseBody(raw: string, contentType: string, accepts: readonly ('json' | 'form')[]): JsonObject {
  if (raw === '') return {};
  const mediaType = contentType.split(';')[0]?.trim() ?? '';
  if (mediaType === 'application/x-www-form-urlencoded' && accepts.includes('form')) return Object.fromEntries(new URLSearchParams(raw));
  if (mediaType !== 'application/json' || !accepts.includes('json')) refuse({ code: 'unsupported-media-type', mediaType });
  try {
    const value: unknown = JSON.parse(raw);
    if (isObject(value)) return value;
  } catch (error) {
    return refuse({ code: 'malformed-body', reason: reasonOf(error) });
  }
  return refuse({ code: 'invalid', fields: { non_field_errors: ['Invalid data. Expected a dictionary.'] } });
}
