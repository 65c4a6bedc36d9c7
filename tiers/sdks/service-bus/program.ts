import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { RingproofError } from '#core/errors';
import type { RunningServiceBus } from '#emulators/service-bus/index';
import type { Json } from './behaviour.ts';
import type { Transport } from './behaviours.ts';

/** What a program showed: its library's version as the running program knows it, and by behaviour what it observed. */
export interface Shown { version: string; seen: Record<string, Json> }
/** Walks through the behaviours of one transport against one emulator. */
export type Program = (bus: RunningServiceBus, transport: Transport) => Promise<Shown>;

const run = promisify(execFile);
const place = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));

/** `COMMAND CONNECTION_STRING TRANSPORT CA_FILE`, which prints one JSON document; the certificate is in the variables that clients read, too. */
async function shown(bus: RunningServiceBus, transport: Transport, [file = '', ...args]: string[]): Promise<Shown> {
  const ca = await bus.caFile();
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: ca, SSL_CERT_FILE: ca, REQUESTS_CA_BUNDLE: ca };
  const { stdout } = await run(file, [...args, bus.connectionString, transport, ca], { env, timeout: 100_000, maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as Shown;
}

export const node = (file: string): Program => (bus, transport) => shown(bus, transport, [process.execPath, place(file)]);

export const built = (variable: string, language: string, advice: string): Program => async (bus, transport) =>
  shown(bus, transport, [prerequisite(variable, `The built ${language} program`, `the proof of ${language}'s Service Bus client`, advice)]);

export const interpreted = (variable: string, file: string): Program => async (bus, transport) => shown(bus, transport, [
  prerequisite(variable, 'Python with azure-servicebus', "the proof of Python's Service Bus client", `Make one with \`python3 -m venv DIR && DIR/bin/pip install -r tiers/sdks/requirements.txt\`, then set ${variable} to DIR/bin/python.`),
  place(file),
]);

function prerequisite(variable: string, tool: string, what: string, advice: string): string {
  const path = process.env[variable];
  if (path) return path;
  throw new RingproofError('RP_PREREQUISITE', { tool, what, advice });
}
