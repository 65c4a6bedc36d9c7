import { describe, expect, it } from 'vitest';
import { sha1 } from '#broker/hash';
import { annotate } from '#broker/rules/annotate';
import { canonical, rubyNumber } from '#broker/rules/canonical';
import { interactionId, interactionsOf, readContent as read } from '#broker/rules/content';
import { difference } from '#broker/rules/difference';
import { parseLossless } from '#core/lossless-json';

const readContent = (text: string) => read(text, sha1);

describe('JSON without loss', () => {
  it.each([
    '{"a":1.0,"b":[1e3,-0.0,12345678901234567890],"2":{"x":"\\u00e9\\"\\\\"},"1":[true,false,null,{}, []]}', '"x"', ' [ ] ', '1', '{"__proto__":1}',
  ])('reads %s as JSON.parse does', (text) => {
    expect(JSON.parse(canonical(parseLossless(text), parseLossless(text).root))).toEqual(JSON.parse(text));
  });
  it.each(['', '{', '[1,]', '{"a":1,}', '{a:1}', '"\n"', '"\\x"', '01', '1.', '+1', 'nul', '[1 2]', '{"a" 1}', '1 2', '"', '\ufeff{}', '{,}', '[,]'])('refuses %j, as JSON.parse does', (text) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(() => parseLossless(text)).toThrow(SyntaxError);
  });
  it('refuses JSON nested so deeply that it would end the process', () => {
    expect(() => parseLossless('['.repeat(1e6))).toThrow(/nested too deeply/);
  });
  it('reads a body of many megabytes', () => {
    const text = JSON.stringify({ body: 'a"\\'.repeat(2e6) });
    expect(parseLossless(text).root.end).toBe(text.length);
  });
  it('takes the last of two equal keys', () => {
    expect(canonical(parseLossless('{"a":1,"b":2,"a":3}'), parseLossless('{"a":1,"b":2,"a":3}').root)).toBe('{"a":3,"b":2}');
  });
});

describe('the real broker\'s hashes', () => {
  it('gives an interaction its id', () => {
    // The example of the real broker's own test.
    const { document } = readContent('{"interactions":[{"providerStates":[{"params":{"wiffle":"bar","meep":"eek"},"name":"bar"}],"_id":"old","description":"foo"}]}');
    expect(interactionsOf(document).map((one) => interactionId(document, one, sha1))).toEqual(['57d06e151eca35083e4d6b585b4d4fab2e2ed6b7']);
  });
  it.each([['1.0', '1.0'], ['1e3', '1000.0'], ['1e-5', '1.0e-05'], ['1e21', '1.0e+21'], ['-0.0', '-0.0'], ['-0', '0'], ['12345678901234567890', '12345678901234567890'], ['0.0001', '0.0001'], ['0.00012', '0.00012'], ['-2.50', '-2.5'], ['1e15', '1000000000000000.0'], ['1.5e16', '1.5e+16'], ['123.456', '123.456']])('writes %s as Ruby does: %s', (text, ruby) => {
    expect(rubyNumber(text)).toBe(ruby);
  });
  const pact = (interactions: string, more = '') => readContent(`{"consumer":{"name":"A"},"provider":{"name":"B"},"interactions":${interactions},"metadata":{"pactSpecification":{"version":"4.0"}${more}}}`).sha;
  it('does not depend on the order of keys and interactions, nor on other metadata', () => {
    expect(pact('[{"description":"b","x":1},{"description":"a","y":2}]', ',"tool":"1"')).toBe(pact('[{"y":2,"description":"a"}, {"x":1,"description":"b"}]'));
  });
  it('depends on values, also where JavaScript sees none', () => {
    expect(pact('[{"a":1}]')).not.toBe(pact('[{"a":1.0}]'));
    expect(pact('[{"a":12345678901234567890}]')).not.toBe(pact('[{"a":12345678901234567891}]'));
    expect(pact('[{"a":[1,2]}]')).not.toBe(pact('[{"a":[2,1]}]'));
  });
});

it('adds ids and links and leaves all other text as it was', () => {
  const { document } = readContent('{ "interactions" : [ {"_id":"old", "n" : 1.0}, {} ], "createdAt":"x", "big": 1e400 }');
  expect(annotate(document, { createdAt: 'now' }, sha1)).toMatch(/^\{"interactions":\[\{"_id":"[0-9a-f]{40}","n" : 1\.0\},\{"_id":"[0-9a-f]{40}"\}\],"big":1e400,"createdAt":"now"\}$/);
});

it('names what is different between two texts', () => {
  const one = parseLossless('{"interactions":[{"description":"a","n":[1,2]},{"description":"b"}]}');
  const two = parseLossless('{"interactions":[{"description":"a","n":[1,2.0],"m":true},{"description":"c"}]}');
  expect(difference(one, two)).toBe('interaction "a": $.n[1] was 2, is 2.0; interaction "a": $.m was absent, is true; interaction "b" is gone; interaction "c" is new');
});
