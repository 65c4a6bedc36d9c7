import { bytewise, canonical } from '#broker/rules/canonical';
import { type Document, type Node, itemsOf, memberOf, parseLossless, stringAt } from '#core/lossless-json';

/** SHA-1 in hex: a parameter, because the rules know no platform. */
export type Hash = (text: string) => string;

/** What the broker knows of a pact's text. */
export interface PactContent {
  document: Document;
  consumer: string | undefined;
  provider: string | undefined;
  /** Hash of what a verification depends on: interactions, messages, specification. Names and tool versions do not count. */
  sha: string;
}

/**
 * Reads a pact's text.
 * @throws SyntaxError when it is not JSON.
 */
export function readContent(text: string, hash: Hash): PactContent {
  const document = parseLossless(text);
  const { root } = document;
  return { document, consumer: stringAt(root, 'consumer', 'name'), provider: stringAt(root, 'provider', 'name'), sha: hash(hashedContent(document)) };
}

/** What the real broker hashes: equal content, however its keys and interactions are ordered, has one address. */
function hashedContent(document: Document): string {
  const { root } = document;
  const interactions = itemsOf(memberOf(root, 'interactions'));
  const messages = itemsOf(memberOf(root, 'messages'));
  if (!interactions && !messages) return root.kind === 'object' ? canonical(document, root) : document.text;
  const parts: string[] = [];
  // Of the two arrays only one is brought into order; the other keeps the order in which it was written.
  if (interactions) parts.push(`"interactions":${ordered(document, interactions)}`);
  if (messages) parts.push(`"messages":${interactions ? inOrder(document, messages) : ordered(document, messages)}`);
  const specification = specificationVersion(root);
  if (specification) parts.push(`"pact_specification_version":${canonical(document, specification)}`);
  return `{${parts.join(',')}}`;
}

const inOrder = (document: Document, nodes: Node[]) => `[${nodes.map((node) => canonical(document, node)).join(',')}]`;
const ordered = (document: Document, nodes: Node[]) => `[${nodes.map((node) => canonical(document, node)).sort(bytewise).join(',')}]`;

function specificationVersion(root: Node): Node | undefined {
  const metadata = memberOf(root, 'metadata');
  return memberOf(memberOf(metadata, 'pactSpecification'), 'version')
    ?? memberOf(memberOf(metadata, 'pact-specification'), 'version')
    ?? memberOf(metadata, 'pactSpecificationVersion');
}

export interface InteractionText { node: Node; description: string | undefined; states: string[] }

/** The interactions and messages of a pact. */
export function interactionsOf(document: Document): InteractionText[] {
  const nodes = ['interactions', 'messages'].flatMap((key) => itemsOf(memberOf(document.root, key)) ?? []);
  return nodes.filter(({ kind }) => kind === 'object').map((node) => ({
    node,
    description: stringAt(node, 'description'),
    states: statesOf(node),
  }));
}

function statesOf(node: Node): string[] {
  const single = stringAt(node, 'providerState');
  if (single) return [single];
  return (itemsOf(memberOf(node, 'providerStates')) ?? []).flatMap((state) => stringAt(state, 'name') ?? []);
}

/** The id the real broker gives an interaction. */
export const interactionId = (document: Document, { node }: InteractionText, hash: Hash): string => hash(canonical(document, node, '_id'));
