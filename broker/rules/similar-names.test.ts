import { expect, it } from 'vitest';
import { similarNames } from '#broker/rules/similar-names';

it.each([
  ['foo-bar', 'FooBar'], ['Foo Bar', 'foo_bar'], ['Foos', 'Foo'], ['Order Service', 'orders'], ['HTTPProxy', 'http-proxy'], ['Zoo API', 'Zoo Provider'], ['Api', 'Service'],
])('%s may be a slip for %s', (name, other) => {
  expect(similarNames(name, ['Else', other])).toEqual([other]);
});
it.each([['Foo', 'Fooo'], ['Foo Bar', 'Bar Foo'], ['Foo', 'Foo Bar'], ['averaging-service', 'service-bus']])('%s is another application than %s', (name, other) => {
  expect(similarNames(name, [other])).toEqual([]);
});
it('a name that is known is no slip', () => {
  expect(similarNames('foo-bar', ['FooBar', 'foo-bar'])).toEqual([]);
});
it('takes its time only by the length of the name', () => {
  expect(similarNames('A'.repeat(100_000), ['a'.repeat(100_000), `${'A'.repeat(99_999)}b`])).toEqual(['a'.repeat(100_000)]);
});
