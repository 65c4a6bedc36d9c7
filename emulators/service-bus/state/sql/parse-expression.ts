import { badRequest } from '#emulators/service-bus/state/fault';
import type { Cursor } from '#emulators/service-bus/state/sql/cursor';
import { parseProperty } from '#emulators/service-bus/state/sql/parse-property';
import type { Arithmetic, Comparison, Expression } from '#emulators/service-bus/state/sql/syntax';

// From the loosest operator to the tightest (service-bus-messaging-sql-filter, operator precedence).

export function parseOr(cursor: Cursor): Expression {
  let left = parseAnd(cursor);
  while (cursor.word('OR')) left = { kind: 'or', left, right: parseAnd(cursor) };
  return left;
}

function parseAnd(cursor: Cursor): Expression {
  let left = parseNot(cursor);
  while (cursor.word('AND')) left = { kind: 'and', left, right: parseNot(cursor) };
  return left;
}

const parseNot = (cursor: Cursor): Expression =>
  cursor.word('NOT') ? { kind: 'not', operand: cursor.nested(() => parseNot(cursor)) } : parseComparison(cursor);

const COMPARISONS: Readonly<Partial<Record<string, Comparison>>> = { '=': '=', '<>': '<>', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };

function parseComparison(cursor: Cursor): Expression {
  const left = parseSum(cursor);
  const operator = cursor.token.kind === 'symbol' ? COMPARISONS[cursor.token.text] : undefined;
  if (operator) {
    cursor.next();
    return { kind: 'compare', operator, left, right: parseSum(cursor) };
  }
  if (cursor.word('IS')) {
    const negative = cursor.word('NOT');
    if (!cursor.word('NULL')) throw cursor.error('NULL');
    return inverted(negative, { kind: 'is-null', operand: left });
  }
  const negative = cursor.word('NOT');
  if (cursor.word('IN')) return inverted(negative, { kind: 'in', operand: left, items: parseItems(cursor) });
  if (cursor.word('LIKE')) {
    const pattern = parseSum(cursor);
    return inverted(negative, { kind: 'like', operand: left, pattern, escape: cursor.word('ESCAPE') ? parseSum(cursor) : undefined });
  }
  if (negative) throw cursor.error('IN or LIKE');
  return left;
}

const inverted = (negative: boolean, operand: Expression): Expression => (negative ? { kind: 'not', operand } : operand);

function parseItems(cursor: Cursor): Expression[] {
  cursor.expect('(');
  const items = [parseSum(cursor)];
  while (cursor.symbol(',')) items.push(parseSum(cursor));
  cursor.expect(')');
  return items;
}

const SUM: readonly Arithmetic[] = ['+', '-'];
const PRODUCT: readonly Arithmetic[] = ['*', '/', '%'];

export const parseSum = (cursor: Cursor): Expression => parseArithmetic(cursor, SUM, (inner) => parseArithmetic(inner, PRODUCT, parseSigned));

function parseArithmetic(cursor: Cursor, operators: readonly Arithmetic[], operand: (cursor: Cursor) => Expression): Expression {
  let left = operand(cursor);
  for (let operator = operators.find((one) => cursor.symbol(one)); operator; operator = operators.find((one) => cursor.symbol(one))) {
    left = { kind: 'arithmetic', operator, left, right: operand(cursor) };
  }
  return left;
}

function parseSigned(cursor: Cursor): Expression {
  if (cursor.symbol('-')) return { kind: 'negated', operand: cursor.nested(() => parseSigned(cursor)) };
  if (cursor.symbol('+')) return cursor.nested(() => parseSigned(cursor));
  return parsePrimary(cursor);
}

function parsePrimary(cursor: Cursor): Expression {
  const { kind, text } = cursor.token;
  if (kind === 'string' || kind === 'integer' || kind === 'decimal') {
    cursor.next();
    return { kind: 'constant', value: kind === 'string' ? text : kind === 'integer' ? whole(text) : Number(text) };
  }
  const parameter = cursor.parameter();
  if (parameter !== undefined) return { kind: 'constant', value: parameter };
  if (cursor.word('TRUE')) return { kind: 'constant', value: true };
  if (cursor.word('FALSE')) return { kind: 'constant', value: false };
  if (cursor.word('NULL')) return { kind: 'constant', value: null };
  if (cursor.symbol('(')) return closed(cursor, () => cursor.nested(() => parseOr(cursor)));
  if (cursor.word('EXISTS')) {
    cursor.expect('(');
    return closed(cursor, () => ({ kind: 'exists', property: parseProperty(cursor) }));
  }
  if (cursor.word('NEWID', '(')) {
    cursor.expect('(');
    return closed(cursor, () => ({ kind: 'newid' }));
  }
  if (cursor.word('PROPERTY', '(') || cursor.word('P', '(')) {
    cursor.expect('(');
    return closed(cursor, () => ({ kind: 'named', name: cursor.nested(() => parseSum(cursor)) }));
  }
  return parseProperty(cursor);
}

function closed(cursor: Cursor, parse: () => Expression): Expression {
  const inner = parse();
  cursor.expect(')');
  return inner;
}

const MAX_LONG = 2n ** 63n - 1n;

function whole(text: string): bigint {
  const value = BigInt(text);
  if (value > MAX_LONG) throw badRequest(`The SQL expression is invalid: ${text} does not fit into 64 bits.`);
  return value;
}
