import { describe, expect, test } from 'vitest';
import { RingproofError } from '#core/errors';
import { parseConnectionString, redact } from '#ring2/drift/connection-string';
import { parseTarget } from '#ring2/drift/targets';

const KEY = 'c2VjcmV0+key/==';
const NAMED = `SharedAccessKeyName=Root;SharedAccessKey=${KEY}`;

test('a namespace over TCP with TLS', () => {
  expect(parseConnectionString(`Endpoint=sb://shop.servicebus.windows.net/;${NAMED}`)).toEqual({
    connectionString: `Endpoint=sb://shop.servicebus.windows.net/;${NAMED}`, host: 'shop.servicebus.windows.net', transport: 'tcp', plain: false,
    key: { name: 'Root', key: KEY }, secrets: [KEY],
  });
});

test('WebSocket is chosen by TransportType, which the official client must not see', () => {
  const address = parseConnectionString(`Endpoint=sb://localhost:5672;${NAMED};UseDevelopmentEmulator=true;TransportType=AmqpWebSockets;`);
  expect(address).toMatchObject({ transport: 'websocket', plain: true, host: 'localhost:5672' });
  expect(address.connectionString).toBe(`Endpoint=sb://localhost:5672;${NAMED};UseDevelopmentEmulator=true`);
});

test('a shared access signature stands for name and key', () => {
  const signature = 'SharedAccessSignature sr=sb%3A%2F%2Fx&sig=abc%3D&se=1&skn=Root';
  expect(parseConnectionString(`Endpoint=sb://x.net;SharedAccessSignature=${signature}`).secrets).toEqual([signature]);
});

describe('malformed', () => {
  test.each([
    ['nonsense', 'part 1 has no name'], ['', 'it has no Endpoint'], [NAMED, 'it has no Endpoint'],
    [`Endpoint=http://x.net;${NAMED}`, 'not of the form sb://HOST'], [`Endpoint=sb://x.net:99999;${NAMED}`, 'not of the form sb://HOST'], [`Endpoint=sb://;${NAMED}`, 'not of the form'],
    [`Endpoint=sb://x.net;SharedAccessKey=${KEY}`, 'no SharedAccessKeyName'], ['Endpoint=sb://x.net;SharedAccessKeyName=Root', 'no SharedAccessKey.'],
    [`Endpoint=sb://x.net;${NAMED};EntityPath=q`, 'EntityPath'], [`Endpoint=sb://x.net;${NAMED};TransportType=Pigeon`, 'TransportType'],
    [`Endpoint=sb://x.net;Endpoint=sb://y.net;${NAMED}`, 'Endpoint twice'], [`Endpoint=sb://x.net;${NAMED};${KEY}=1`, 'part 4 is none of those'],
  ])('%s', (input, problem) => {
    const parse = () => parseTarget(input);
    expect(parse).toThrow(RingproofError);
    expect(parse).toThrow(problem);
    expect(parse).not.toThrow(KEY);
    expect(parse).not.toThrow('Pigeon');
  });

  test('an emulator of an unknown kind', () => {
    expect(() => parseTarget('emulator:udp')).toThrow('emulator:tcp or emulator:ws');
  });
});

test('the names of the embedded targets', () => {
  expect(['emulator', 'emulator:tcp', 'emulator:ws'].map((text) => parseTarget(text)).map(({ name, transport, clock }) => `${name} ${transport} ${clock}`)).toEqual([
    'emulator:tcp tcp virtual', 'emulator:tcp tcp virtual', 'emulator:ws websocket virtual',
  ]);
});

test('a key is redacted in every form', () => {
  const text = `failed with ${KEY} at ?sig=${encodeURIComponent(KEY)}&se=1 for SharedAccessKey=other;`;
  expect(redact(text, [KEY])).toBe('failed with *** at ?sig=***&se=1 for SharedAccessKey=***;');
});

describe('AdministrationPort', () => {
  const at = (part: string) => parseConnectionString(`Endpoint=sb://localhost;${NAMED};UseDevelopmentEmulator=true;${part}`);

  test.each([['1', 1], ['5300', 5300], ['65535', 65_535]])('%s is a port, and the official client does not see it', (text, port) => {
    for (const name of ['AdministrationPort', ' administrationport ']) {
      expect(at(`${name}=${text}`)).toMatchObject({ administrationPort: port, connectionString: `Endpoint=sb://localhost;${NAMED};UseDevelopmentEmulator=true` });
    }
  });

  test('is none where the string has none', () => {
    expect(at('')).not.toHaveProperty('administrationPort');
  });

  test.each(['', '0', '65536', '123456', '-1', '5300.5', '5e3', '0x10', 'http'])('"%s" is no port', (text) => {
    expect(() => at(`AdministrationPort=${text}`)).toThrow('its AdministrationPort is no port.');
  });
});
