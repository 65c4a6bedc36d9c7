import { formatPact } from '#core/pact';
import { manyInteractions } from '#engine/testing/many';
import { recordSpecification } from '#engine/index';

// One of several recorders at the same time. Prints the pact and must print nothing else.
process.stdout.write(formatPact(await recordSpecification(manyInteractions(25))));
