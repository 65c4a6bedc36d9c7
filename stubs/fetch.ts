import { type HttpRequest, queryOf } from '#core/exchange';

/**
 * A fetch `Request` as contracts speak of it.
 * @param basePath what the base URL has of a path, without the last slash: it is no part of the contract
 */
export async function requestOf(request: Request, basePath: string): Promise<HttpRequest> {
  const url = new URL(request.url);
  return {
    method: request.method,
    path: url.pathname.slice(basePath.length) || '/',
    query: queryOf(url.searchParams),
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  };
}

/** `https://api.example.test/v2/` is the origin `https://api.example.test` and the path `/v2`. */
export function splitBase(baseUrl: string): { origin: string; basePath: string } {
  const { origin, pathname } = new URL(baseUrl);
  return { origin, basePath: pathname.replace(/\/$/, '') };
}

/** These have no body, and a `Response` refuses one. */
export const hasNoBody = (status: number): boolean => status === 204 || status === 205 || status === 304;
