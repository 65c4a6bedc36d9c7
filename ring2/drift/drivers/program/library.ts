import { RingproofError, reasonOf } from '#core/errors';
import { type Ask, type Needs, asking } from '#ring2/drift/drivers/program/asking';
import { createProgramDriver } from '#ring2/drift/drivers/program/driver';
import { type RunningProgram, startProgram } from '#ring2/drift/drivers/program/process';
import { nothing, text } from '#ring2/drift/drivers/program/read';
import type { Client, ClientLibrary, ConnectOptions } from '#ring2/drift/library';
import { FeatureNotOffered } from '#ring2/drift/target';

/** A library in another language. */
export interface ProgramLibrary extends Pick<ClientLibrary, 'name' | 'lacks' | 'jobs'> {
  /** The program and its arguments, once it can be run. */
  command: () => readonly string[] | Promise<readonly string[]>;
  /** What must be installed for it, and how. */
  prerequisite: { tool: string; advice: string };
}

const PROTOCOL = 1;
const START = { patienceMs: 0, answerMs: 30_000, clean: (reason: string) => reason };
/** Names are those of the program's, so that no two clients of one process share one. */
let clients = 0;

export function programLibrary({ name, lacks, jobs, command, prerequisite }: ProgramLibrary): ClientLibrary {
  const needs: Needs = (feature) => {
    const reason = lacks[feature];
    if (reason !== undefined) throw new FeatureNotOffered({ driver: name, feature, reason });
  };
  const start = async (): Promise<{ program: RunningProgram; version: string }> => {
    const program = startProgram(await command());
    try {
      return { program, version: await asking(program, {}, { ...START, needs })('hello', { protocol: PROTOCOL }, text('version')) };
    } catch (error) {
      await program.close();
      throw error;
    }
  };
  return {
    name, lacks, jobs,
    async open() {
      const first = await start().catch((error: unknown) => {
        throw new RingproofError('RP_PREREQUISITE', { tool: prerequisite.tool, what: `the driver ${name}`, advice: `${prerequisite.advice} (${reasonOf(error)})` }, error);
      });
      let { program } = first;
      // A program that failed in one run does not cost the others theirs.
      const running = async (): Promise<RunningProgram> => {
        if (program.failure) ({ program } = await start());
        return program;
      };
      return { version: first.version, connect: (options) => connect(running, { ...options, needs }), close: () => program.close() };
    },
  };
}

async function connect(running: () => Promise<RunningProgram>, options: ConnectOptions & { needs: Needs }): Promise<Client> {
  const client = String((clients += 1));
  let drivers = 0;
  const connectIn = async (): Promise<RunningProgram> => {
    const program = await running();
    await asking(program, { client }, options)('connect', settings(options), nothing);
    return program;
  };
  let program = await connectIn();
  return {
    driver() {
      const mine = program.failure ? connectIn().then((next) => (program = next)) : Promise.resolve(program);
      mine.catch(() => undefined);
      const asker = (): Ask => {
        const driver = String((drivers += 1));
        return async (...question) => asking(await mine, { client, driver }, options)(...question);
      };
      return createProgramDriver({ asker, options });
    },
    close: () => asking(program, { client }, options)('close', {}, nothing).catch(() => undefined),
  };
}

function settings({ connectionString, host, port, transport, plain, patienceMs, briefMs, answerMs }: ConnectOptions): Record<string, unknown> {
  // The variable by which everybody else in this process trusts a certificate.
  const caFile = process.env['NODE_EXTRA_CA_CERTS'];
  return { connectionString, host, port, transport, plain, patienceMs, briefMs, answerMs, ...(caFile && { caFile }) };
}
