import { type ChildProcess, fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { RingproofError } from '#core/errors';
import type { EngineAnswer, EngineJob } from '#engine/verify/engine-job';

type PartAnswer = Extract<EngineAnswer, { kind: 'part' }>;

export interface EngineRun {
  parts: PartAnswer[];
  version: string;
}

export interface EngineOptions {
  job: EngineJob;
  /** The process's working folder and the place of its files. */
  folder: string;
  signal?: AbortSignal | undefined;
  onPart: (done: number) => void;
  /** The program of the process; a test puts one here that crashes. */
  program?: string;
}

/** TypeScript in development, JavaScript in the package: the neighbour has the ending that this file has. */
const PROGRAM = fileURLToPath(import.meta.url).replace(/run-engine(\.\w+)$/, 'child$1');

/**
 * Runs Pact's verifier in a process of its own.
 * @throws RingproofError `RP_VERIFY_ENGINE` when the engine crashes or cannot work; the signal's reason when aborted
 */
export function runEngine({ job, folder, signal, onPart, program = PROGRAM }: EngineOptions): Promise<EngineRun> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = fork(program, { cwd: folder, env: environment(job, folder), execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const onAbort = () => child.kill('SIGKILL');
    signal?.addEventListener('abort', onAbort);
    const lastWords = tailOf(child);
    const parts: PartAnswer[] = [];
    let version: string | undefined;
    let failed: string | undefined;
    child.on('message', (answer: EngineAnswer) => {
      if (answer.kind === 'part') onPart(parts.push(answer));
      else if (answer.kind === 'done') version = answer.version;
      else failed = answer.reason;
    });
    child.once('error', (problem) => (failed ??= problem.message));
    child.once('close', (code, name) => {
      signal?.removeEventListener('abort', onAbort);
      if (signal?.aborted) return reject(signal.reason as Error);
      if (version !== undefined && failed === undefined) return resolve({ parts, version });
      const ending = name ? `it was ended by ${name}` : `it ended with code ${code}`;
      reject(new RingproofError('RP_VERIFY_ENGINE', { reason: failed ?? `${ending} ${lastWords()}`.trim() }));
    });
    child.send(job, (problem) => {
      if (problem) failed ??= problem.message;
    });
  });
}

/** What the engine printed last; everything else it prints is dropped, since stdout belongs to the report. */
function tailOf(child: ChildProcess): () => string {
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (tail = (tail + text).slice(-4_000)));
  }
  // Node's own stack of an abort says nothing about its reason, and is longer than it.
  return () => tail.split('----- Native stack trace -----')[0]?.trim().slice(-500) ?? '';
}

function environment({ baseUrl }: EngineJob, folder: string): NodeJS.ProcessEnv {
  // PACT_BROKER_BASE_URL alone would make the engine verify a broker's pacts as well, PACT_DESCRIPTION leave some out.
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PACT_') && name !== 'LOG_LEVEL');
  const direct = ['localhost', '127.0.0.1', '::1'].join(',');
  const env: NodeJS.ProcessEnv = { ...Object.fromEntries(kept), PACT_DO_NOT_TRACK: 'true' };
  env.NO_PROXY = env.no_proxy = env.NO_PROXY ? `${env.NO_PROXY},${direct}` : direct;
  if (baseUrl.startsWith('http:')) {
    env.SSL_CERT_FILE = oneCertificate(folder);
    delete env.SSL_CERT_DIR;
  }
  return env;
}

/** The engine reads the system's 140 certificates anew for every interaction, and needs none of them over http. */
function oneCertificate(folder: string): string {
  const file = join(folder, 'one-certificate.pem');
  writeFileSync(file, rootCertificates[0] ?? '');
  return file;
}
