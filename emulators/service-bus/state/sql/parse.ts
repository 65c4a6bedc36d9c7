import { badRequest } from '#emulators/service-bus/state/fault';
import { Cursor } from '#emulators/service-bus/state/sql/cursor';
import { parseOr, parseSum } from '#emulators/service-bus/state/sql/parse-expression';
import { parseProperty } from '#emulators/service-bus/state/sql/parse-property';
import type { Action, Expression, Statement } from '#emulators/service-bus/state/sql/syntax';
import type { Value } from '#emulators/service-bus/state/value';

/** Of a filter condition and of a rule action, in characters; and of an action's statements (service-bus-quotas, D85). */
const MAX_LENGTH = 1024;
const MAX_STATEMENTS = 32;

/**
 * The tree of a SQL filter.
 * @throws Fault `argument-error` naming the position, the limit or the unknown system property
 */
export function parseFilter(sql: string, parameters?: ReadonlyMap<string, Value>): Expression {
  const cursor = begin(sql, parameters);
  const filter = parseOr(cursor);
  if (cursor.token.kind !== 'end') throw cursor.error('an operator');
  if (filter.kind === 'constant' && typeof filter.value !== 'boolean') throw badRequest('The SQL filter is no condition: a comparison is expected.');
  return filter;
}

/** The statements of a SQL action, `SET <property> = <expression>` and `REMOVE <property>`. @throws Fault as `parseFilter` */
export function parseAction(sql: string, parameters?: ReadonlyMap<string, Value>): Action {
  const cursor = begin(sql, parameters);
  const found: Statement[] = [];
  do {
    found.push(parseStatement(cursor));
    // The semicolon is optional.
    cursor.symbol(';');
  } while (cursor.token.kind !== 'end');
  if (found.length > MAX_STATEMENTS) throw badRequest(`The SQL action has ${found.length} statements; at most ${MAX_STATEMENTS} are allowed.`);
  return found;
}

function parseStatement(cursor: Cursor): Statement {
  if (cursor.word('REMOVE')) return { kind: 'remove', property: parseProperty(cursor) };
  if (!cursor.word('SET')) throw cursor.error('SET or REMOVE');
  const property = parseProperty(cursor);
  cursor.expect('=');
  return { kind: 'set', property, value: parseSum(cursor) };
}

function begin(sql: string, parameters?: ReadonlyMap<string, Value>): Cursor {
  if (sql.length > MAX_LENGTH) throw badRequest(`The SQL expression has ${sql.length} characters; at most ${MAX_LENGTH} are allowed.`);
  return new Cursor(sql, parameters);
}
