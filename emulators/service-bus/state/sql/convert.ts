import { isNumeric } from '#emulators/service-bus/state/sql/compare';
import { EvaluationError } from '#emulators/service-bus/state/sql/evaluation-error';
import { type Value, isDateTime, isGuid } from '#emulators/service-bus/state/value';

/**
 * What an action sets, as the type that the property has: "SET performs implicit conversion if possible"
 * (service-bus-messaging-sql-rule-action). Without a type, of null or of a new property, it stays as it is.
 * @throws EvaluationError where it is not possible
 */
export function convert(existing: Value | undefined, value: Value, name: string): Value {
  if (existing === undefined || existing === null || value === null || typeName(existing) === typeName(value)) return value;
  const converted = typeof existing === 'string' ? toText(value) : typeof value === 'string' ? parse(existing, value.trim()) : toNumber(existing, value);
  if (converted !== undefined) return converted;
  throw new EvaluationError(`The action cannot set '${name}' of type ${typeName(existing)} to a value of type ${typeName(value)}.`);
}

/** A value as the text that stands for it; system properties that an action can set are texts. */
export function toText(value: NonNullable<Value>): string {
  if (isGuid(value)) return value.guid;
  if (!isDateTime(value)) return String(value);
  const date = new Date(value.dateTime);
  if (Number.isNaN(date.getTime())) throw new EvaluationError('The date is out of range.');
  return date.toISOString();
}

function toNumber(existing: Value, value: Value): Value | undefined {
  if (typeof existing === 'number' && isNumeric(value)) return Number(value);
  return typeof existing === 'bigint' && typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : undefined;
}

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

function parse(existing: Value, text: string): Value | undefined {
  switch (typeName(existing)) {
    case 'integer': return /^[-+]?\d{1,19}$/.test(text) ? inLong(BigInt(text.replace('+', ''))) : undefined;
    case 'double': return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined;
    case 'boolean': return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
    case 'date': return /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)) ? { dateTime: Date.parse(text) } : undefined;
    case 'guid': return GUID.test(text) ? { guid: text.toLowerCase() } : undefined;
    default: return undefined;
  }
}

const inLong = (value: bigint): bigint | undefined => (BigInt.asIntN(64, value) === value ? value : undefined);

const typeName = (value: Value): string => {
  if (typeof value === 'object') return value === null ? 'null' : isGuid(value) ? 'guid' : 'date';
  return typeof value === 'bigint' ? 'integer' : typeof value === 'number' ? 'double' : typeof value;
};
