import { isoTime } from '#emulators/service-bus/admin/atom';
import { readKeyValues, writeKeyValues } from '#emulators/service-bus/admin/key-values';
import { badRequest } from '#emulators/service-bus/admin/refusal';
import { type XmlElement, child, tag } from '#emulators/service-bus/admin/xml';
import { SYSTEM_PROPERTIES } from '#emulators/service-bus/state/message-view';
import type { Filter, Rule, RuleDescription, SqlParameters } from '#emulators/service-bus/state/rule';

/**
 * The rule in a `RuleDescription` or `DefaultRuleDescription`; without a filter it lets everything through.
 * @throws Refusal 400 for a kind of filter or action that there is not
 */
export function readRule(element: XmlElement, name: string): RuleDescription {
  const action = readAction(child(element, 'Action'));
  return { name, filter: readFilter(child(element, 'Filter')), ...(action && { action: action.expression, actionParameters: action.parameters }) };
}

/** `SqlFilter` of `p4:SqlFilter`. */
const typeOf = (element: XmlElement): string => (element.attributes['type'] ?? '').replace(/^.*:/, '');

function readFilter(element: XmlElement | undefined): Filter {
  if (!element || element.attributes['nil'] === 'true') return { type: 'true' };
  const type = typeOf(element);
  if (type === 'TrueFilter') return { type: 'true' };
  if (type === 'FalseFilter') return { type: 'false' };
  if (type === 'SqlFilter') return { type: 'sql', ...sqlOf(element) };
  if (type !== 'CorrelationFilter') throw badRequest(`There is no filter of type "${type}".`);
  const system = SYSTEM_PROPERTIES.flatMap((name) => {
    const text = child(element, name)?.text;
    return text === undefined ? [] : [[name, text] as const];
  });
  return { type: 'correlation', system: new Map(system), properties: readKeyValues(child(element, 'Properties')) };
}

function readAction(element: XmlElement | undefined): Sql | undefined {
  if (!element || element.attributes['nil'] === 'true') return undefined;
  const type = typeOf(element);
  if (type === 'EmptyRuleAction') return undefined;
  if (type !== 'SqlRuleAction') throw badRequest(`There is no action of type "${type}".`);
  return sqlOf(element);
}

interface Sql { expression: string; parameters: SqlParameters }

function sqlOf(element: XmlElement): Sql {
  const expression = child(element, 'SqlExpression')?.text;
  if (!expression?.trim()) throw badRequest('SqlExpression is missing.');
  return { expression, parameters: readKeyValues(child(element, 'Parameters')) };
}

/** What stands inside the description of a rule. */
export function writeRule({ name, filter, action, actionParameters, createdAt }: Rule): string {
  const shown = action === undefined ? '<Action i:type="EmptyRuleAction"/>' : `<Action i:type="SqlRuleAction">${sql(action, actionParameters)}</Action>`;
  return `${writeFilter(filter)}${shown}${tag('CreatedAt', isoTime(createdAt))}${tag('Name', name)}`;
}

const sql = (expression: string, parameters: SqlParameters = new Map()): string =>
  `${tag('SqlExpression', expression)}<CompatibilityLevel>20</CompatibilityLevel>${writeKeyValues('Parameters', parameters)}`;

function writeFilter(filter: Filter): string {
  if (filter.type === 'true') return `<Filter i:type="TrueFilter">${sql('1=1')}</Filter>`;
  if (filter.type === 'false') return `<Filter i:type="FalseFilter">${sql('1=0')}</Filter>`;
  if (filter.type === 'sql') return `<Filter i:type="SqlFilter">${sql(filter.expression, filter.parameters)}</Filter>`;
  const system = SYSTEM_PROPERTIES.map((name) => tag(name, filter.system.get(name)));
  return `<Filter i:type="CorrelationFilter">${system.join('')}${writeKeyValues('Properties', filter.properties)}</Filter>`;
}
