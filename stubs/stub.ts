import { type Clock, realClock } from '#core/clock';
import type { Contract, HttpInteraction } from '#core/contract';
import type { Exchange, HttpRequest, HttpResponse } from '#core/exchange';
import { exampleResponse, jsonResponse, unexpected } from '#stubs/answers';
import { DELAY_MS, type Fault, type FaultPlan, faultSource, knowFault, spoil } from '#stubs/faults';
import { type StubJournal, boundedJournal } from '#stubs/journal';
import { selectionOf } from '#stubs/select';

export interface StubOptions {
  contract: Contract;
  /** Which of several interactions with the same request answers: a provider state, one of its values, or a description. */
  state?: string;
  faults?: FaultPlan;
  /** How many exchanges the journal keeps; default 10 000. */
  journalSize?: number;
  clock?: Clock;
}

export interface StubAnswer {
  response: HttpResponse;
  /** What answered; undefined when the contract does not know the request. */
  interaction?: string;
  /** The transport closes the connection instead of answering. */
  drop: boolean;
  /** The transport waits so many milliseconds before it answers. */
  delayMs: number;
}

export interface Stub {
  /** A request may choose for itself: the headers `x-ringproof-state` and `x-ringproof-fault` are for the stub and no part of the call. */
  answer(request: HttpRequest): StubAnswer;
  readonly journal: StubJournal;
  /** Changes the chosen state from now on; undefined goes back to none. @throws RingproofError `RP_USAGE_VALUE` */
  setState: (state: string | undefined) => void;
  /** @throws RingproofError `RP_USAGE_VALUE` */
  setFaults: (plan: FaultPlan | undefined) => void;
}

/**
 * A strict stub, without any transport: answers what the contract describes with its examples, and refuses the rest with
 * status 500 and the nearest interaction.
 * @throws RingproofError `RP_USAGE_VALUE` for a state that the contract does not know, or a fault that nobody does
 */
export function createStub({ contract, state, faults, journalSize, clock = realClock }: StubOptions): Stub {
  const selection = selectionOf(contract);
  const responses = new Map<HttpInteraction, HttpResponse>();
  const journal = boundedJournal(journalSize);
  let delayMs = DELAY_MS;
  let nextFault: () => Fault | undefined = () => undefined;
  const stub: Stub = {
    journal,
    setState(next) {
      if (next !== undefined) selection.knowState(next);
      state = next;
    },
    setFaults(plan) {
      nextFault = plan ? faultSource(plan) : () => undefined;
      delayMs = plan?.delayMs ?? DELAY_MS;
    },
    answer(sent) {
      const { request, wish } = withoutWishes(sent);
      const refused = refuseWish(wish, selection.knowState);
      if (refused) return { response: refused, drop: false, delayMs: 0 };
      const { chosen, ...rest } = selection.select(request, wish.state ?? state);
      const fault = (wish.fault as Fault | undefined) ?? nextFault();
      const response = chosen ? spoil(responseOf(chosen), fault) : unexpected(contract, request, 'nearest' in rest ? rest.nearest : undefined);
      journal.add({ kind: 'http', at: clock.now(), from: contract.consumer, to: contract.provider, request, response } satisfies Exchange);
      const delivered = { response, drop: fault === 'drop', delayMs: fault === 'delay' ? delayMs : 0 };
      return chosen ? { ...delivered, interaction: chosen.description } : { ...delivered, drop: false };
    },
  };
  const responseOf = (interaction: HttpInteraction) => {
    const made = responses.get(interaction) ?? exampleResponse(interaction);
    responses.set(interaction, made);
    return made;
  };
  stub.setState(state);
  stub.setFaults(faults);
  return stub;
}

interface Wish { state?: string; fault?: string }

/** Takes the caller's wishes to the stub out of the request. */
function withoutWishes(request: HttpRequest): { request: HttpRequest; wish: Wish } {
  const { 'x-ringproof-state': state, 'x-ringproof-fault': fault, ...headers } = request.headers;
  if (state === undefined && fault === undefined) return { request, wish: {} };
  return { request: { ...request, headers }, wish: { ...(state !== undefined && { state: decoded(state) }), ...(fault !== undefined && { fault }) } };
}

/** A header cannot hold every character of a state, so it may be percent-encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A wish that cannot be granted is the caller's mistake: it must not look like the provider's answer. */
function refuseWish({ state, fault }: Wish, knowState: (state: string) => void): HttpResponse | undefined {
  try {
    if (state !== undefined) knowState(state);
    if (fault !== undefined) knowFault(fault);
    return undefined;
  } catch (error) {
    return jsonResponse(500, { error: 'unknown_wish', message: error instanceof Error ? error.message : String(error) });
  }
}
