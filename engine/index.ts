/** The engine room's public door. Importing it loads neither Pact's native library nor the certificate library. */
export { type Deliver, recordMessages, recordSpecification } from '#engine/record/specification';
export { type ConsumerRecorded, type ConsumerRecording, recordFromConsumer } from '#engine/record/consumer';
export { redact } from '#core/redact';
export { verify } from '#engine/verify/verify';
export type { VerifiedInteraction, VerifiedMismatch, VerifiedPact, VerifyOptions, VerifyRun } from '#engine/verify/verify-run';
export { type PactTestResult, testResultsOf } from '#engine/verify/test-results';
export { type Ending, runChild } from '#engine/record/child';
export { type Discovery, discoverTraffic } from '#engine/record/discover';
