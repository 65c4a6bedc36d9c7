import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Values } from '#ring3/double/settings';

/** The values of an end-to-end run, with single ones laid over them. */
export function e2eValues(over: { env?: Partial<Values['env']>; networkPolicy?: Values['networkPolicy'] } = {}): Values {
  const values = parse(readFileSync(fileURLToPath(new URL('./values.e2e.yaml', import.meta.url)), 'utf8')) as Values;
  return { ...values, ...over, env: { ...values.env, ...over.env } };
}
