import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RingproofError, reasonOf } from '#core/errors';
import { type Certificate, createCertificate } from '#emulators/service-bus/tls/certificate';

/** The certificate of an emulator, made when the first at its host needs one, and the files it was written to. */
export interface Trust {
  certificate: () => Promise<Certificate>;
  caFile: (file?: string) => Promise<string>;
  /** Removes the file that nobody named. */
  stop(): Promise<void>;
}

/** By host: to make one costs more than to start an emulator, and its keys never leave this process anyway. */
const made = new Map<string, Promise<Certificate>>();

function certificateFor(host: string): Promise<Certificate> {
  const known = made.get(host) ?? createCertificate(['localhost', '127.0.0.1', '::1', host]);
  made.set(host, known);
  return known;
}

export function createTrust(host: string): Trust {
  let folder: Promise<string> | undefined;
  let writing: Promise<unknown> = Promise.resolve();
  const certificate = () => certificateFor(host);
  const write = async (file: string) => {
    const { caPem } = await certificate();
    await writeFile(file, caPem).catch((thrown: unknown) => {
      throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(thrown) });
    });
    return file;
  };
  return {
    certificate,
    caFile(file) {
      const written = file === undefined ? (folder ??= mkdtemp(join(tmpdir(), 'ringproof-'))).then((inside) => write(join(inside, 'service-bus-ca.pem'))) : write(file);
      writing = Promise.allSettled([writing, written]);
      return written;
    },
    async stop() {
      await writing;
      if (folder) await rm(await folder, { recursive: true, force: true });
    },
  };
}
