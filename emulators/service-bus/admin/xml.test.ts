import { describe, expect, it } from 'vitest';
import { child, escapeXml, parseXml, tag } from '#emulators/service-bus/admin/xml';

describe('parseXml', () => {
  it('reads elements, attributes, text, CDATA and references, whatever the prefixes', async () => {
    const root = await parseXml('<?xml version="1.0"?>\n<a:entry xmlns:a="x"><!-- no --><a:Filter p4:type="Sql&quot;Filter" xmlns:p4="y">'
      + '<SqlExpression>a &lt; 1 AND b = &#39;&#x41;&#39;<![CDATA[ & <c>]]></SqlExpression></a:Filter></a:entry>');
    expect(root.name).toBe('entry');
    const filter = child(root, 'Filter');
    expect(filter?.attributes['type']).toBe('Sql"Filter');
    expect(child(filter, 'SqlExpression')?.text).toBe("a < 1 AND b = 'A' & <c>");
  });

  it('keeps the text that it is given, spaces too', async () => {
    expect((await parseXml('<a>  1.0 </a>')).text).toBe('  1.0 ');
  });

  it.each([
    ['nothing', ''],
    ['no element', 'hello'],
    ['two roots', '<a/><b/>'],
    ['an open element', '<a><b></a>'],
    ['an unknown entity', '<a>&x;</a>'],
    ['a bare ampersand', '<a>b & c</a>'],
    ['a reference to no character', '<a>&#0;</a>'],
    ['a reference to half a character', '<a>&#xD800;</a>'],
    ['a reference beyond Unicode', '<a>&#x110000;</a>'],
    ['a control character', '<a>\u0000</a>'],
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an external entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
    ['depth', '<a>'.repeat(100) + '</a>'.repeat(100)],
    ['the prototype', '<a><__proto__>x</__proto__></a>'],
    ['the prototype in an attribute', '<a __proto__="x"/>'],
  ])('refuses %s with 400', async (_what, text) => {
    await expect(parseXml(text)).rejects.toMatchObject({ name: 'Refusal', status: 400, message: expect.stringMatching(/^SubCode=40000\. The request body is not valid XML: /) as string });
  });
});

it('writes text that it reads again', async () => {
  const text = '<b> & "quoted"\r\n\'s';
  expect((await parseXml(tag('a', text))).text).toBe(text);
  expect(escapeXml(text)).toBe('&lt;b&gt; &amp; &quot;quoted&quot;&#xD;\n\'s');
  expect(tag('a', undefined)).toBe('');
});
