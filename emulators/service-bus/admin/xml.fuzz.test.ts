import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Refusal } from '#emulators/service-bus/admin/refusal';
import { parseXml } from '#emulators/service-bus/admin/xml';

const VALID = '<?xml version="1.0"?><entry xmlns="a"><content type="application/xml"><QueueDescription xmlns:i="b"><LockDuration>PT1M</LockDuration>'
  + '<Filter i:type="SqlFilter"><SqlExpression>a &lt; 1 <![CDATA[ & ]]>&#65;</SqlExpression></Filter><!-- c --></QueueDescription></content></entry>';

const PIECES = ['<', '>', '/', '&', ';', '"', "'", '<!', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '&#x', '&lt;', '<a>', '</a>', '<a/>', ' b="c"', 'xmlns:', ':', '=', '\u0000', '\ud800', '__proto__', 'constructor', '#text', ':@'];

const mutated = fc.array(fc.tuple(fc.nat(VALID.length), fc.nat(12), fc.oneof(fc.constantFrom(...PIECES), fc.string())), { minLength: 1, maxLength: 8 })
  .map((changes) => changes.reduce((text, [at, length, piece]) => text.slice(0, at) + piece + text.slice(at + length), VALID));
const assembled = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string()), { maxLength: 40 }).map((parts) => parts.join(''));

it('whatever the text, there is an element or a refusal', { timeout: 30_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(mutated, assembled), async (text) => {
    const outcome: unknown = await parseXml(text).catch((thrown: unknown) => thrown);
    expect(outcome instanceof Refusal ? outcome.status : typeof (outcome as { name?: unknown }).name).toSatisfy((seen) => seen === 400 || (seen === 'string' && !(outcome instanceof Error)));
  }), { numRuns: 1000 });
});
