import { type Fault, badRequest } from '#emulators/service-bus/state/fault';
import { type Token, tokenize } from '#emulators/service-bus/state/sql/tokens';
import type { Value } from '#emulators/service-bus/state/value';

/** Deeper nesting is an attack on the stack; the longest legal text could nest a thousand times. */
const MAX_DEPTH = 64;

const KEYWORDS = new Set(['AND', 'OR', 'NOT', 'IN', 'LIKE', 'ESCAPE', 'IS', 'NULL', 'EXISTS', 'TRUE', 'FALSE', 'SET', 'REMOVE']);

/** A place in the tokens of an expression, with the steps that every parser takes. */
export class Cursor {
  readonly #tokens: Token[];
  readonly #parameters: ReadonlyMap<string, Value>;
  #index = 0;
  #depth = 0;

  constructor(sql: string, parameters: ReadonlyMap<string, Value> = new Map()) {
    this.#tokens = tokenize(sql);
    this.#parameters = parameters;
  }

  get token(): Token {
    return this.#tokens[this.#index] ?? { kind: 'end', text: '', at: 0 };
  }

  next(): Token {
    const { token } = this;
    this.#index += 1;
    return token;
  }

  /** Steps over a symbol when it stands here. */
  symbol(text: string): boolean {
    if (this.token.kind !== 'symbol' || this.token.text !== text) return false;
    this.#index += 1;
    return true;
  }

  /** Steps over a keyword or function name, in any case, when it stands here; with `ahead`, only before that symbol. */
  word(word: string, ahead?: string): boolean {
    const { token } = this;
    if (token.kind !== 'name' || !token.bare || token.text.toUpperCase() !== word) return false;
    if (ahead !== undefined && this.#tokens[this.#index + 1]?.text !== ahead) return false;
    this.#index += 1;
    return true;
  }

  /** Steps over a parameter's name, such as `@limit`, when it stands here; undefined when it does not. */
  parameter(): Value | undefined {
    const { token } = this;
    const value = token.kind === 'name' && token.bare ? this.#parameters.get(token.text) : undefined;
    if (value !== undefined) this.#index += 1;
    return value;
  }

  /** A bare or quoted name that is no keyword. */
  name(): string {
    const { token } = this;
    if (token.kind !== 'name' || (token.bare && KEYWORDS.has(token.text.toUpperCase()))) throw this.error('a property');
    this.#index += 1;
    return token.text;
  }

  expect(symbol: string): void {
    if (!this.symbol(symbol)) throw this.error(`'${symbol}'`);
  }

  error(expected: string): Fault {
    const { kind, text, at } = this.token;
    return badRequest(`The SQL expression is invalid: ${expected} is expected at position ${at + 1}, not ${kind === 'end' ? 'the end' : `'${text}'`}.`);
  }

  /** Parses something nested. @throws Fault `argument-error` when it is nested too deep */
  nested<Result>(parse: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw badRequest(`The SQL expression is nested deeper than ${MAX_DEPTH} levels.`);
    const result = parse();
    this.#depth -= 1;
    return result;
  }
}
