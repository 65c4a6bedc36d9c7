import { isNumeric } from '#emulators/service-bus/state/sql/compare';
import { EvaluationError } from '#emulators/service-bus/state/sql/evaluation-error';
import type { Arithmetic } from '#emulators/service-bus/state/sql/syntax';
import type { Value } from '#emulators/service-bus/state/value';

/** Two whole numbers give a whole one of 64 bits, anything else a double; `+` joins two texts. @throws EvaluationError */
export function calculate(operator: Arithmetic, left: Value, right: Value): Value {
  if (operator === '+' && typeof left === 'string' && typeof right === 'string') return join(left, right);
  if (!isNumeric(left) || !isNumeric(right)) throw new EvaluationError(`The operator '${operator}' needs numbers.`);
  if (typeof left === 'bigint' && typeof right === 'bigint') return ofWhole(operator, left, right);
  return ofDouble(operator, Number(left), Number(right));
}

/** No message could carry a longer one, and an action can double a text with each of its statements. */
const MAX_TEXT = 262_144;

function join(left: string, right: string): string {
  if (left.length + right.length > MAX_TEXT) throw new EvaluationError(`A text is longer than ${MAX_TEXT} characters.`);
  return left + right;
}

export function negate(value: Value): Value {
  if (!isNumeric(value)) throw new EvaluationError("The operator '-' needs a number.");
  return typeof value === 'bigint' ? within(-value) : -value;
}

function ofWhole(operator: Arithmetic, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '+': return within(left + right);
    case '-': return within(left - right);
    case '*': return within(left * right);
    default:
      if (right === 0n) throw new EvaluationError('Attempted to divide by zero.');
      return operator === '/' ? within(left / right) : left % right;
  }
}

function ofDouble(operator: Arithmetic, left: number, right: number): number {
  switch (operator) {
    case '+': return left + right;
    case '-': return left - right;
    case '*': return left * right;
    case '/': return left / right;
    case '%': return left % right;
  }
}

function within(value: bigint): bigint {
  if (BigInt.asIntN(64, value) !== value) throw new EvaluationError('Arithmetic operation resulted in an overflow.');
  return value;
}
