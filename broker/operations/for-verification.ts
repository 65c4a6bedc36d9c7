import type { PactToVerify } from '#broker/broker';
import { sha1 } from '#broker/hash';
import type { View } from '#broker/ledger/view';
import { annotate } from '#broker/rules/annotate';
import type { SelectionRequest } from '#broker/rules/consumer-version-selector';
import { parseLossless } from '#core/lossless-json';
import { encodeMetadata } from '#broker/rules/metadata';
import { paths } from '#broker/rules/paths';
import { type SelectedPact, select } from '#broker/rules/selection';
import { workInProgress } from '#broker/rules/wip';
import { noticesOf, shortDescription } from '#broker/rules/selection-sentences';

/** A selected pact with its addresses, without its text. */
export interface SelectedAddress extends Omit<PactToVerify, 'text'> { sha: string; number: string; url: string }

/** What a provider should verify at `now`; addresses begin with `base`. */
export function selected(view: View, request: SelectionRequest, base: string, now: number): SelectedAddress[] {
  const chosen = select(view, request);
  return [...chosen, ...workInProgress(view, request, chosen, now)].map((one) => addressOf(one, request, base));
}

function addressOf(one: SelectedPact, request: SelectionRequest, base: string): SelectedAddress {
  const { pact, by, pending: { pending }, wip } = one;
  const plain = base + paths.pactVersion(pact.provider, pact.consumer.pacticipant, pact.sha);
  const url = paths.withMetadata(plain, encodeMetadata(one, request.includePending === true));
  return {
    consumer: pact.consumer.pacticipant, provider: pact.provider, sha: pact.sha, number: pact.consumer.number, shortDescription: shortDescription(by),
    pending: (request.includePending === true || wip) && pending, wip, notices: noticesOf(one, wip ? url : plain, request), url, publishUrl: paths.results(url),
  };
}

/** The same with the pacts' texts. */
export function pactsToVerify(view: View, request: SelectionRequest, base: string, now: number): PactToVerify[] {
  return selected(view, request, base, now).flatMap(({ consumer, provider, sha, shortDescription: description, pending, wip, notices, publishUrl }) => {
    const pact = view.pactOfContent(consumer, provider, sha);
    return pact ? [{ consumer, provider, shortDescription: description, pending, wip, notices, text: annotate(parseLossless(pact.text), {}, sha1), publishUrl }] : [];
  });
}
