import type { Context } from 'hono';
import { sha1 } from '#broker/hash';
import type { PactRecord } from '#broker/ledger/view';
import { HAL, type Links, baseOf, curies, dateTime, notFound } from '#broker/routes/hal';
import { AS_PUBLISHED } from '#broker/rules/as-published';
import { annotate } from '#broker/rules/annotate';
import { parseLossless } from '#core/lossless-json';
import { paths } from '#broker/rules/paths';

/** Answers with a pact, or 404; with its text as it was published for a client that asks for that. */
export function servePact(c: Context, pact: PactRecord | undefined, metadata = '', status: 200 | 201 = 200): Response {
  if (!pact) return notFound(c);
  const asPublished = (c.req.header('accept') ?? '').includes(AS_PUBLISHED);
  const headers = { 'content-type': asPublished ? AS_PUBLISHED : HAL, 'x-pact-consumer-version': encodeURIComponent(pact.version) };
  return c.newResponse(asPublished ? pact.text : pactDocument(pact, baseOf(c), metadata), status, headers);
}

/** A pact as the broker serves it: its own text, with interaction ids, time and links. `metadata` comes back with a result. */
function pactDocument(pact: PactRecord, base: string, metadata = ''): string {
  return annotate(parseLossless(pact.text), { createdAt: dateTime(pact.createdAt), _links: pactLinks(pact, base, metadata) }, sha1);
}

export const pactName = ({ consumer, version, provider }: Pick<PactRecord, 'consumer' | 'version' | 'provider'>): string => `Pact between ${consumer} (${version}) and ${provider}`;

function pactLinks(pact: PactRecord, base: string, metadata: string): Links {
  const { consumer, version, provider, sha } = pact;
  const self = base + paths.pact(provider, consumer, version);
  const permalink = base + paths.pactVersion(provider, consumer, sha);
  const latest = base + paths.latestPact(provider, consumer);
  return {
    self: { title: 'Pact', name: pactName(pact), href: self },
    'pb:consumer': { title: 'Consumer', name: consumer, href: base + paths.pacticipant(consumer) },
    'pb:consumer-version': { title: 'Consumer version', name: version, href: base + paths.version(consumer, version) },
    'pb:provider': { title: 'Provider', name: provider, href: base + paths.pacticipant(provider) },
    'pb:pact-version': { title: 'Pact content version permalink', name: sha, href: permalink },
    'pb:latest-pact-version': { title: 'Latest version of this pact', href: latest },
    'pb:all-pact-versions': { title: 'All versions of this pact', href: `${base}${paths.between(provider, consumer)}/versions` },
    'pb:latest-untagged-pact-version': { title: 'Latest untagged version of this pact', href: `${latest}-untagged` },
    'pb:latest-tagged-pact-version': { title: 'Latest tagged version of this pact', href: `${latest}/{tag}`, templated: true },
    'pb:previous-distinct': { title: 'Previous distinct version of this pact', href: `${self}/previous-distinct` },
    'pb:diff-previous-distinct': { title: 'Diff with previous distinct version of this pact', href: `${self}/diff/previous-distinct` },
    'pb:diff': { title: 'Diff with another specified version of this pact', href: `${permalink}/diff/pact-version/{pactVersion}`, templated: true },
    'pb:tag-prod-version': { title: "PUT to this resource to tag this consumer version as 'production'", href: base + paths.tag(consumer, version, 'prod') },
    'pb:tag-version': { title: 'PUT to this resource to tag this consumer version', href: `${base}${paths.version(consumer, version)}/tags/{tag}`, templated: true },
    'pb:publish-verification-results': { title: 'Publish verification results', href: paths.results(paths.withMetadata(permalink, metadata)) },
    'pb:latest-verification-results': { href: base + paths.result(provider, consumer, sha, 'latest') },
    'pb:matrix-for-consumer-version': {
      title: 'View matrix rows for the consumer version to which this pact belongs',
      href: `${base}/matrix?q[][pacticipant]=${encodeURIComponent(consumer)}&q[][version]=${encodeURIComponent(version)}&latestby=cvpv`,
    },
    curies: curies(base, 'pact'),
  };
}
