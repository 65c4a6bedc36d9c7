import { Fault } from '#emulators/service-bus/state/fault';

/** An HTTP answer that is no success; `detail` without what is added to each (service-bus-resource-manager-exceptions). */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.name = 'Refusal';
    this.status = status;
  }
}

const MORE = 'To know more visit https://aka.ms/sbResourceMgrExceptions.';

export const badRequest = (problem: string) => new Refusal(400, `SubCode=40000. ${problem} ${MORE}`);
/** A queue or topic with this name is there already. */
export const conflict = () => new Refusal(409, `SubCode=40900. Conflict. You're requesting an operation that isn't allowed in the resource's current state. ${MORE}`);
export const alreadyExists = (what: string) => new Refusal(409, `The messaging entity '${what}' already exists. ${MORE}`);
/** An update or deletion of a queue or topic that is not there. */
export const nothingToUpdate = () => new Refusal(404, `SubCode=40400. Not Found. The Operation doesn't exist. ${MORE}`);
export const nothingToDelete = () => new Refusal(404, 'No service is hosted at the specified address.');
export const entityNotFound = (what: string) => new Refusal(404, `Entity '${what}' was not found. ${MORE}`);
const forwardTargetMissing = () => new Refusal(400, `SubCode=40400. The auto forwarding destination entity does not exist. ${MORE}`);
export const methodNotAllowed = (method: string, path: string) => new Refusal(405, `There is no ${method} at ${path}.`);

/** What the broker refuses, as an HTTP answer; anything else is a defect. */
export function toRefusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  if (!(thrown instanceof Fault)) throw thrown;
  if (thrown.code === 'resources-exceeded') return new Refusal(403, `SubCode=40300. ${thrown.message}`);
  return thrown.code === 'entity-not-found' ? new Refusal(404, thrown.message) : badRequest(thrown.message);
}

/** Runs what may forward to an entity that is not there, which is another refusal than that of a missing entity itself. */
export function withForwardTarget<Made>(make: () => Made): Made {
  try {
    return make();
  } catch (thrown) {
    throw thrown instanceof Fault && thrown.code === 'entity-not-found' ? forwardTargetMissing() : thrown;
  }
}
