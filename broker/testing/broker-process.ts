import { openLedger, startBroker } from '#broker/index';

/** A broker process that a test kills. */
const { url } = await startBroker({ ledger: openLedger(process.argv[2] ?? '') });
process.send?.(url);
