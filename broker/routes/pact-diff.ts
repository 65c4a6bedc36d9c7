import type { Context } from 'hono';
import type { PactRecord, View } from '#broker/ledger/view';
import { type Routes, baseOf, hal, notFound } from '#broker/routes/hal';
import { pactName, servePact } from '#broker/routes/pact-document';
import { classOfAll } from '#broker/rules/change/change';
import { pactChanges } from '#broker/rules/change/pact-changes';
import { CLASS_WORDS, changeSentence } from '#broker/rules/change/sentences';
import { differences } from '#broker/rules/difference';
import { parseLossless } from '#core/lossless-json';
import { paths } from '#broker/rules/paths';

const VERSION = '/pacts/provider/:provider/consumer/:consumer/version/:version';
const CONTENT = '/pacts/provider/:provider/consumer/:consumer/pact-version/:sha';

/** What changed between two versions of a pact: the real broker's text with what it means for the provider, or that as JSON. */
export const pactDiffRoutes: Routes = (app, ledger) => {
  app.get(`${VERSION}/previous-distinct`, (c) => {
    const { provider, consumer, version } = c.req.param();
    return servePact(c, ledger.read((view) => previousDistinct(view, view.pact(consumer, version, provider))));
  });
  app.get(`${VERSION}/diff/previous-distinct`, (c) => {
    const { provider, consumer, version } = c.req.param();
    const pair = ledger.read((view) => {
      const pact = view.pact(consumer, version, provider);
      return pact && { pact, other: previousDistinct(view, pact) };
    });
    return pair ? text(c, pair) : notFound(c);
  });
  app.get(`${VERSION}/diff/version/:other`, (c) => {
    const { provider, consumer, version, other } = c.req.param();
    return compare(c, ledger.read((view) => [view.pact(consumer, version, provider), view.pact(consumer, other, provider)]));
  });
  app.get(`${CONTENT}/diff/pact-version/:other`, (c) => {
    const { provider, consumer, sha, other } = c.req.param();
    return compare(c, ledger.read((view) => [view.pactOfContent(consumer, provider, sha), view.pactOfContent(consumer, provider, other)]));
  });
};

/** The newest pact of the two before this one that has another content. */
export function previousDistinct(view: View, pact: PactRecord | undefined): PactRecord | undefined {
  if (!pact) return undefined;
  const all = view.pactsOfConsumer(pact.consumer, pact.provider);
  const later = all.findIndex(({ consumer }) => consumer.number === pact.version);
  const found = all.slice(later + 1).find(({ content }) => content !== pact.content);
  return found && view.pact(pact.consumer, found.consumer.number, pact.provider);
}

const compare = (c: Context, [pact, other]: (PactRecord | undefined)[]): Response => (pact && other ? text(c, { pact, other }) : notFound(c));

/** The real broker answers text alone; only who asks for JSON and for no text is given the changes as data. */
const wantsJson = (c: Context): boolean => /json/.test(c.req.header('accept') ?? '') && !/text|\*\/\*/.test(c.req.header('accept') ?? '');

function text(c: Context, { pact, other }: { pact: PactRecord; other: PactRecord | undefined }): Response {
  if (!other) return c.text(`No previous distinct version was found for ${pactName(pact)}`);
  const base = baseOf(c);
  const changes = pactChanges(parseLossless(other.text), parseLossless(pact.text));
  const kind = classOfAll(changes);
  if (wantsJson(c)) return hal(c, { class: kind, changes, _links: { self: { href: base + c.req.path }, 'pb:pact-version': { href: base + paths.pact(pact.provider, pact.consumer, pact.version) }, 'pb:comparison-pact-version': { href: base + paths.pact(other.provider, other.consumer, other.version) } } });
  const link = (name: string, { consumer, provider, version }: PactRecord) => `${name}: ${base}${paths.pact(provider, consumer, version)}`;
  return c.text([
    `# Diff between versions ${other.version} and ${pact.version} of the pact between ${pact.consumer} and ${pact.provider}`,
    pact.content === other.content ? 'The two are the same.' : differences(parseLossless(other.text), parseLossless(pact.text)).map((line) => `* ${line}`).join('\n'),
    ...(changes.length > 0 ? [[`## For the provider: ${CLASS_WORDS[kind]}`, ...changes.map((one) => `* ${one.class}: ${changeSentence(one)}`)].join('\n')] : []),
    ['## Links', link('pact-version', pact), link('comparison-pact-version', other)].join('\n'),
  ].join('\n\n'));
}
