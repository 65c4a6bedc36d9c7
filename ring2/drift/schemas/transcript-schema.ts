const WORDS = { type: 'string', minLength: 1 };
const closed = (properties: Record<string, object>, optional: readonly string[] = []) => ({
  type: 'object', additionalProperties: false, properties, required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

const FACT = {
  oneOf: [
    closed({ exact: {}, kind: { enum: ['cosmetic', 'default', 'shape', 'timing', 'capability', 'semantic'] } }),
    closed({ text: { type: 'string' } }),
    closed({ symbol: { type: 'string', pattern: '^.+#[1-9][0-9]*$' }, order: { type: 'string', pattern: '^(first|(above|below) .+#[1-9][0-9]*)$' } }, ['order']),
    closed({ from: WORDS, offsetMs: { type: 'number' }, toleranceMs: { type: 'number', minimum: 0 } }),
    closed({ notBefore: WORDS, holds: { type: 'boolean' } }),
  ],
};

const ERROR = closed({ code: WORDS, condition: WORDS, retryable: { type: 'boolean' }, unsupported: { type: 'boolean' }, text: { type: 'string' } }, ['condition', 'unsupported']);

const EVENT = {
  ...closed({
    n: { type: 'integer', minimum: 0 }, step: WORDS, actor: WORDS, op: WORDS,
    outcome: { enum: ['ok', 'nothing', 'error'] }, error: ERROR, facts: { type: 'object', additionalProperties: FACT },
  }, ['error']),
  if: { properties: { outcome: { const: 'error' } } }, then: { required: ['error'] }, else: { not: { required: ['error'] } },
};

/** The normal form of core/transcript.ts as JSON Schema; published as docs/schemas/transcript.schema.json. */
export const transcriptSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'transcript.schema.json',
  title: 'Transcript in normal form (docs/transcripts.md)',
  ...closed({ tnf: { const: 1 }, scenario: WORDS, events: { type: 'array', items: EVENT } }),
};
