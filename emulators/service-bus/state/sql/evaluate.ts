import type { MessageView } from '#emulators/service-bus/state/message-view';
import { calculate, negate } from '#emulators/service-bus/state/sql/arithmetic';
import { order } from '#emulators/service-bus/state/sql/compare';
import { EvaluationError } from '#emulators/service-bus/state/sql/evaluation-error';
import { like } from '#emulators/service-bus/state/sql/like';
import { readProperty } from '#emulators/service-bus/state/sql/properties';
import type { Comparison, Expression } from '#emulators/service-bus/state/sql/syntax';
import type { Value } from '#emulators/service-bus/state/value';

/** Undefined is unknown: what a missing property and whatever is computed from it are (D83). */
export type Result = Value | undefined;
type Truth = boolean | undefined;

/** Whether a filter is true for a message: neither false nor unknown. @throws EvaluationError */
export const isTrue = (filter: Expression, view: MessageView): boolean => truth(filter, view) === true;

/** @throws EvaluationError for operands that an operator cannot take */
export function evaluate(expression: Expression, view: MessageView): Result {
  switch (expression.kind) {
    case 'constant': return expression.value;
    case 'user': case 'system': return readProperty(expression, view);
    case 'named': {
      const name = evaluate(expression.name, view);
      return typeof name === 'string' ? readProperty({ kind: 'user', name }, view) : undefined;
    }
    case 'newid': return { guid: view.newId() };
    case 'negated': return unlessUnknown(expression.operand, view, negate);
    case 'arithmetic': return bothKnown(expression, view, (left, right) => calculate(expression.operator, left, right));
    case 'not': return inverse(truth(expression.operand, view));
    case 'and': return and(truth(expression.left, view), () => truth(expression.right, view));
    case 'or': return inverse(and(inverse(truth(expression.left, view)), () => inverse(truth(expression.right, view))));
    case 'compare': return bothKnown(expression, view, (left, right) => compare(expression.operator, left, right));
    case 'in': return isIn(expression.operand, expression.items, view);
    case 'like': return isLike(expression, view);
    case 'is-null': return isUnknown(evaluate(expression.operand, view));
    case 'exists': return readProperty(expression.property, view) !== undefined;
  }
}

function truth(expression: Expression, view: MessageView): Truth {
  const value = evaluate(expression, view);
  if (typeof value === 'boolean') return value;
  if (isUnknown(value)) return undefined;
  throw new EvaluationError('A condition is expected where the filter has another value.');
}

const isUnknown = (value: Result): value is undefined | null => value === undefined || value === null;
const inverse = (value: Truth): Truth => (value === undefined ? undefined : !value);

/** False decides whatever the other is. */
function and(left: Truth, right: () => Truth): Truth {
  if (left === false) return false;
  const other = right();
  return other === false ? false : left === undefined ? undefined : other;
}

function unlessUnknown(operand: Expression, view: MessageView, compute: (value: Value) => Result): Result {
  const value = evaluate(operand, view);
  return isUnknown(value) ? undefined : compute(value);
}

function bothKnown({ left, right }: { left: Expression; right: Expression }, view: MessageView, compute: (left: Value, right: Value) => Result): Result {
  return unlessUnknown(left, view, (value) => unlessUnknown(right, view, (other) => compute(value, other)));
}

function compare(operator: Comparison, left: Value, right: Value): boolean {
  const result = order(left, right);
  if (operator === '=') return result === 0;
  if (operator === '<>') return result !== 0;
  if (result === undefined) throw new EvaluationError(`The operator '${operator}' cannot compare values of these types.`);
  return operator === '<' ? result < 0 : operator === '<=' ? result <= 0 : operator === '>' ? result > 0 : result >= 0;
}

function isIn(operand: Expression, items: readonly Expression[], view: MessageView): Truth {
  const value = evaluate(operand, view);
  if (isUnknown(value)) return undefined;
  let unknown = false;
  for (const item of items) {
    const other = evaluate(item, view);
    if (isUnknown(other)) unknown = true;
    else if (order(value, other) === 0) return true;
  }
  return unknown ? undefined : false;
}

/** A pattern may come from the message; what LIKE costs grows with pattern times text. */
const MAX_PATTERN = 1024;

function isLike({ operand, pattern, escape }: Expression & { kind: 'like' }, view: MessageView): Truth {
  const [text, wanted, character] = [evaluate(operand, view), evaluate(pattern, view), escape && evaluate(escape, view)];
  if (isUnknown(text) || isUnknown(wanted)) return undefined;
  if (typeof text !== 'string' || typeof wanted !== 'string') throw new EvaluationError('LIKE needs texts.');
  if (wanted.length > MAX_PATTERN) throw new EvaluationError(`The pattern of LIKE is longer than ${MAX_PATTERN} characters.`);
  if (escape === undefined) return like(text, wanted, undefined);
  if (typeof character !== 'string' || [...character].length !== 1) throw new EvaluationError('ESCAPE needs one character.');
  return like(text, wanted, character);
}
