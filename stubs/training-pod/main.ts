// The stub training pod as a process: everything comes from the environment, contracts from files (STUB_CONTRACTS, a folder).
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { Contract } from '#core/contract';
import { RingproofError, reasonOf } from '#core/errors';
import { EXIT } from '#core/outcome';
import { runTrainingPod } from '#stubs/training-pod/training-pod';

async function contract(folder: string, name: string): Promise<Contract> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const file = join(folder, `${name}.${extension}`);
  try {
    return ((await import(pathToFileURL(file).href)) as { default: Contract }).default;
  } catch (error) {
    throw new RingproofError('RP_FILE_UNREADABLE', { file, reason: reasonOf(error) }, error);
  }
}

async function main(): Promise<number> {
  const folder = process.env['STUB_CONTRACTS'];
  if (!folder) throw new RingproofError('RP_POD_ENV', { name: 'STUB_CONTRACTS' });
  const contracts = { requestsProxy: await contract(folder, 'training-pod--requests-proxy'), backend: await contract(folder, 'training-pod--backend') };
  const { exitCode, log } = await runTrainingPod({ env: process.env, contracts });
  process.stdout.write(`${log.join('\n')}\n`);
  return exitCode;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof RingproofError)) throw error;
  process.stderr.write(`${error.code} ${error.message} ${error.advice}\n`);
  process.exitCode = EXIT.usage;
}
