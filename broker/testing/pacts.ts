/** A small V4 pact for the tests: one login whose answer `says` something. */
export const pactText = (consumer: string, provider: string, says: string): string => JSON.stringify({
  consumer: { name: consumer },
  provider: { name: provider },
  interactions: [{
    type: 'Synchronous/HTTP', description: 'a login', providerStates: [{ name: 'a user' }],
    request: { method: 'GET', path: '/login' }, response: { status: 200, headers: { 'content-type': ['application/json'] }, body: { content: { says }, contentType: 'application/json', encoded: false } },
  }],
  metadata: { pactSpecification: { version: '4.0' } },
});
