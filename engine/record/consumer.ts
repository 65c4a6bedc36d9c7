import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Contract, contractName } from '#core/contract';
import { RingproofError } from '#core/errors';
import type { PactFile, PactInteraction } from '#core/pact';
import { type Progress, silent } from '#core/report';
import { type Scratch, createScratch } from '#engine/native/scratch';
import { createAuthority } from '#engine/proxy/authority';
import { BASE_URL_VARIABLE, childEnvironment } from '#engine/proxy/child-env';
import { redact } from '#core/redact';
import { startProxy } from '#engine/proxy/server';
import { assemblePact } from '#engine/record/assemble';
import { type Ending, runChild } from '#engine/record/child';
import { withProvenance } from '#engine/record/provenance';
import { type Session, createSession } from '#engine/record/session';
import { recordEach } from '#engine/record/specification';

export interface ConsumerRecording {
  contract: Contract;
  /** Descriptions of the interactions that may answer; all may when absent. The others are recorded by specification. */
  answering?: string[];
  /** Program and arguments; run as it is, without a shell. */
  command: string[];
  /** The name that the pact gives to the consumer; the program's file name by default. Arguments may be secrets. */
  by?: string;
  /** The pact recorded before: what this run does not call keeps its provenance. */
  previous?: PactFile | undefined;
  timeoutMs: number;
  /** The exit code that is right; 0 by default. A consumer that is told no may well end with another. */
  expectExit?: number;
  /** Added to this process's own environment. */
  env?: NodeJS.ProcessEnv;
  /** Only these hosts are answered from the contract; all are when absent. Nothing ever reaches a real host. */
  hosts?: string[];
  signal?: AbortSignal;
  onOutput?: (text: string, stream: 'stdout' | 'stderr') => void;
  progress?: Progress;
}

export interface ConsumerRecorded {
  pact: PactFile;
  /** The interactions that the consumer called, in the order of their first call. */
  hits: { interaction: string; calls: number }[];
  /** Calls to hosts outside `hosts`, redacted. */
  elsewhere: string[];
}

/**
 * Runs a consumer, of any language and unmodified, with every call answered by Pact's mock servers for this contract,
 * and gives back the pact of what it called. The pact holds the contract's examples, never what the consumer really
 * sent. Nothing is written to the pacts folder.
 * @throws RingproofError `RP_CONSUMER_UNEXPECTED`, `RP_CONSUMER_HUNG`, `RP_CONSUMER_FAILED`, `RP_CONSUMER_SILENT`,
 * `RP_RECORD_MISMATCH`; the signal's reason when aborted
 */
export async function recordFromConsumer(recording: ConsumerRecording): Promise<ConsumerRecorded> {
  const { contract, command, hosts, progress = silent, signal } = recording;
  signal?.throwIfAborted();
  using scratch = createScratch();
  const authority = await createAuthority();
  const caFile = join(scratch.path, 'ca.pem');
  writeFileSync(caFile, authority.caPem);
  const { answering } = recording;
  const answers = answering ? { ...contract, interactions: contract.interactions.filter(({ description }) => answering.includes(description)) } : contract;
  await using session = createSession(answers, hosts);
  const refused: string[] = [];
  await using proxy = await startProxy({
    authority,
    answer: (call) => (progress.step(`recording ${contractName(contract)}: ${call.request.method} ${redact(call.request.path)}`), session.answer(call)),
    onHandshakeRefused: (host) => void refused.push(host),
  });
  const env = childEnvironment({ ...process.env, ...recording.env }, proxy.url, caFile);
  const ending = await runChild({ command, env, timeoutMs: recording.timeoutMs, signal, onOutput: recording.onOutput });
  signal?.throwIfAborted();
  judge(recording, session, ending, refused);
  const called = await recordedHits(contract, session, scratch);
  const rest = contract.interactions.filter(({ description }) => !called.has(description));
  const specified = new Map((await recordEach(contract, rest, progress)).map(({ interaction, written }) => [interaction.description, written]));
  const by = recording.by ?? basename(command[0] ?? '');
  const interactions = contract.interactions.map((interaction) => {
    const hit = called.get(interaction.description);
    const written = hit ?? specified.get(interaction.description);
    if (!written) throw new Error(`"${interaction.description}" was not recorded`);
    return withProvenance(written, interaction, hit ? { obtained: 'recorded', by } : { obtained: 'specification' }, recording.previous);
  });
  const hits = [...session.hits].map(([interaction, { calls }]) => ({ interaction, calls }));
  return { pact: assemblePact(contract, interactions), hits, elsewhere: session.elsewhere };
}

/** An unexpected call comes first: most consumers fail or hang because of it. */
function judge({ contract, command, timeoutMs, expectExit = 0 }: ConsumerRecording, session: Session, ending: Ending, refused: string[]): void {
  const shown = shorten(redact(command.join(' ')));
  const name = contractName(contract);
  const [first] = session.unexpected;
  if (first) {
    const calls = [...new Set(session.unexpected.map(({ call }) => call))].slice(0, 5).join('; ');
    throw new RingproofError('RP_CONSUMER_UNEXPECTED', { command: shown, count: session.unexpected.length, contract: name, calls, nearest: first.nearest });
  }
  if (ending.kind === 'hung') throw new RingproofError('RP_CONSUMER_HUNG', { command: shown, seconds: timeoutMs / 1000 });
  if (ending.kind !== 'exit' || ending.code !== expectExit) throw new RingproofError('RP_CONSUMER_FAILED', { command: shown, ending: inWords(ending, refused) });
  if (session.hits.size === 0) throw new RingproofError('RP_CONSUMER_SILENT', { command: shown, contract: name, variables: BASE_URL_VARIABLE });
}

const shorten = (text: string) => (text.length > 120 ? `${text.slice(0, 117)}…` : text);

function inWords(ending: Ending, refused: string[]): string {
  const hint = refused.length > 0 ? ` (it refused the recording's certificate for ${[...new Set(refused)].join(', ')})` : '';
  switch (ending.kind) {
    case 'exit':
      return `exit code ${ending.code}${hint}`;
    case 'signal':
      return `signal ${ending.signal}${hint}`;
    case 'not-started':
      return redact(ending.reason);
    default:
      return ending.kind;
  }
}

async function recordedHits(contract: Contract, session: Session, scratch: Scratch): Promise<Map<string, PactInteraction>> {
  const written = new Map<string, PactInteraction>();
  for (const [description, { mock }] of session.hits) {
    const server = await mock;
    const problem = server.problem();
    if (problem !== undefined) throw new RingproofError('RP_RECORD_MISMATCH', { contract: contractName(contract), problem: redact(`"${description}": ${problem}`) });
    written.set(description, server.recorded(scratch.folder()));
  }
  return written;
}
