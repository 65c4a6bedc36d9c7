import type { SystemProperty } from '#emulators/service-bus/state/message-view';
import type { Value } from '#emulators/service-bus/state/value';

// The syntax trees of a rule's filter and action (service-bus-messaging-sql-filter, service-bus-messaging-sql-rule-action).

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%';

export type Property =
  | { readonly kind: 'user'; readonly name: string }
  | { readonly kind: 'system'; readonly name: SystemProperty };

/** A filter is an expression that is true, false or unknown. */
export type Expression =
  | { readonly kind: 'constant'; readonly value: Value }
  | Property
  /** property(<expression>): the application property with that name. */
  | { readonly kind: 'named'; readonly name: Expression }
  | { readonly kind: 'newid' }
  | { readonly kind: 'arithmetic'; readonly operator: Arithmetic; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'negated'; readonly operand: Expression }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'in'; readonly operand: Expression; readonly items: readonly Expression[] }
  | { readonly kind: 'like'; readonly operand: Expression; readonly pattern: Expression; readonly escape: Expression | undefined }
  | { readonly kind: 'is-null'; readonly operand: Expression }
  | { readonly kind: 'exists'; readonly property: Property };

export type Statement =
  | { readonly kind: 'set'; readonly property: Property; readonly value: Expression }
  | { readonly kind: 'remove'; readonly property: Property };
export type Action = readonly Statement[];
