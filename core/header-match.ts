import { check } from '#core/check';
import type { Difference } from '#core/difference';
import type { TextTemplate } from '#core/contract';
import { isMatcher } from '#core/matchers';

/**
 * Compares one header as Pact does: white space after commas does not count, nor does the case of a charset, nor the order
 * of a media type's parameters; where a contract names a media type without parameters, the other side may add some.
 */
export function checkHeader(name: string, template: TextTemplate, actual: string | undefined): Difference[] {
  if (!isMatcher(template) && actual !== undefined && sameHeader(name, template, actual)) return [];
  return check(template, actual, { extraFields: 'refused' });
}

const MEDIA_TYPES = new Set(['content-type', 'accept']);

function sameHeader(name: string, expected: string, actual: string): boolean {
  if (tidy(expected) === tidy(actual)) return true;
  if (!MEDIA_TYPES.has(name) || !expected.includes('/')) return false;
  const [wanted, got] = [mediaType(expected), mediaType(actual)];
  const parameters = Object.entries(wanted.parameters);
  return wanted.type === got.type && (parameters.length === 0 || (parameters.length === Object.keys(got.parameters).length && parameters.every(([key, value]) => got.parameters[key] === value)));
}

const tidy = (value: string) => value.split(',').map((part) => part.trim()).join(',');

function mediaType(value: string): { type: string; parameters: Record<string, string> } {
  const [type = '', ...rest] = value.split(';').map((part) => part.trim());
  const parameters = rest.filter((part) => part !== '').map((part) => {
    const [key = '', ...held] = part.split('=');
    const text = held.join('=');
    return [key.toLowerCase(), key.toLowerCase() === 'charset' ? text.toLowerCase() : text];
  });
  return { type: type.toLowerCase(), parameters: Object.fromEntries(parameters) as Record<string, string> };
}
