import { type Json, canonicalJson } from '#core/json';
import { sha256 } from '#ring2/drift/golden/golden';
import type { Performance } from '#ring2/drift/play';

const BEFORE = /^[\s\S]*?(?=^export default defineScenario\({$)/m;
const SCRIPT = /^ {2}(?:async \*)?run\b[\s\S]*/m;

/**
 * Digest of all that decides what a scenario plays: its entities, the message that travels, its imports, constants and
 * script. Not of what it expects, and on what ground: settling an assumption by a recording must not make that stale.
 */
export function scriptDigest({ scenario, payload }: Performance): string {
  const { entities = {}, needs, text } = scenario;
  const { body, contentType = '', properties = {} } = payload;
  const played = { entities, checksTokens: needs.includes('auth'), message: { body, contentType, properties }, script: text === undefined ? scenario.run.toString() : scriptOf(text, scenario.name) };
  return sha256(canonicalJson(played as unknown as Json));
}

function scriptOf(text: string, name: string): string {
  const [before] = BEFORE.exec(text) ?? [];
  const [script] = SCRIPT.exec(text) ?? [];
  if (before === undefined || script === undefined) throw new Error(`${name} must be \`export default defineScenario({\` with \`run\` as its last property`);
  return before + script;
}
