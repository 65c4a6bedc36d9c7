import { pactText } from '#broker/testing/pacts';

/** The body of `POST /contracts/publish` for one pact with content of its own. */
export const publication = (consumer: string, provider: string, version: string, branch = 'main', says = version): object => ({
  pacticipantName: consumer, pacticipantVersionNumber: version, branch, contracts: [{
    consumerName: consumer, providerName: provider, specification: 'pact', contentType: 'application/json',
    content: Buffer.from(pactText(consumer, provider, says)).toString('base64'),
  }],
});
