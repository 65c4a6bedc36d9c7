import type { Program } from './program.ts';
export const dotnetWire: Program = async () => { throw new Error('not yet'); };
