import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Contract, contractName, defineContract } from '#core/contract';
import { RingproofError, reasonOf } from '#core/errors';
import { nearest } from '#core/nearest';
import { contractProblem } from '#contracts/schemas/contract-shape';

const OWN_FOLDER = fileURLToPath(new URL('.', import.meta.url));
const CONTRACT_FILE = /^([a-z0-9][a-z0-9.-]*?--[a-z0-9][a-z0-9.-]*?)\.(ts|mts|js|mjs)$/;

async function contractFiles(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder).catch((error: unknown) => {
    throw new RingproofError('RP_FILE_UNREADABLE', { file: folder, reason: reasonOf(error) }, error);
  });
  const files = new Map<string, string>();
  for (const entry of entries.sort()) {
    const name = CONTRACT_FILE.exec(entry)?.[1];
    if (name && !/\.(d|test)$/.test(name)) files.set(name, entry);
  }
  return files;
}

/**
 * The names (`<consumer>--<provider>`) of all contracts in a folder, sorted; by default those of the package itself.
 * @throws RingproofError `RP_FILE_UNREADABLE`
 */
export async function listContracts(folder = OWN_FOLDER): Promise<string[]> {
  return [...(await contractFiles(folder)).keys()];
}

/**
 * Imports one contract file and checks that it really holds a contract.
 * @throws RingproofError `RP_CONTRACT_UNKNOWN`, `RP_CONTRACT_INVALID`, `RP_CONTRACT_DUPLICATE`, `RP_FILE_UNREADABLE`
 */
export async function loadContract(name: string, folder = OWN_FOLDER): Promise<Contract> {
  const files = await contractFiles(folder);
  const file = files.get(name);
  if (!file) {
    const known = [...files.keys()];
    throw new RingproofError('RP_CONTRACT_UNKNOWN', { name, folder, nearest: nearest(name, known) ?? 'nothing', known: known.join(', ') || 'none' });
  }
  const path = resolve(folder, file);
  const invalid = (problem: string, cause?: unknown) => new RingproofError('RP_CONTRACT_INVALID', { file: path, problem }, cause);
  const value = await importDefault(path, invalid);
  const problem = contractProblem(value);
  if (problem) throw invalid(problem);
  const contract = defineContract(value as Contract);
  if (contractName(contract) !== name) throw invalid(`its name says ${name}, but it describes ${contractName(contract)}`);
  return contract;
}

async function importDefault(path: string, invalid: (problem: string, cause?: unknown) => RingproofError): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(path).href)) as { default?: unknown };
    if (module.default === undefined) throw invalid('it has no default export');
    return module.default;
  } catch (error) {
    if (error instanceof Error && error.name === 'RingproofError') throw error;
    throw invalid(reasonOf(error), error);
  }
}
