import { type Contract, type Interaction, contractName } from '#core/contract';
import type { JsonObject } from '#core/json';
import { schemaOf } from '#documents/json-schema';
import { slug } from '#documents/openapi';

/** The JSON Schemas of one contract's bodies, in `$defs`: `<interaction>.request`, `.response`, and `.contents` of a message. */
export function schemasOf(contract: Contract): JsonObject {
  const defs: JsonObject = {};
  for (const interaction of contract.interactions) {
    for (const [part, schema] of partsOf(interaction)) defs[`${slug(interaction.description)}.${part}`] = schema;
  }
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `urn:ringproof:${contractName(contract)}`, $defs: defs };
}

function partsOf(interaction: Interaction): [string, JsonObject][] {
  if (interaction.kind === 'message') return [['contents', schemaOf(interaction.contents, 'response')]];
  const { request, response } = interaction;
  const parts: [string, JsonObject][] = [];
  if (request.body) parts.push(['request', schemaOf('json' in request.body ? request.body.json : request.body.form, 'request')]);
  if (response.body) parts.push(['response', schemaOf(response.body.json, 'response')]);
  return parts;
}
