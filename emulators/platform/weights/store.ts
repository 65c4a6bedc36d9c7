import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RingproofError, reasonOf } from '#core/errors';
import type { Tensor } from '#emulators/platform/weights/tensor';

/** The averaging share: whole weight files by name (`{edge}_{experiment}_{cycle}_weights.json`). */
export interface WeightsStore {
  put(file: string, tensors: Tensor[]): Promise<void>;
  /** undefined when there is no such file. */
  get(file: string): Promise<Tensor[] | undefined>;
}

/** The name under which an edge's weights of one cycle lie on the share (tracebloc/cli docs/rfcs/0003 13; JSON instead of pickle). */
export const weightsFile = (edge: string, experimentKey: string, cycle: number): string => `${edge}_${experimentKey}_${cycle}_weights.json`;

export function memoryStore(): WeightsStore {
  const files = new Map<string, string>();
  return {
    put: async (file, tensors) => void files.set(file, JSON.stringify(tensors)),
    get: async (file) => {
      const text = files.get(file);
      return text === undefined ? undefined : (JSON.parse(text) as Tensor[]);
    },
  };
}

/**
 * A share on disk; a file appears whole or not at all.
 * @throws RingproofError `RP_FILE_UNREADABLE`, `RP_FILE_UNWRITABLE`
 */
export function folderStore(folder: string): WeightsStore {
  let writes = 0;
  const place = (file: string) => {
    if (!/^[\w-][\w.-]*$/.test(file)) throw new RingproofError('RP_FILE_UNREADABLE', { file, reason: 'a weights file has a plain name' });
    return join(folder, file);
  };
  return {
    async put(file, tensors) {
      const path = place(file);
      const partial = `${path}.${writes++}.partial`;
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(partial, JSON.stringify(tensors));
        await rename(partial, path);
      } catch (error) {
        throw new RingproofError('RP_FILE_UNWRITABLE', { file: path, reason: reasonOf(error) }, error);
      }
    },
    async get(file) {
      const path = place(file);
      try {
        return JSON.parse(await readFile(path, 'utf8')) as Tensor[];
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw new RingproofError('RP_FILE_UNREADABLE', { file: path, reason: reasonOf(error) }, error);
      }
    },
  };
}
