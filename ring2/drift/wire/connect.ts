import type { Wire, WireAddress } from '#ring2/drift/wire/wire';
export const connectWire = (_a: WireAddress, _o?: { answerMs?: number }): Promise<Wire> => Promise.reject(new Error('later'));
