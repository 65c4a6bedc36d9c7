import { RingproofError } from '#core/errors';
import { FAULT_KINDS, type FaultKind, type InjectedFault, OPERATIONS } from '#emulators/service-bus/state/fault-plan';

const FIELDS = ['fault', 'entity', 'operation', 'count', 'probability', 'seed', 'ms'];
const KINDS = Object.keys(FAULT_KINDS) as FaultKind[];

/**
 * A fault as somebody gave it, if it is one.
 * @throws RingproofError `RP_USAGE_VALUE` naming the field that is wrong
 */
export function checkedFault(given: unknown): InjectedFault {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw wrong('The fault', given, 'An object with at least `fault`.');
  const fault = given as Record<string, unknown>;
  const unknown = Object.keys(fault).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) throw wrong('A field of the fault', unknown, `Known: ${FIELDS.join(', ')}.`);
  const check = (name: string, valid: (value: unknown) => boolean, expected: string) => {
    if (fault[name] !== undefined && !valid(fault[name])) throw wrong(`The fault's ${name}`, fault[name], expected);
  };
  const kind = KINDS.find((one) => one === fault['fault']);
  if (!kind) throw wrong('The fault', fault['fault'], `One of ${KINDS.join(', ')}.`);
  check('entity', (value) => typeof value === 'string', 'The path of an entity.');
  check('operation', (value) => OPERATIONS.some((one) => one === value), `One of ${OPERATIONS.join(', ')}.`);
  const able: readonly string[] = FAULT_KINDS[kind];
  check('operation', (value) => able.includes(value as string), `"${kind}" can happen to ${able.join(', ')}.`);
  check('count', (value) => Number.isInteger(value) && (value as number) > 0, 'A whole number above 0.');
  check('probability', (value) => typeof value === 'number' && value >= 0 && value <= 1, 'A number from 0 to 1.');
  check('seed', (value) => Number.isInteger(value), 'A whole number.');
  check('ms', (value) => typeof value === 'number' && value >= 0 && value <= MAX_MS, 'Milliseconds, at most a day.');
  return fault as unknown as InjectedFault;
}
const MAX_MS = 86_400_000;

const wrong = (flag: string, value: unknown, expected: string) =>
  new RingproofError('RP_USAGE_VALUE', { flag, value: typeof value === 'string' ? value : JSON.stringify(value) ?? 'absent', expected });
