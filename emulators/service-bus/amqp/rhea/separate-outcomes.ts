import type { BrokerDelivery, BrokerSession } from '#emulators/service-bus/amqp/rhea/internals';

/**
 * rhea answers neighbouring deliveries with one disposition, and gives the second of two the first one's outcome without
 * looking: a completion that failed would be told as done, or one that was done as failed. Here only what was accepted
 * goes together.
 */
export function separateOutcomes({ outgoing, incoming }: BrokerSession): void {
  let held: BrokerDelivery[] = [];
  const update = outgoing.update.bind(outgoing);
  outgoing.update = (...delivery) => {
    update(...delivery);
    held.push(...outgoing.pending_dispositions);
    outgoing.pending_dispositions = [];
  };
  // Deliveries are settled within `process`, so their answers are known only behind it.
  const process = outgoing.process.bind(outgoing);
  outgoing.process = () => {
    process();
    const answers = held;
    held = [];
    for (const run of runs(answers)) {
      outgoing.pending_dispositions = run;
      process();
    }
  };
  const processIncoming = incoming.process.bind(incoming);
  incoming.process = (session) => {
    const [first = [], ...others] = runs(incoming.updated);
    for (const run of [first, ...others]) {
      incoming.updated = run;
      processIncoming(session);
    }
  };
}

const ACCEPTED = 0x24;
const isAccepted = ({ state }: BrokerDelivery): boolean => (state as { descriptor?: { value: unknown } } | undefined)?.descriptor?.value === ACCEPTED;

/** Accepted ones together as far as they stand together, each other one alone. */
function runs(deliveries: readonly BrokerDelivery[]): BrokerDelivery[][] {
  const found: BrokerDelivery[][] = [];
  let joinable = false;
  for (const delivery of deliveries) {
    const accepted = isAccepted(delivery);
    if (accepted && joinable) found.at(-1)?.push(delivery);
    else found.push([delivery]);
    joinable = accepted;
  }
  return found;
}
