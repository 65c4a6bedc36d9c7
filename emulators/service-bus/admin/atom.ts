import { randomUUID } from 'node:crypto';
import type { Refusal } from '#emulators/service-bus/admin/refusal';
import { escapeXml, tag } from '#emulators/service-bus/admin/xml';

/** One entity as it is shown. Times in milliseconds since the epoch. */
export interface Entry {
  /** Below the address of the namespace, canonical: the SDKs take names from it. */
  path: string;
  title: string;
  createdAt: number;
  updatedAt: number;
  /** The description, an XML element. */
  content: string;
}

/** Where answers point to, and when they are given. */
export interface Place { origin: string; apiVersion: string; namespace: string; now: number }

export interface Page { title: string; path: string; entries: Entry[]; next?: string }

const ATOM = 'xmlns="http://www.w3.org/2005/Atom"';
const DESCRIPTION = 'xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"';

/** The element that holds a description, `inner` being XML. */
export const description = (name: string, inner: string): string => `<${name} ${DESCRIPTION}>${inner}</${name}>`;

export const isoTime = (ms: number): string => new Date(ms).toISOString();

// "#" and "?" are the two that may stand in a name and not in a path; encodeURI leaves "/" and "$" as the SDKs need them.
const encodePath = (path: string): string => encodeURI(path).replace(/#/g, '%23').replace(/\?/g, '%3F');
const addressOf = (place: Place, path: string): string => `${place.origin}/${encodePath(path)}?api-version=${encodeURIComponent(place.apiVersion)}`;
const selfLink = (address: string): string => `<link rel="self" href="${escapeXml(address)}"/>`;

function inner(place: Place, { path, title, createdAt, updatedAt, content }: Entry): string {
  const address = addressOf(place, path);
  return `${tag('id', address)}<title type="text">${escapeXml(title)}</title>${tag('published', isoTime(createdAt))}${tag('updated', isoTime(updatedAt))}`
    + `<author>${tag('name', place.namespace)}</author>${selfLink(address)}<content type="application/xml">${content}</content>`;
}

export const entryDocument = (place: Place, entry: Entry): string => `<entry ${ATOM}>${inner(place, entry)}</entry>`;

export function feedDocument(place: Place, { title, path, entries, next }: Page): string {
  const address = addressOf(place, path);
  const nextLink = next === undefined ? '' : `<link rel="next" href="${escapeXml(`${address}&${next}`)}"/>`;
  return `<feed ${ATOM}><title type="text">${escapeXml(title)}</title>${tag('id', address)}${tag('updated', isoTime(place.now))}${selfLink(address)}${nextLink}`
    + `${entries.map((entry) => `<entry>${inner(place, entry)}</entry>`).join('')}</feed>`;
}

/** What the cloud answers to GET of a queue or topic that is not there: success and no entry; the SDKs know it. */
export const nothingDocument = (place: Place): string =>
  `<feed ${ATOM}><title type="text">Publicly Listed Services</title><subtitle type="text">This is the list of publicly-listed services currently available.</subtitle>`
  + `${tag('id', `uuid:${randomUUID()};id=1`)}${tag('updated', isoTime(place.now))}<generator>Service Bus 1.1</generator></feed>`;

export const errorDocument = (place: Place, refusal: Refusal): string =>
  `<Error>${tag('Code', refusal.status)}${tag('Detail', `${refusal.message} TrackingId:${randomUUID()}, SystemTracker:${place.namespace}, Timestamp:${isoTime(place.now).slice(0, 19)}`)}</Error>`;
