import { transcriptSchema } from '#ring2/drift/schemas/transcript-schema';

const WORDS = { type: 'string', minLength: 1 };
const DIGEST = { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' };

/** A golden file as JSON Schema; published as docs/schemas/golden.schema.json. */
export const goldenSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'golden.schema.json',
  title: 'Golden: a transcript recorded from a Service Bus (docs/transcripts.md)',
  type: 'object', additionalProperties: false,
  required: ['schemaVersion', 'name', 'scenario', 'scenarioDigest', 'driver', 'origin', 'transcript', 'digest'],
  properties: {
    schemaVersion: { const: 1 },
    name: WORDS, scenario: WORDS, scenarioDigest: DIGEST,
    driver: { type: 'object', additionalProperties: false, required: ['name', 'version'], properties: { name: WORDS, version: WORDS } },
    origin: {
      type: 'object', additionalProperties: false, required: ['kind', 'service', 'date', 'transport', 'namespace'],
      properties: {
        kind: { const: 'recorded' }, service: { enum: ['azure', 'other'] },
        date: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$' },
        transport: { enum: ['tcp', 'websocket'] }, region: WORDS, sku: WORDS, namespace: DIGEST,
      },
    },
    transcript: { $ref: transcriptSchema.$id },
    digest: DIGEST,
  },
};
