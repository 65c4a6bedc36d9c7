import { type Contract, type MessageInteraction, contractName } from '#core/contract';
import type { JsonObject } from '#core/json';
import { textExample } from '#core/interaction-match';
import { example } from '#core/matchers';
import { schemaOf } from '#documents/json-schema';
import { slug } from '#documents/openapi';

/**
 * An AsyncAPI 3.0 document of the messages that one provider sends: a channel for each entity, a message for each interaction.
 * @see https://www.asyncapi.com/docs/reference/specification/v3.0.0
 */
export function asyncApiOf(provider: string, contracts: readonly Contract[], version = '0.0.0'): JsonObject {
  const known = contracts.filter((one) => one.provider === provider)
    .flatMap((contract) => contract.interactions.filter((one): one is MessageInteraction => one.kind === 'message').map((interaction) => ({ contract, interaction })));
  const channels = Map.groupBy(known, ({ interaction }) => entityOf(interaction));
  const messages = Object.fromEntries(known.map(({ contract, interaction }) => [nameOf(contract, interaction), messageObject(contract, interaction)]));
  return {
    asyncapi: '3.0.0',
    info: { title: provider, version, description: `The messages of ${provider} that others rely on, derived from their contracts.` },
    channels: Object.fromEntries([...channels].sort().map(([entity, list]) => [slug(entity), { address: entity, messages: Object.fromEntries(list.map(({ contract, interaction }) => [nameOf(contract, interaction), { $ref: `#/components/messages/${nameOf(contract, interaction)}` }])) }])),
    operations: Object.fromEntries([...channels].sort().map(([entity]) => [`send-${slug(entity)}`, { action: 'send', channel: { $ref: `#/channels/${slug(entity)}` } }])),
    components: { messages },
  };
}

/** Where a message is sent, or where it lies, by its metadata. */
const entityOf = ({ metadata: { destination, entity } }: MessageInteraction): string => {
  const place = destination ?? entity;
  return place === undefined ? 'unknown' : textExample(place);
};
const nameOf = (contract: Contract, { description }: MessageInteraction): string => `${contract.consumer}-${slug(description)}`;

function messageObject(contract: Contract, { description, contents, metadata, evidence }: MessageInteraction): JsonObject {
  const { contentType } = metadata;
  const properties = Object.fromEntries(Object.entries(metadata).filter(([name]) => !['contentType', 'destination', 'entity'].includes(name)));
  return {
    title: description,
    contentType: contentType === undefined ? 'application/json' : textExample(contentType),
    payload: schemaOf(contents, 'response'),
    ...(Object.keys(properties).length > 0 && { headers: schemaOf(properties, 'response') }),
    examples: [{ payload: example(contents) }],
    'x-ringproof': { contract: contractName(contract), interaction: description, evidence: evidence.kind },
  };
}
