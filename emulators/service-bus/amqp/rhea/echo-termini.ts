import type { BrokerLink } from '#emulators/service-bus/amqp/rhea/internals';

/** The attach reply repeats the client's source and target. */
export function echoTermini(link: BrokerLink): void {
  echoSource(link);
  echoTarget(link);
}

function echoSource(link: BrokerLink): void {
  link.set_source(ownFields(link.source));
}

export function echoTarget(link: BrokerLink): void {
  link.set_target(ownFields(link.target));
}

/** rhea reads every empty list of a process as one and the same array, and would write the reply's fields into it. */
function ownFields<Terminus extends object | undefined>(terminus: Terminus): Terminus {
  const fields: unknown = terminus && 'value' in terminus ? terminus.value : undefined;
  if (!Array.isArray(fields)) return terminus;
  return Object.create(terminus as object, { value: { value: [...fields as unknown[]], enumerable: true } }) as Terminus;
}
