import type { Context } from 'hono';
import { nestedQuery } from '#broker/routes/nested-query';

/** A part of a list, with what the client needs to ask for the rest. */
export interface Page<T> { items: T[]; document: { page?: object }; links: Record<string, { href: string; title: string }> }

const DEFAULT_SIZE = 100;

/** The sentence for a page that cannot be, by parameter; empty when all is well. */
export function pageErrors(c: Context): Record<string, string[]> {
  const query = nestedQuery(c.req.url);
  const wrong = ['page', 'size', 'pageNumber', 'pageSize'].filter((name) => !/^(|[1-9]\d{0,8})$/.test(query.text(name) ?? ''));
  return Object.fromEntries(wrong.map((name) => [name, [`${name} must be an integer greater than or equal to 1`]]));
}

/** The page that was asked for by `page` and `size` (or, by older clients, `pageNumber` and `pageSize`); without them, all. `self` is the list's address. */
export function pageOf<T>(c: Context, all: readonly T[], self: string): Page<T> {
  const query = nestedQuery(c.req.url);
  const number = query.text('page') || query.text('pageNumber');
  const size = query.text('size') || query.text('pageSize');
  if (!number && !size) return { items: [...all], document: {}, links: {} };
  const [at, length] = [Number(number || 1), Number(size || DEFAULT_SIZE)];
  const pages = Math.max(1, Math.ceil(all.length / length));
  const link = (page: number) => `${self}?size=${length}&page=${page}`;
  return {
    items: all.slice((at - 1) * length, at * length),
    document: { page: { number: at, size: length, totalElements: all.length, totalPages: pages } },
    links: { ...(at < pages && { next: { href: link(at + 1), title: 'Next page' } }), ...(at > 1 && { previous: { href: link(at - 1), title: 'Previous page' } }) },
  };
}
