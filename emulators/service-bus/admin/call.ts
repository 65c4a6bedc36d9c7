import type { Entry, Place } from '#emulators/service-bus/admin/atom';
import type { XmlElement } from '#emulators/service-bus/admin/xml';
import type { Namespace } from '#emulators/service-bus/state/namespace';

/** One request to the administration API. */
export interface Call {
  namespace: Namespace;
  place: Place;
  /** With `If-Match`: change what is there; without: make what is not. */
  update: boolean;
  query: URLSearchParams;
}

/** The host and port that entities are shown to live at. */
export const hostOf = ({ place }: Call): string => place.origin.replace(/^.*\/\//, '');

/** What one kind of entity can be asked for; `Key` says which one. Each throws Refusal or Fault. */
export interface ResourceApi<Key> {
  get(call: Call, key: Key): Entry;
  put(call: Call, key: Key, description: XmlElement): Entry;
  remove(call: Call, key: Key): void;
}

/** Times of an entity as every description shows them. */
export interface Times { createdAt: number; updatedAt: number; accessedAt: number }
