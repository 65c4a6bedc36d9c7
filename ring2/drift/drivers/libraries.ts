import { RingproofError } from '#core/errors';
import { amqpGo } from '#ring2/drift/drivers/amqp-go';
import { azureSdkJs } from '#ring2/drift/drivers/azure-sdk';
import { azureSdkPython } from '#ring2/drift/drivers/azure-sdk-python';
import type { ClientLibrary } from '#ring2/drift/library';

/** Every client library that can play scenarios, the default first. */
const LIBRARIES: readonly ClientLibrary[] = [azureSdkJs, azureSdkPython, amqpGo];
export const LIBRARY_NAMES = LIBRARIES.map(({ name }) => name);

/** @throws RingproofError `RP_USAGE_VALUE` */
export function libraryNamed(name: string): ClientLibrary {
  const library = LIBRARIES.find((one) => one.name === name);
  if (!library) throw new RingproofError('RP_USAGE_VALUE', { flag: '--driver', value: name, expected: `One of ${LIBRARY_NAMES.join(', ')}.` });
  return library;
}
