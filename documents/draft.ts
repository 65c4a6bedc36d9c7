import type { Contract, HttpInteraction } from '#core/contract';
import { type Matcher, type Template, isMatcher } from '#core/matchers';

/**
 * A contract as the text of its file, for a person to review: matchers by their names, one interaction after the other.
 * @param module where `defineContract` and the matchers come from
 */
export function draftText({ consumer, provider, interactions }: Contract, module = 'ringproof'): string {
  const used = new Set<string>();
  const http = interactions.filter((one): one is HttpInteraction => one.kind === 'http').map((one) => interactionText(one, used));
  const matchers = used.size === 0 ? '' : `\nconst { ${[...used].sort().join(', ')} } = matchers;\n`;
  return [
    `import { defineContract${used.size === 0 ? '' : ', matchers'} } from '${module}';`, matchers,
    '// A draft: keep what the consumer really relies on, say where each shape comes from, and name the provider states.',
    `export default defineContract({`, `  consumer: ${quote(consumer)},`, `  provider: ${quote(provider)},`, '  interactions: [', ...http, '  ],', '});', '',
  ].join('\n');
}

function interactionText({ description, request, response, evidence }: HttpInteraction, used: Set<string>): string {
  const fields = [
    `kind: 'http'`, `description: ${quote(description)}`,
    `request: ${code(request, 3, used)}`, `response: ${code(response, 3, used)}`,
    `evidence: ${code({ ...evidence }, 3, used)}`,
  ];
  return `    {\n${fields.map((field) => `      ${field},\n`).join('')}    },`;
}

/** A template as the code that makes it. */
function code(node: Template, depth: number, used: Set<string>): string {
  if (isMatcher(node)) return matcherCode(node, depth, used);
  if (typeof node === 'string') return quote(node);
  if (typeof node !== 'object' || node === null) return JSON.stringify(node);
  const parts = Array.isArray(node) ? node.map((item) => code(item, depth + 1, used)) : Object.entries(node).map(([name, held]) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name)}: ${code(held, depth + 1, used)}`);
  const [open, close] = Array.isArray(node) ? ['[', ']'] : ['{', '}'];
  const line = open === '{' && parts.length > 0 ? `{ ${parts.join(', ')} }` : `${open}${parts.join(', ')}${close}`;
  if (line.length + 2 * depth <= 120 && !line.includes('\n')) return line;
  const indent = '  '.repeat(depth);
  return `${open}\n${parts.map((part) => `${indent}  ${part},\n`).join('')}${indent}${close}`;
}

const BY_NAME = new Set(['integer', 'decimal', 'number', 'boolean']);

function matcherCode(matcher: Matcher, depth: number, used: Set<string>): string {
  const { 'pact:matcher:type': type, value = null, regex, min } = matcher;
  const call = (name: string, ...args: string[]) => {
    used.add(name);
    return `${name}(${args.join(', ')})`;
  };
  if (type === 'regex') return call('regex', quote(regex ?? ''), code(value, depth, used));
  if (BY_NAME.has(type)) return call(type, code(value, depth, used));
  if (type === 'type' && Array.isArray(value) && min !== undefined) return call('eachLike', code(value[0] ?? null, depth, used), ...(min === 1 ? [] : [String(min)]));
  if (type === 'type') return call(typeof value === 'string' ? 'string' : 'like', code(value, depth, used));
  return JSON.stringify(matcher);
}

const quote = (text: string): string => `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
