import type { SystemProperty } from '#emulators/service-bus/state/message-view';
import type { Action, Expression } from '#emulators/service-bus/state/sql/syntax';
import type { Value } from '#emulators/service-bus/state/value';

export interface CorrelationFilter {
  readonly type: 'correlation';
  readonly system: ReadonlyMap<SystemProperty, string>;
  readonly properties: ReadonlyMap<string, Value>;
}

/** Values by the names, such as `@limit`, that stand for them in a SQL expression. */
export type SqlParameters = ReadonlyMap<string, Value>;

/** Which messages a rule lets through (topic-filters). */
export type Filter =
  | { readonly type: 'true' } | { readonly type: 'false' }
  | { readonly type: 'sql'; readonly expression: string; readonly parameters?: SqlParameters }
  | CorrelationFilter;

export interface RuleDescription {
  readonly name: string;
  readonly filter: Filter;
  /** A SQL action; none when absent. */
  readonly action?: string;
  readonly actionParameters?: SqlParameters;
}

/** A rule of a subscription, its SQL parsed once. */
export interface Rule extends RuleDescription {
  readonly createdAt: number;
  readonly predicate?: Expression;
  readonly statements?: Action;
}

/** A new subscription has this one, which lets everything through (D80). */
export const DEFAULT_RULE: RuleDescription = { name: '$Default', filter: { type: 'true' } };
