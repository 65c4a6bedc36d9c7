import { type Fact, exact, permitting } from '#core/transcript';
import { BusError } from '#ring2/drift/driver';
import { type Facts, type Step, mustGoOn, none, step } from '#ring2/drift/steps/step';
import type { Typed } from '#ring2/drift/wire/typed';
import { plain, typeName } from '#ring2/drift/wire/values';
import type { AttachOptions, Ending, Fields, Wire, WireAnswer, WireDelivery, WireOutcome, WireReceiver, WireSender } from '#ring2/drift/wire/wire';

/** A value by what it is and by its type on the wire: `<name>` and `<name>.type`. */
export function typed(name: string, value: Typed | undefined): Facts {
  return value === undefined ? {} : { [name]: exact(plain(value)), [`${name}.type`]: exact(typeName(value), 'shape') };
}

/** Fields of a performative by name, those of them that are there. */
export const fieldFacts = (fields: Fields, names: readonly string[]): Facts => ({
  ...(Object.assign({}, ...names.map((name) => typed(name, fields[name]))) as Facts),
  ...(names.includes(LARGEST) && largest(fields[LARGEST])),
});

const LARGEST = 'max-message-size';

/** 0 is no limit at all (AMQP 1.0 part 2.7.3). */
function largest(value: Typed | undefined): Facts {
  const bytes = value === undefined || value.type === 'null' ? undefined : Number(plain(value));
  return value === undefined || bytes === undefined ? {} : { [LARGEST]: permitting(plain(value), bytes === 0 ? Number.MAX_SAFE_INTEGER : bytes) };
}

/** The status of an answer: from 200 to 299 the request was granted. */
export const statusFact = (status: number): Fact => permitting(status, status >= 200 && status < 300 ? 1 : 0);

type Attach = Pick<WireSender, 'attach'>;
const attached = (names: readonly string[]) => ({ attach }: Attach): Facts => fieldFacts(attach, names);

/** Attaches a link on which the rest rests; `shows` are the fields of the peer's attach that are facts. */
export async function* attachSender(wire: Wire, address: string, name: string, options: AttachOptions = {}, shows: readonly string[] = []): Step<WireSender> {
  return mustGoOn(yield* step(name, 'attach', () => wire.attachSender(address, options), attached(shows)));
}
export async function* attachReceiver(wire: Wire, address: string, name: string, options: AttachOptions = {}, shows: readonly string[] = []): Step<WireReceiver> {
  return mustGoOn(yield* step(name, 'attach', () => wire.attachReceiver(address, options), attached(shows)));
}

/** Attaches where the refusal is what there is to see: its condition is the code. */
export async function* tryAttach<Link extends Attach>(attach: () => Promise<Link>, name: string, shows: readonly string[] = []): Step<Link | undefined> {
  const result = yield* step(name, 'attach', attach, attached(shows), ANY_REFUSAL);
  return result instanceof BusError ? undefined : result;
}

/** On the wire these are conditions that the peer gave, and so answers. */
const ANY_REFUSAL = ['ServiceBusy', 'UnauthorizedAccess', 'QuotaExceeded'];

const outcomeFacts = (isGranted: (outcome: string) => boolean) => ({ outcome, settled, condition }: WireOutcome): Facts =>
  ({ outcome: permitting(outcome, isGranted(outcome) ? 1 : 0), settled: exact(settled, 'shape'), ...(condition !== undefined && { condition: exact(condition) }) });

/** One transfer; the peer's disposition is what it shows. */
export async function* transfer(sender: WireSender, payload: Uint8Array, name: string, options: { format?: number; state?: Typed } = {}): Step<void> {
  yield* step(name, 'transfer', () => sender.send(payload, options), outcomeFacts((outcome) => outcome === 'accepted'));
}

export async function* receiveDelivery(receiver: WireReceiver, name: string, facts: (delivery: WireDelivery) => Record<string, Fact> = none): Step<WireDelivery> {
  return mustGoOn(yield* step(name, 'receive', () => receiver.receive(), (delivery) => (delivery ? facts(delivery) : {})));
}

/** A disposition with a delivery state, and the peer's answer to it. */
export async function* settle(receiver: WireReceiver, delivery: WireDelivery, state: Typed, name: string): Step<void> {
  yield* step(name, 'disposition', () => receiver.settle(delivery, state), outcomeFacts((outcome) => outcome !== 'rejected'));
}

export async function* manage(wire: Wire, entity: string, operation: string, body: Typed, name: string, facts: (answer: WireAnswer) => Record<string, Fact> = none): Step<WireAnswer> {
  const all = (answer: WireAnswer): Facts => ({ status: statusFact(answer.status), ...(answer.condition !== undefined && { condition: exact(answer.condition) }), ...facts(answer) });
  return mustGoOn(yield* step(name, 'manage', () => wire.manage(entity, operation, body), all));
}

/** What an end that is due may take on the network, in real milliseconds. */
const FAREWELL_MS = 5000;

/** How a link or connection ended that was to end by now. */
export async function* ended(of: { readonly ended: Promise<Ending> }, name: string): Step<void> {
  const stillOpen = new Promise<{ how: 'still open' }>((resolve) => void setTimeout(() => resolve({ how: 'still open' }), FAREWELL_MS).unref());
  const facts = (ending: Ending | { how: 'still open' }) => ({ how: permitting(ending.how, ending.how === 'still open' ? 1 : 0), ...('condition' in ending && ending.condition !== undefined && { condition: exact(ending.condition) }) });
  yield* step(name, 'end', () => Promise.race([of.ended, stillOpen]), facts);
}
