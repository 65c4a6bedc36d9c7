import { type Json, type JsonObject, isObject } from '#core/json';

/**
 * The matching rules of a request, response or message as sentences. Pact specification 2 keys them by path (`$.body.id`),
 * 3 and 4 by part and then by path (`body`, `$.id`).
 */
export function explained(rules: Json | undefined): string[] {
  if (!isObject(rules)) return [];
  return Object.entries(rules).flatMap(([key, rule]) => {
    if (!isObject(rule)) return [];
    if (key.startsWith('$')) return [`${key} ${sentence(rule)}`];
    if (Array.isArray(rule['matchers'])) return [`${key} ${together(rule)}`];
    return Object.entries(rule).flatMap(([path, inner]) => (isObject(inner) ? [`${key} ${path} ${together(inner)}`] : []));
  });
}

const together = ({ matchers, combine }: JsonObject): string =>
  (Array.isArray(matchers) ? matchers : []).filter((one) => isObject(one)).map(sentence).join(combine === 'OR' ? ' or ' : ' and ');

function sentence(rule: JsonObject): string {
  const { match, min, max, regex, format } = rule;
  const size = [min === undefined ? '' : ` at least ${show(min)}`, max === undefined ? '' : ` at most ${show(max)}`].filter(Boolean).join(',');
  switch (match ?? (regex === undefined ? 'type' : 'regex')) {
    case 'type': return `is of the same type${size && `, with${size} items`}`;
    case 'regex': return `matches /${show(regex)}/`;
    case 'equality': return 'is equal';
    case 'include': return `contains ${JSON.stringify(rule['value'])}`;
    case 'integer': return 'is an integer';
    case 'decimal': return 'is a decimal number';
    case 'number': return 'is a number';
    case 'boolean': return 'is true or false';
    case 'null': return 'is null';
    case 'date': case 'time': case 'timestamp': case 'datetime': return `is a ${show(match)} of the form ${show(format ?? rule[match as string])}`;
    default: return JSON.stringify(rule);
  }
}

const show = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value) ?? 'any');
