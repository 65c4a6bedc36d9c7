import { type RequestHandler, getResponse } from 'msw';

/** `fetch` that is answered by handlers without a worker or a server; what no handler takes fails as a network does. */
export const mswFetch = (handlers: RequestHandler[]): typeof globalThis.fetch =>
  async (input, init) => (await getResponse(handlers, new Request(input, init))) ?? Response.error();
