import { createRequire } from 'node:module';
import type { Ajv as AjvClass, ValidateFunction } from 'ajv';
import { goldenSchema } from '#ring2/drift/schemas/golden-schema';
import { transcriptSchema } from '#ring2/drift/schemas/transcript-schema';

interface Validators { transcript: ValidateFunction; golden: ValidateFunction }
let compiled: Validators | undefined;

/** ajv takes 30 ms to load, which a check without goldens need not spend. */
function validators(): Validators {
  if (compiled) return compiled;
  const { Ajv } = createRequire(import.meta.url)('ajv') as { Ajv: typeof AjvClass };
  const ajv = new Ajv().addSchema(transcriptSchema);
  return (compiled = { transcript: ajv.compile(transcriptSchema), golden: ajv.compile(goldenSchema) });
}

/** What is wrong with a value, as JSON pointer and words; undefined when it fits the published schema. */
export function problemOf(kind: keyof Validators, value: unknown): string | undefined {
  const validate = validators()[kind];
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  return `${error?.instancePath || 'the whole'} ${error?.message ?? 'is invalid'}`;
}
