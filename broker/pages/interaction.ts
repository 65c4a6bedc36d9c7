import { type Html, html } from '#broker/pages/html';
import { jsonText } from '#broker/pages/json-text';
import { explained } from '#broker/pages/matchers';
import type { InteractionText } from '#broker/rules/content';
import { type Document, type Node, itemsOf, memberOf, stringAt, textOf } from '#core/lossless-json';
import type { Json } from '#core/json';

/** The parts of an interaction that a person reads, in the order in which they happen. */
const PARTS = [['request', 'Request'], ['response', 'Response'], ['contents', 'Message'], ['metadata', 'Metadata'], ['metaData', 'Metadata']] as const;
const LONGEST = 20_000;

/** One interaction: when, what is sent, what comes back, and what may differ. */
export function interaction(document: Document, { node, description = '(no description)', states }: InteractionText): Html {
  const parts = PARTS.flatMap(([key, name]) => {
    const part = memberOf(node, key);
    const many = itemsOf(part);
    return part ? (many ?? [part]).map((one) => shown(document, name, one)) : [];
  });
  return html`<details open><summary><strong>${description}</strong>${states.length > 0 && html` <span class="soft">given ${states.join(', and ')}</span>`}</summary>
${parts}${rules(document, node)}</details>
`;
}

function shown(document: Document, name: string, part: Node): Html {
  const line = [stringAt(part, 'method'), stringAt(part, 'path') ?? written(document, memberOf(part, 'path')), written(document, memberOf(part, 'status'))].filter(Boolean).join(' ');
  const rest = part.kind === 'object' ? { ...part, members: part.members.filter(({ key }) => !['method', 'path', 'status', 'matchingRules', 'generators'].includes(key)) } : part;
  const text = jsonText(document, rest);
  return html`<h3>${name} ${line && html`<code>${line}</code>`}</h3>${text !== '{}' && html`<pre tabindex="0">${text.length > LONGEST ? `${text.slice(0, LONGEST)}\n… ${text.length - LONGEST} more characters` : text}</pre>`}${rules(document, part)}`;
}

const written = (document: Document, node: Node | undefined): string => (node ? textOf(document, node) : '');

function rules(document: Document, node: Node): Html {
  const found = memberOf(node, 'matchingRules');
  const sentences = found ? explained(JSON.parse(textOf(document, found)) as Json) : [];
  return html`${sentences.length > 0 && html`<p class="soft">It is enough that:</p><ul>${sentences.map((one) => html`<li>${one}</li>`)}</ul>`}`;
}
