import type { CorrelationFilterProperties, EmulatorRule } from '#emulators/service-bus/config/config-schema';
import type { Invalid } from '#emulators/service-bus/config/invalid';
import type { CorrelationFilterConfig, RuleConfig } from '#emulators/service-bus/config/queue-config';
import { Fault } from '#emulators/service-bus/state/fault';
import { parseAction, parseFilter } from '#emulators/service-bus/state/sql/parse';

/** One rule of the official configuration; its SQL is parsed here, so that an error has its path. */
export function ruleConfig({ Name: name, Properties: properties }: EmulatorRule, path: string, invalid: Invalid): RuleConfig {
  const { FilterType: type, CorrelationFilter: correlation, SqlFilter: sql, Action: action } = properties;
  const parsed = (field: string, text: string, parse: (text: string) => unknown) => {
    try {
      parse(text);
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      throw invalid(`${path}.Properties.${field}.SqlExpression`, `is wrong. ${thrown.message}`);
    }
    return text;
  };
  const change = action ? { action: parsed('Action', action.SqlExpression, parseAction) } : {};
  if (type === 'Sql') {
    if (!sql) throw invalid(`${path}.Properties`, 'has the FilterType Sql and no SqlFilter.');
    return { name, sqlFilter: parsed('SqlFilter', sql.SqlExpression, parseFilter), ...change };
  }
  const filter = correlation && correlationConfig(correlation);
  if (!filter || Object.keys({ ...filter, ...filter.properties }).every((field) => field === 'properties')) {
    throw invalid(`${path}.Properties`, 'has the FilterType Correlation and no CorrelationFilter with a property.');
  }
  return { name, correlationFilter: filter, ...change };
}

function correlationConfig({ Properties: properties, ...system }: CorrelationFilterProperties): CorrelationFilterConfig {
  const renamed = Object.entries(system).map(([name, value]) => [name === 'Label' ? 'subject' : name.charAt(0).toLowerCase() + name.slice(1), value]);
  return { ...Object.fromEntries(renamed) as CorrelationFilterConfig, ...(properties === undefined ? {} : { properties }) };
}
