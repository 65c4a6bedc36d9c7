import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { RingproofError, reasonOf } from '#core/errors';
import { type Json, type JsonObject, isObject } from '#core/json';

const LIMIT_MB = 20;

/** @throws RingproofError `RP_FILE_UNREADABLE`, `RP_OPENAPI_INVALID` */
export function readDocument(file: string): JsonObject {
  const text = readText(file);
  const refuse = (problem: string, cause?: unknown) => new RingproofError('RP_OPENAPI_INVALID', { file, problem }, cause);
  if (text.length > LIMIT_MB * 1e6) throw refuse(`it has more than ${LIMIT_MB} MB`);
  let value: unknown;
  try {
    // YAML is a superset of JSON; its parser refuses a text whose aliases unfold to more than a hundred times their number.
    value = text.trimStart().startsWith('{') ? (JSON.parse(text) as Json) : parse(text);
  } catch (error) {
    throw refuse(reasonOf(error).split('\n')[0] ?? '', error);
  }
  if (!isObject(value)) throw refuse('it holds no object');
  return value;
}

/** @throws RingproofError `RP_FILE_UNREADABLE` */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new RingproofError('RP_FILE_UNREADABLE', { file, reason: reasonOf(error) }, error);
  }
}
