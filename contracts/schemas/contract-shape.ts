import { Ajv } from 'ajv';

const TEXT = { anyOf: [{ type: 'string' }, { type: 'object', required: ['pact:matcher:type'] }] };
const TEXTS = { type: 'object', additionalProperties: TEXT };
const STATES = {
  type: 'array',
  items: { type: 'object', required: ['name'], additionalProperties: false, properties: { name: { type: 'string', minLength: 1 }, params: { type: 'object' } } },
};
const EVIDENCE = {
  type: 'object', required: ['kind', 'source'], additionalProperties: false,
  properties: { kind: { enum: ['fixture', 'code', 'doc', 'old-sdk', 'assumed'] }, source: { type: 'string', minLength: 1 }, owner: { type: 'string' } },
};
const JSON_BODY = { type: 'object', required: ['json'], additionalProperties: false, properties: { json: {} } };
const FORM_BODY = { type: 'object', required: ['form'], additionalProperties: false, properties: { form: TEXTS } };

const COMMON = { description: { type: 'string', minLength: 1 }, given: STATES, evidence: EVIDENCE, incident: { type: 'string' } };
const HTTP = {
  type: 'object', required: ['kind', 'description', 'evidence', 'request', 'response'], additionalProperties: false,
  properties: {
    ...COMMON,
    kind: { const: 'http' },
    request: {
      type: 'object', required: ['method', 'path'], additionalProperties: false,
      properties: {
        method: { enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] }, path: TEXT, query: TEXTS, headers: TEXTS,
        body: { type: 'object', anyOf: [JSON_BODY, FORM_BODY] },
      },
    },
    response: {
      type: 'object', required: ['status'], additionalProperties: false,
      properties: { status: { type: 'integer', minimum: 100, maximum: 599 }, headers: TEXTS, body: JSON_BODY },
    },
    replay: { const: 'safe' },
  },
};
const MESSAGE = {
  type: 'object', required: ['kind', 'description', 'evidence', 'contents', 'metadata'], additionalProperties: false,
  properties: { ...COMMON, kind: { const: 'message' }, contents: {}, metadata: TEXTS },
};
const BINDING = {
  type: 'object', additionalProperties: false,
  required: ['entities', 'requiresSession', 'lockDuration', 'maxDeliveryCount', 'settlement', 'scenarios'],
  properties: {
    entities: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } }, requiresSession: { type: 'boolean' }, lockDuration: { type: 'string', pattern: '^P' },
    maxDeliveryCount: { type: 'integer', minimum: 1 }, settlement: { enum: ['complete', 'receive-and-delete', 'none'] },
    scenarios: { type: 'array', items: { type: 'string' } },
  },
};

const validate = new Ajv({ discriminator: true }).compile({
  type: 'object', required: ['consumer', 'provider', 'interactions'], additionalProperties: false,
  properties: {
    consumer: { type: 'string', minLength: 1 }, provider: { type: 'string', minLength: 1 }, binding: BINDING,
    interactions: {
      type: 'array', minItems: 1,
      items: { type: 'object', required: ['kind'], discriminator: { propertyName: 'kind' }, oneOf: [HTTP, MESSAGE] },
    },
  },
});

/** What is wrong with a value that should be a Contract, with the place; undefined when it is one. */
export function contractProblem(value: unknown): string | undefined {
  if (validate(value)) return undefined;
  const [first] = validate.errors ?? [];
  const place = (first?.instancePath ?? '').slice(1).replaceAll('/', '.') || 'the default export';
  const extra = (first?.params as { additionalProperty?: string } | undefined)?.additionalProperty;
  const allowed = (first?.params as { allowedValues?: string[] } | undefined)?.allowedValues;
  return `${place} ${first?.message ?? 'is wrong'}${extra ? ` ("${extra}")` : ''}${allowed ? `: ${allowed.join(', ')}` : ''}`;
}
