import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Ids } from '#emulators/platform/backend/state';

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const pick = (length: number) => Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** Unpredictable names, as a backend gives them. */
export const randomIds = (): Ids => ({
  token: () => randomBytes(20).toString('hex'), uuid: () => randomUUID(), userCode: () => pick(8), experimentKey: () => `exp-${randomBytes(6).toString('hex')}`,
  datasetKey: () => `DK${pick(6)}`,
});
