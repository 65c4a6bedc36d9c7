/** One difference that somebody answers for, for a while. */
export interface Allowance {
  /** A scenario's name; a glob needs `wide`. */
  scenario: string;
  /** One difference of that scenario; or all at this step, at this path, or both. */
  fingerprint?: string;
  step?: string;
  path?: string;
  /** The name of the side under examination, as reports have it; default any. */
  target?: string;
  wide?: true;
  owner: string;
  reason: string;
  link: string;
  /** The day it was looked at last, `YYYY-MM-DD`; default today. */
  since?: string;
  /** The last day it holds, UTC. */
  expires: string;
}

/** How far ahead an allowance may reach, in days: a difference that stays is a gap, and belongs into the manifest. */
export const LONGEST_DAYS = 90;

const words = { type: 'string', pattern: '\\S' };
const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };

/** The JSON Schema of drift-allow.json, published as docs/schemas/drift-allow.schema.json. */
export const allowSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Differences that ringproof drift excuses',
  type: 'object', required: ['allow'], additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    allow: {
      type: 'array',
      items: {
        type: 'object', required: ['scenario', 'owner', 'reason', 'link', 'expires'], additionalProperties: false,
        anyOf: [{ required: ['fingerprint'] }, { required: ['step'] }, { required: ['path'] }],
        properties: {
          scenario: { ...words, description: 'A scenario’s name, or with "wide" a glob (*, ?, several separated by commas).' },
          fingerprint: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*:[0-9a-f]{12}$', description: 'One difference, as the report names it.' },
          step: { ...words, description: 'All differences at this step.' },
          path: { ...words, description: 'All differences at this part of a step: outcome, error.code, facts.deliveryCount.' },
          target: { ...words, description: 'Only where this side is under examination, by its name in reports.' },
          wide: { const: true, description: 'It may reach further than one scenario.' },
          owner: { ...words, description: 'Who answers for it.' },
          reason: { ...words, description: 'Why it may be, for now.' },
          link: { type: 'string', pattern: '^https?://\\S+$', description: 'Where it is being worked on.' },
          since: { ...day, description: 'The day it was looked at last; default today.' },
          expires: { ...day, description: `The last day it holds, UTC; at most ${LONGEST_DAYS} days after "since".` },
        },
      },
    },
  },
} as const;
