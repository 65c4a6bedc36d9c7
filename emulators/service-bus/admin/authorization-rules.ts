import { type XmlElement, child, tag } from '#emulators/service-bus/admin/xml';
import type { AuthorizationRule } from '#emulators/service-bus/state/queue-options';

export const readAuthorizationRules = (element: XmlElement): AuthorizationRule[] =>
  element.children.map((rule) => {
    const text = (name: string) => child(rule, name)?.text ?? '';
    return {
      keyName: text('KeyName'), rights: child(rule, 'Rights')?.children.map((right) => right.text) ?? [],
      claimType: text('ClaimType'), claimValue: text('ClaimValue'), primaryKey: text('PrimaryKey'), secondaryKey: text('SecondaryKey'),
    };
  });

/** An empty list is shown as an empty element. */
export const writeAuthorizationRules = (rules: readonly AuthorizationRule[]): string =>
  `<AuthorizationRules>${rules.map((rule) => `<AuthorizationRule i:type="SharedAccessAuthorizationRule">${tag('ClaimType', rule.claimType)}${tag('ClaimValue', rule.claimValue)}`
    + `<Rights>${rule.rights.map((right) => tag('AccessRights', right)).join('')}</Rights>`
    + `${tag('KeyName', rule.keyName)}${tag('PrimaryKey', rule.primaryKey)}${tag('SecondaryKey', rule.secondaryKey)}</AuthorizationRule>`).join('')}</AuthorizationRules>`;
