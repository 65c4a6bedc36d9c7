import { describe, expect, test } from 'vitest';
import { isSecretName, redact } from '#core/redact';

describe('redact', () => {
  test.each([
    ['Authorization: Token 0123456789abcdef', '0123456789abcdef'],
    ['Authorization: Bearer abc.def-ghi', 'abc.def-ghi'],
    ['curl -d username=ada&password=hunter2&x=1', 'hunter2'],
    ['POST https://x.io/a?access_token=hunter2', 'hunter2'],
    ['cli --password hunter2 --verbose', 'hunter2'],
    ['{"password":"hun\\"ter2","a":1}', 'ter2'],
    ['{\\"client_secret\\":\\"hunter2\\"}', 'hunter2'],
    ["fetch(x, { password: 'hunter2' })", 'hunter2'],
    ["curl -H 'X-Api-Key: hunter2' x", 'hunter2'],
    ['Endpoint=sb://ns/;SharedAccessKeyName=Root;SharedAccessKey=hunter2=', 'hunter2'],
    ['AccountKey=hunter2==;x', 'hunter2'],
    ['sr=a&sig=hunter2%3D&se=1', 'hunter2'],
    ['https://ada:hunter2@host/x', 'hunter2'],
    ['mail ada.love+x@example.org', 'ada.love'],
    ['username=ada%40example.org', 'ada%40'],
    ['jwt eyJhbGciOi.eyJzdWIi.c2ln here', 'eyJzdWIi'],
  ])('hides the secret in %s', (text, secret) => {
    expect(redact(text)).toContain('***');
    expect(redact(text)).not.toContain(secret);
  });
  test('leaves the rest readable', () => {
    const text = 'POST https://api.tracebloc.io/devices/7/?page=2 with "name": "x"';
    expect(redact(text)).toBe(text);
    expect(redact('username=ada&password=p&page=2')).toBe('username=ada&password=***&page=2');
  });
});

test('isSecretName knows headers and fields', () => {
  expect(['Authorization', 'client_secret', 'apiKey', 'Cookie', 'sig', 'password'].every(isSecretName)).toBe(true);
  expect(['username', 'design', 'page', 'token_scheme', 'token_type'].some(isSecretName)).toBe(false);
});
