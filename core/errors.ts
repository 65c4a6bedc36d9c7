import { EXIT } from '#core/outcome';

/**
 * Every error a user can meet: template (what was wrong, where), advice (what to do), exit code. docs/errors.md is
 * generated from this table and a test keeps the two identical. Retired codes are never reused.
 */
const table = {
  RP_USAGE_VERB: ['There is no verb "{verb}".', 'Did you mean "{nearest}"? `ringproof --help` lists all verbs.', 'usage'],
  RP_USAGE_FLAG: ['"{flag}" is not a flag of `ringproof {verb}`.', 'Did you mean "{nearest}"? See `ringproof {verb} --help`.', 'usage'],
  RP_USAGE_MISSING: ['`ringproof {verb}` needs {what}.', 'See `ringproof {verb} --help`.', 'usage'],
  RP_USAGE_EXTRA: ['`ringproof {verb}` does not take "{word}".', 'See `ringproof {verb} --help`.', 'usage'],
  RP_USAGE_VALUE: ['{flag} cannot be "{value}".', '{expected}', 'usage'],
  RP_INTERRUPTED: ['`ringproof {verb}` was interrupted by {signal}.', 'What was finished is kept, and nothing is left running; run it again.', 'interrupted'],

  RP_CONTRACT_UNKNOWN: ['There is no contract "{name}" in {folder}.', 'Did you mean "{nearest}"? Known: {known}.', 'usage'],
  RP_CONTRACT_NONE: ['There is no contract in {folder}.', 'A contract file is called <consumer>--<provider>.ts; copy contracts/_template.ts.', 'usage'],
  RP_CONTRACT_INVALID: ['{file} is not a contract: {problem}', 'A contract file exports `defineContract({ consumer, provider, interactions })` as default; copy contracts/_template.ts.', 'usage'],
  RP_CONTRACT_DUPLICATE: ['{contract} describes "{description}" twice.', 'Give each interaction its own description: Pact would silently keep only the last one.', 'usage'],

  RP_PACT_UNREADABLE: ['{file} is not a pact: {problem}', 'Restore it, or move it away and record it again with `ringproof record`.', 'usage'],
  RP_PACT_SPEC: ['{file} follows Pact specification {version}; ringproof reads version 4.', 'Record it again with a V4 consumer test.', 'usage'],
  RP_PACT_TOO_LARGE: ['{file} has {size} MB; a pact may have {limit} MB.', 'A pact holds examples, not data: shorten the bodies.', 'usage'],

  RP_CONSUMER_FAILED: ['The consumer "{command}" ended with {ending}.', 'Its own output is above; nothing was written.', 'failed'],
  RP_CONSUMER_HUNG: ['The consumer "{command}" was still running after {seconds} s and was stopped.', 'Raise --timeout, or see what it waits for in its output above; nothing was written.', 'failed'],
  RP_CONSUMER_SILENT: ['The consumer "{command}" made no call that {contract} knows.', 'It must honour HTTPS_PROXY and the CA variables, or take its address from {variables}.', 'failed'],
  RP_CONSUMER_UNEXPECTED: ['The consumer "{command}" made {count} call(s) that {contract} does not know: {calls}', 'Nearest interaction: {nearest}. Describe the call in the contract, or mend the consumer; nothing was written.', 'failed'],
  RP_DISCOVER_SECRET: ['The draft {file} would hold {what} at {path}, and was not written.', 'Run the consumer against a dummy account.', 'usage'],
  RP_DISCOVER_NOTHING: ['The consumer "{command}" made no call through the proxy that was answered.', 'It must honour HTTPS_PROXY and the CA variables, or take its address from {variables}.', 'failed'],
  RP_RECORD_MISMATCH: ['Recording {contract} failed: {problem}', 'The consumer and the contract disagree; nothing was written.', 'failed'],

  RP_PACT_TWICE: ['{first} and {second} are both pacts of {consumer} with {provider}.', 'Publish one of them: the second would silently replace the first.', 'usage'],
  RP_PUBLISH_NOTHING: ['There is no pact to publish in {folder}.', 'Record one with `ringproof record`, or name the files.', 'policy'],
  RP_BROKER_UNREACHABLE: ['The broker at {url} cannot be reached: {reason}', 'Check PACT_BROKER_BASE_URL; without it ringproof uses a local ledger file.', 'inconclusive'],
  RP_BROKER_NOT_A_BROKER: ['{url} answered {what}, which is not a Pact Broker.', 'Point PACT_BROKER_BASE_URL at the broker itself, not at a login page or proxy.', 'usage'],
  RP_BROKER_REFUSED: ['The broker at {url} answered {status}: {problem}', '{advice}', 'usage'],
  RP_BROKER_OPEN: ['Everybody who reaches {host} could write to this broker: it has no credentials to ask for.', 'Make a token with `ringproof broker token create NAME`, or set PACT_BROKER_BASIC_AUTH_USERNAME and PACT_BROKER_BASIC_AUTH_PASSWORD; or leave --host out, to listen on this machine only.', 'usage'],
  RP_BROKER_TOKEN_KNOWN: ['There is a token "{name}" already.', 'Choose another name, or end it first with `ringproof broker token revoke {name}`.', 'usage'],
  RP_BROKER_TOKEN_UNKNOWN: ['There is no token "{name}".', 'Known: {known}.', 'usage'],
  RP_BROKER_CONFLICT: ['{consumer} version {version} has already published another pact with {provider}: {difference}', 'A published version never changes. Use a new version (a commit hash) for new content.', 'failed'],
  RP_BROKER_SIMILAR_NAME: ['"{name}" is new, and very like {existing}.', 'Correct the name; nothing was published. If it is another application, make it first, with the broker (or `ringproof broker`) running: `pact-broker create-or-update-pacticipant --name "{name}"`.', 'usage'],
  RP_VERSION_UNKNOWN: ['{pacticipant} has no version {version}.', 'Publish a pact or a verification result for it first.', 'usage'],
  RP_ENVIRONMENT_UNKNOWN: ['There is no environment "{environment}".', '`ringproof create-environment --name {environment}` makes it. Known: {known}.', 'usage'],
  RP_NOT_DEPLOYED: ['{pacticipant} {version} is not deployed to {environment}{instance}.', 'See what is there in the report or with `pact-broker describe-version --environment {environment}`.', 'usage'],
  RP_LEDGER_WRITE: ['The ledger {file} could not be written: {reason}', 'Nothing acknowledged is lost; free space or fix its permissions and run the command again.', 'usage'],
  RP_LEDGER_FULL: ['There is no space left to write the ledger {file}: {reason}', 'Nothing acknowledged is lost, and nothing half-written is in it; free space and run the command again.', 'usage'],
  RP_LEDGER_CORRUPT: ['The ledger {file} is damaged: {reason}', '`ringproof broker check` says what is wrong; restore a backup (`ringproof broker restore`), or save what is readable with `ringproof broker repair`.', 'usage'],
  RP_LEDGER_FOREIGN: ['{file} is not a ringproof ledger: {reason}', 'It was left as it is. Name another file with --ledger.', 'usage'],
  RP_LEDGER_NEWER: ['The ledger {file} was written by ringproof {wrote} (format {format}); this one reads formats up to {known}.', 'Use that ringproof or a newer one; nothing was changed.', 'usage'],
  RP_LEDGER_GONE: ['The ledger {file} was deleted or replaced while it was open.', 'Nothing more was written. Restart the broker; what is lost comes back with `ringproof broker restore`.', 'usage'],
  RP_LEDGER_MISSING: ['There is no ledger {file}.', 'Name it with --ledger; a ledger comes into being with the first `ringproof publish`.', 'usage'],
  RP_LEDGER_IN_USE: ['The ledger {file} is open in another process.', 'Stop the broker that serves it, then run the command again.', 'usage'],
  RP_FILE_EXISTS: ['{file} exists already.', '{advice}', 'usage'],

  RP_PROVIDER_DOWN: ['Nothing answers at {url}: {reason}', 'Start the provider first; nothing was verified and nothing published.', 'inconclusive'],
  RP_VERIFY_NOTHING: ['There is no pact to verify for {provider}.', 'Publish one with `ringproof publish`; a verification that ran nothing proves nothing.', 'policy'],
  RP_VERIFY_ENGINE: ['Pact\'s verifier could not do its work: {reason}', 'Nothing was published. Run it again; if it stays, report it with these words.', 'inconclusive'],
  RP_VERIFY_NOT_PUBLISHED: ['The verification result was not stored by the broker: {reason}', 'The verdict above stands, but no gate can see it; publish again.', 'inconclusive'],

  RP_CONNECTION_STRING: ['The connection string is malformed: {problem}', 'Expected `Endpoint=sb://HOST[:PORT];SharedAccessKeyName=NAME;SharedAccessKey=KEY[;UseDevelopmentEmulator=true]`.', 'usage'],
  RP_BROKER_URL: ['The address of the broker is malformed: {problem}', 'Expected `amqp://USER:PASSWORD@HOST[:PORT][/PREFIX]`, or amqps:// for TLS; the prefix goes before the name of each queue, such as /queue/ on RabbitMQ 3.', 'usage'],
  RP_PORT_TAKEN: ['Port {port} on {host} is taken.', 'Choose another with --port, or 0 for any free one.', 'usage'],
  RP_CONFIG_INVALID: ['{file} is not a valid configuration: {problem}', 'See emulators/service-bus/README.md for the format (that of the official emulator).', 'usage'],
  RP_DATA_IN_USE: ['The data folder {folder} is in use by process {owner}.', 'Stop that emulator or give this one a folder of its own. If that process is no emulator, delete {file}.', 'usage'],
  RP_DATA_CORRUPT: ['The data file {file} is damaged: {reason}.', 'Nothing was changed. Restore the folder from a copy, or move it away to start empty.', 'usage'],
  RP_FILE_UNREADABLE: ['{file} cannot be read: {reason}', 'Check the path and its permissions.', 'usage'],
  RP_FILE_UNWRITABLE: ['{file} cannot be written: {reason}', 'Check free space and permissions; nothing else was lost.', 'usage'],

  RP_OPENAPI_INVALID: ['{file} cannot be used as an API description: {problem}', 'ringproof reads one OpenAPI 3 document, JSON or YAML, with its references inside.', 'usage'],
  RP_FIXTURE_INVALID: ['{file} is not a recorded answer: {problem}.', 'Expected `{ "body": …, "status": 200 }`.', 'usage'],
  RP_CASSETTE_INVALID: ['{file} is not a cassette: {problem}', 'Record it again; a cassette is never edited by hand.', 'usage'],
  RP_CASSETTE_SECRET: ['The cassette {file} would hold {what} at {path}, and was not written.', 'Name the field in `hide`, or record with a dummy account.', 'usage'],
  RP_CASSETTE_EMPTY: ['Nothing was called while {file} was recorded.', 'Only calls of this process through node:http, node:https or fetch are heard.', 'policy'],

  RP_SCENARIO_UNKNOWN: ['No drift scenario matches "{glob}".', 'Known: {known}.', 'policy'],
  RP_GOLDEN_DAMAGED: ['The golden {file} is not as it was written: {problem}.', 'Restore it, or delete it and record it again with `ringproof drift --record`: a golden is never edited by hand.', 'usage'],
  RP_GOLDEN_SECRET: ['The transcript of {scenario} has {what} at {path}, and was not written.', 'Take it out of the message that travels; where the service itself says it, report the step as a defect of ringproof.', 'inconclusive'],
  RP_RECORD_TARGET: ['{target} cannot be recorded.', 'Recorded is what another service shows: give its connection string with --right or in SERVICEBUS_CONNECTION_STRING.', 'usage'],
  RP_DRIFT_RUNS: ['Line {line} of {file} is not a drift run: {problem}.', 'Delete that line; it only says when a scenario was last proven.', 'usage'],
  RP_DRIFT_BUDGET: ['None of the scenarios fits into {minutes} min.', 'Raise --budget: a scenario that was never played on such a target counts as the longest that its tier allows (fast: 1 min).', 'policy'],
  RP_ALLOW_INVALID: ['{file}, line {line}: {field} {problem}', 'docs/schemas/drift-allow.schema.json says what an allow-list holds; `ringproof drift allow` writes entries.', 'usage'],
  RP_ISSUES_TOKEN: ['--issue upsert needs {what}.', 'In a GitHub workflow: `permissions: issues: write` and GITHUB_TOKEN from `github.token` in `env`; GITHUB_REPOSITORY is OWNER/NAME.', 'usage'],
  RP_ISSUES_EVENT: ['--issue upsert is not for a {event} event.', 'What a pull request shows is not the state of the main branch: use it in a scheduled workflow.', 'usage'],
  RP_ISSUES_REFUSED: ['The issues of {repository} cannot be kept: GitHub answered {status}: {problem}', 'The verdict stands. The token needs `issues: write`, and the repository must have issues.', 'inconclusive'],
  RP_ISSUES_LIMITED: ['GitHub takes no more calls for {repository} {until}.', 'The verdict stands; what is missing follows with the next run. --max-issues lowers the number of calls.', 'inconclusive'],
  RP_ISSUES_UNREACHABLE: ['The issues of {repository} cannot be reached: {reason}', 'The verdict stands; what is missing follows with the next run.', 'inconclusive'],
  RP_JOURNEY_UNKNOWN: ['No journey matches "{glob}".', 'Known: {known}.', 'policy'],
  RP_ROW_UNKNOWN: ['No row of Ring 1 matches "{glob}".', 'Known: {known}.', 'policy'],
  RP_TARGET_UNREACHABLE: ['The target {target} cannot be reached: {reason}', 'Its side could not be asked, so nothing is known about drift.', 'inconclusive'],
  RP_TARGET_THROTTLED: ['The target {target} throttles: {reason}', 'Its side could not be asked to the end; try again later, with fewer scenarios, or when the namespace is quieter.', 'inconclusive'],
  RP_TARGET_KEY: ['The target {target} refuses the key: {reason}', 'Check the connection string; a shared access policy needs Listen and Send, and Manage to make entities. A clock that is wrong makes every token look expired.', 'inconclusive'],
  RP_EDGE_LOGIN: ['The edge {edge} could not log in at {url}: {reason}', 'The login is the Client ID (a UUID), not the number of the client; check it and its password.', 'usage'],
  RP_POD_ENV: ['The training pod needs the environment variable {name}.', 'A jobs-manager sets it; by hand: `ringproof stub --help` names them.', 'usage'],
  RP_CLUSTER_START: ['The cluster {name} did not start: {reason}', '{advice}', 'inconclusive'],
  RP_CLUSTER_BUSY: ['A local cluster cannot start beside {program} (process {pid}).', 'One kubelet a machine: wait for the other run, or remove what a crashed one left with `ringproof ring3 gc`.', 'inconclusive'],
  RP_CLUSTER_GONE: ['The cluster of {name} no longer answers: {reason}', 'What was proven until then is in the report; run it again.', 'inconclusive'],
  RP_CLUSTER_STAYS: ['Something of the cluster of {name} could not be removed: {reason}', 'Mend that, then run `ringproof ring3 gc`.', 'inconclusive'],
  RP_CLUSTER_REFUSED: ['The cluster {server} (context "{context}") is not used: {problem}.', 'Ring 3 makes and deletes things. If it is meant: a line `{context} {server}` in the allow-list, and `--confirm-context {context}`.', 'usage'],
  RP_CLUSTER_ALLOW: ['Line {line} of {file} does not name a cluster.', 'Expected `CONTEXT SERVER`, such as `k3d-e2e https://127.0.0.1:6550`.', 'usage'],
  RP_COMMAND_FAILED: ['`{command}` ended with {code}: {reason}', 'Run it by hand to see more.', 'inconclusive'],
  RP_PREREQUISITE: ['{tool} is needed for {what} and was not found.', '{advice}', 'inconclusive'],
} as const satisfies Record<string, readonly [template: string, advice: string, exit: keyof typeof EXIT]>;

export type ErrorCode = keyof typeof table;
export const ERRORS: Readonly<Record<ErrorCode, readonly [string, string, keyof typeof EXIT]>> = table;

/** A user's error (bad input, unreachable side): one message, one advice, a stable code. Defects are plain Errors. */
export class RingproofError extends Error {
  readonly code: ErrorCode;
  readonly advice: string;
  readonly exitCode: number;
  /** The values that fill `{name}` in the template and the advice. */
  readonly values: Readonly<Record<string, string | number>>;

  constructor(code: ErrorCode, values: Record<string, string | number> = {}, cause?: unknown) {
    const [template, advice, exit] = ERRORS[code];
    super(fill(template, values), cause === undefined ? undefined : { cause });
    this.name = 'RingproofError';
    this.code = code;
    this.values = values;
    this.advice = fill(advice, values);
    this.exitCode = EXIT[exit];
  }
}

const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));

/** The reason in an unknown thrown value, for the `{reason}` of an error. */
export const reasonOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return String(thrown);
  const code = (thrown as NodeJS.ErrnoException).code;
  const inner = thrown.cause === undefined ? '' : `: ${reasonOf(thrown.cause)}`;
  return `${code && !thrown.message.includes(code) ? `${code} ` : ''}${thrown.message}${inner}`;
};
