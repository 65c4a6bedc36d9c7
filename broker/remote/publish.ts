import { listAt, textAt } from '#broker/remote/hal';
import type { Http } from '#broker/remote/http';
import { type PublishRequest, contentOf } from '#broker/operations/publish';
import { RingproofError } from '#core/errors';

/** @throws RingproofError RP_BROKER_CONFLICT, RP_BROKER_SIMILAR_NAME, RP_PACT_UNREADABLE, RP_BROKER_NOT_A_BROKER. */
export async function publish(http: Http, request: PublishRequest): Promise<{ notices: string[] }> {
  const { consumer, version, branch, tags, buildUrl, pacts } = request;
  for (const { provider, text } of pacts) contentOf(consumer, provider, text);
  const { status, body } = await http.send('POST', '/contracts/publish', {
    pacticipantName: consumer, pacticipantVersionNumber: version,
    ...(branch !== undefined && { branch }), ...(tags && { tags }), ...(buildUrl !== undefined && { buildUrl }),
    contracts: pacts.map(({ provider, text }) => ({
      consumerName: consumer, providerName: provider, specification: 'pact', contentType: 'application/json', content: Buffer.from(text).toString('base64'),
    })),
  }, [409]);
  const notices = listAt(body, 'notices').flatMap((notice) => textAt(notice, 'text') ?? []);
  if (status === 404) throw new RingproofError('RP_BROKER_NOT_A_BROKER', { url: `${http.baseUrl}/contracts/publish`, what: '404' });
  if (status !== 409) return { notices };
  const [, name, existing] = /^The name "(.*)" is very similar to the following existing pacticipants:\n((?:\* .*\n)+)/m.exec(notices.join('\n')) ?? [];
  if (name !== undefined && existing !== undefined) throw new RingproofError('RP_BROKER_SIMILAR_NAME', { name, existing: existing.trim().split('\n').map((line) => line.slice(2)).join(', ') });
  const refused = pacts.find(({ provider }) => notices.some((text) => text.includes(`and provider ${provider},`)));
  const at = notices.findIndex((text) => refused && text.includes(`and provider ${refused.provider},`));
  throw new RingproofError('RP_BROKER_CONFLICT', { consumer, version, provider: refused?.provider ?? '?', difference: notices[at + 1] ?? notices.join('; ') });
}
