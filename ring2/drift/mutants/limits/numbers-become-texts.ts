import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'numbers-become-texts',
  about: 'Numbers in application properties arrive as texts.',
  source: 'D116',
  module: 'amqp/codec/submission',
  edits: [
    {
      find: 'const content: Content = { header: forwardedHeader(header), annotations, bare };',
      replace: 'const content: Content = { header: forwardedHeader(header), annotations, bare: withApplicationProperties(bare, changed(elementsOf(bare, sections(bare).find(({ descriptor }) => descriptor === APPLICATION_PROPERTIES)))) };',
    },
    {
      find: 'const elementsOf = (message',
      replace: `function changed(items: Uint8Array[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (let index = 0; index + 1 < items.length; index += 2) {
    const whole = integer(items[index + 1] ?? NULL);
    if (whole !== undefined) found[text(items[index] ?? NULL) ?? ''] = String(whole);
  }
  return found;
}

const elementsOf = (message`,
    },
  ],
  caught: {
    'properties-round-trip': { step: 'receive', path: 'facts.properties.whole', kind: 'semantic', direction: 'neutral' },
    'numeric-types-survive': { step: 'receive', path: 'facts.uint', kind: 'semantic', direction: 'neutral' },
  },
  also: ['abandon-merges-properties', 'action-calculates-from-properties', 'action-converts-to-the-type-of-a-property', 'action-does-not-make-a-duplicate', 'action-gives-each-copy-a-new-id', 'action-over-a-missing-property-does-not-fail', 'action-statements-see-those-before', 'correlation-regards-types-and-case-of-names', 'dead-letter-adds-properties', 'failing-filter-dead-letters', 'rules-with-action-give-a-copy-each', 'sql-calculates-as-c-sharp', 'sql-in-finds-equal-values', 'sql-not-binds-tighter-than-and-than-or', 'sql-numbers-compare-by-value', 'sql-unknown-is-neither-true-nor-false', 'sql-values-of-two-types-are-unequal'],
});
