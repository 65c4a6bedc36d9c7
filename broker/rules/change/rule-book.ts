import { EQUALITY, type Rule, ruleOf } from '#broker/rules/change/rule';
import { type Value, isMap, textOfValue } from '#broker/rules/change/value';

/** The way to a node from the root: names and positions. */
export type Path = readonly (string | number)[];

/** The matching rules of one body, by where they count. */
export interface RuleBook {
  /** The rule that decides for a node: the most exact of those for it and for what it stands in. */
  at(path: Path): Rule;
  /** All rules at and below a node, as one text: equal rules have equal texts. */
  below(path: Path): string;
  /** A rule that counts for one position of an array only. */
  readonly numbered: boolean;
  /** Rules of which this does not know what they mean: those before Pact's third specification, and paths beyond its own. */
  readonly opaque: boolean;
}

interface Entry { tokens: Token[]; rule: Rule; text: string }
type Token = string | number | typeof ANY;
const ANY = Symbol('*');

/** Reads the `body` category of a pact's matching rules. */
export function ruleBook(rules: Value | undefined): RuleBook {
  const read = Object.entries(isMap(rules) ? rules : {}).map(([path, own]) => ({ tokens: tokensOf(path), rule: ruleOf(own), text: `${path} ${textOfValue(own)}` }));
  const entries = read.filter((one): one is Entry => one.tokens !== undefined);
  return {
    at(path) {
      const found = entries.map((one) => ({ one, weight: weightOf(one.tokens, path) })).filter(({ weight }) => weight > 0)
        .sort((a, b) => b.weight - a.weight || b.one.tokens.length - a.one.tokens.length)[0]?.one;
      if (!found) return EQUALITY;
      // What an array's bounds say holds for that array, not for what stands in it.
      return found.rule.kind === 'type' && found.tokens.length < path.length ? { kind: 'type' } : found.rule;
    },
    below: (path) => entries.filter(({ tokens }) => path.every((step, index) => index >= tokens.length || fits(tokens[index], step))).map(({ text }) => text).sort().join('\n'),
    numbered: entries.some(({ tokens }) => tokens.some((token) => typeof token === 'number')),
    opaque: entries.length < read.length,
  };
}

const fits = (token: Token | undefined, step: string | number): boolean => token === ANY || token === step;

/** Pact's own: two for every exact step, one for `*`, multiplied; nothing when one does not fit. */
function weightOf(tokens: readonly Token[], path: Path): number {
  if (tokens.length > path.length) return 0;
  return tokens.reduce<number>((weight, token, index) => weight * (token === ANY ? 1 : token === path[index] ? 2 : 0), 2);
}

const STEP = /\.([A-Za-z_][\w-]*)|\['((?:[^'\\]|\\.)*)'\]|\[(\d+)\]|(\[\*\]|\.\*)/y;

function tokensOf(path: string): Token[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const tokens: Token[] = [];
  for (let at = 1; at < path.length; at = STEP.lastIndex) {
    STEP.lastIndex = at;
    const [, name, quoted, index] = STEP.exec(path) ?? (() => { STEP.lastIndex = 0; return []; })();
    if (STEP.lastIndex === 0) return undefined;
    tokens.push(name ?? quoted?.replaceAll(/\\(.)/g, '$1') ?? (index === undefined ? ANY : Number(index)));
  }
  return tokens;
}
