import { SEVERITIES } from '#ring2/drift/verdict/classification';

const text = { type: 'string' };
const texts = { type: 'array', items: text };
const object = (properties: object, required: string[] = Object.keys(properties)) => ({ type: 'object', required, additionalProperties: false, properties });
const verdict = { enum: ['passed', 'failed', 'inconclusive'] };
const count = { type: 'integer', minimum: 0 };

const mismatch = object({ code: text, contract: text, interaction: text, path: text, expected: text, actual: text, advice: text });
const capability = object({ capability: text, reason: text, source: text });
const subject = object({ subjects: texts, reason: text, source: text });

const kinds = ['cosmetic', 'default', 'shape', 'timing', 'capability', 'semantic'];
const directions = ['permissive', 'strict', 'neutral'];
const difference = { step: text, path: text, kind: { enum: kinds }, direction: { enum: directions } };
const excuse = object({ owner: text, reason: text, link: text, expires: text, expired: { const: true } }, ['owner', 'reason', 'link', 'expires']);
const finding = object({
  fingerprint: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*:[0-9a-f]{12}$' }, ...difference, severity: { enum: SEVERITIES }, gates: { type: 'boolean' },
  expected: true, actual: true, contracts: texts, reproduce: text, excused: excuse,
}, ['fingerprint', ...Object.keys(difference), 'severity', 'gates', 'expected', 'actual', 'contracts', 'reproduce']);

const transcript = {
  type: 'object', required: ['tnf', 'scenario', 'events'],
  properties: { tnf: { const: 1 }, scenario: text, events: { type: 'array', items: { type: 'object', required: ['n', 'step', 'actor', 'op', 'outcome', 'facts'] } } },
};
const side = { type: 'object', required: ['target', 'transport', 'clock', 'driver'], properties: { target: text, transport: text, clock: text, driver: text, runs: count, transcript, departures: { type: 'array' } } };

/** A scenario's result has `details`; a broken policy has only its reason. Members may be added within a version. */
const result = {
  type: 'object', required: ['name', 'outcome'],
  properties: {
    name: text, group: text, outcome: verdict, reason: text, mismatches: { type: 'array', items: mismatch }, excused: { type: 'array', items: mismatch },
    details: {
      type: 'object', required: ['scenario', 'ids', 'source', 'origin', 'expects', 'tier', 'contracts', 'payload', 'left', 'right', 'findings'],
      properties: {
        scenario: text, ids: texts, source: text, origin: text, expects: text, tier: text, contracts: texts, payload: object({ contract: text, interaction: text }), left: side, right: side,
        findings: { type: 'array', items: finding },
        /** Why nothing could be told: a target differed from itself, or it or the client does not have what is needed. */
        noise: { type: 'array', items: object({ ...difference, left: true, right: true }) },
        gap: object({ target: text, ...capability.properties }),
        notOffered: object({ driver: text, feature: text, reason: text }),
      },
    },
  },
};
const named = { type: 'object', required: ['name', 'transport', 'clock', 'driver', 'gaps'], properties: { name: text, transport: text, clock: text, driver: text, gaps: object({ capabilities: { type: 'array', items: capability }, subjects: { type: 'array', items: subject } }) } };

/** The JSON Schema of what `ringproof drift --json` prints, published as docs/schemas/drift-report.schema.json. */
export const reportSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A report of ringproof drift',
  type: 'object', required: ['schemaVersion', 'verb', 'outcome', 'counts', 'results', 'notes', 'details'],
  properties: {
    schemaVersion: { const: 1 }, verb: { const: 'drift' }, outcome: verdict,
    counts: { type: 'object', required: ['passed', 'failed', 'inconclusive', 'gaps', 'excused'], properties: { passed: count, failed: count, inconclusive: count, gaps: count, excused: count } },
    results: { type: 'array', items: result }, notes: texts,
    details: { type: 'object', required: ['left', 'right', 'notPlayed'], properties: { left: named, right: named, notPlayed: { type: 'object', additionalProperties: text } } },
  },
};
