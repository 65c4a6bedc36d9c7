import { Verifier } from '@pact-foundation/pact';

// The peer: plain Pact as its own documentation uses it. Arguments: provider, base URL, state URL, pact file.
const [provider = '', providerBaseUrl = '', statesUrl = '', file = ''] = process.argv.slice(2);

const changeState = async (state: string) => {
  const response = await fetch(statesUrl, { method: 'POST', body: JSON.stringify({ state, action: 'setup' }) });
  if (!response.ok) throw new Error(`state ${state}: ${response.status}`);
};
const stateHandlers = { 'a device': () => changeState('a device'), 'a user': () => changeState('a user') };

await new Verifier({ provider, providerBaseUrl, pactUrls: [file], stateHandlers, logLevel: 'error' }).verifyProvider();
