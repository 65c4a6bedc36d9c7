import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import nock from 'nock';
import { type Clock, realClock } from '#core/clock';
import { RingproofError, reasonOf } from '#core/errors';
import type { Json } from '#core/json';
import { isSecretName } from '#core/redact';
import type { Cassette, Entry } from '#stubs/cassettes/cassette';
import { findSecret, hideText, withoutSecrets } from '#core/hide';

export interface RecordOptions {
  file: string;
  /** What makes the calls. It must end after its last answer. */
  run: () => Promise<void>;
  /** Names of further fields and headers whose values are secrets. */
  hide?: readonly string[];
  clock?: Clock;
}

/**
 * Lets `run` call the real thing and keeps what was said, by nock's recorder, without secrets. Nothing is written when `run`
 * fails. One recording at a time in a process.
 * @throws RingproofError `RP_CASSETTE_EMPTY`, `RP_CASSETTE_SECRET`, `RP_FILE_UNWRITABLE`
 */
export async function recordCassette({ file, run, hide = [], clock = realClock }: RecordOptions): Promise<Cassette> {
  const secret = (name: string) => isSecretName(name) || hide.includes(name);
  nock.recorder.rec({ output_objects: true, dont_print: true, enable_reqheaders_recording: true });
  let definitions: nock.Definition[];
  try {
    await run();
    definitions = nock.recorder.play() as nock.Definition[];
  } finally {
    nock.recorder.clear();
    nock.restore();
    nock.activate();
  }
  if (definitions.length === 0) throw new RingproofError('RP_CASSETTE_EMPTY', { file });
  const entries = definitions.map((definition) => entryOf(definition, secret));
  const found = findSecret(entries as unknown as Json);
  if (found) throw new RingproofError('RP_CASSETTE_SECRET', { file, ...found });
  const cassette: Cassette = { schemaVersion: 1, recordedAt: new Date(clock.now()).toISOString(), entries };
  write(file, `${JSON.stringify(cassette, null, 2)}\n`);
  return cassette;
}

/** Headers that say something of the connection, or of the moment, only. */
const PASSING = new Set(['connection', 'keep-alive', 'date', 'transfer-encoding', 'content-length', 'host', 'accept-encoding', 'accept-language', 'sec-fetch-mode', 'user-agent']);

function entryOf({ scope, method = 'GET', path, body, status = 200, response, rawHeaders, reqheaders, responseIsBinary = false }: nock.Definition, secret: (name: string) => boolean): Entry {
  const headers = (from: object | undefined) =>
    withoutSecrets(Object.fromEntries(Object.entries(from ?? {}).filter(([name]) => !PASSING.has(name.toLowerCase()))), secret) as Record<string, string>;
  return {
    scope: String(scope), method, path: hideText(String(path)),
    body: withoutSecrets((body ?? '') as Json, secret), reqheaders: headers(reqheaders),
    status, response: responseIsBinary ? (response as string) : withoutSecrets((response ?? '') as Json, secret), rawHeaders: headers(rawHeaders), responseIsBinary,
  };
}

/** Beside it first, so that a full disk leaves the old cassette whole. */
function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(error) }, error);
  }
}
