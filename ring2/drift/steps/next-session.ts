import { typed } from '#ring2/drift/steps/wire';
import { fieldsOf } from '#ring2/drift/wire/performatives';
import type { Facts } from '#ring2/drift/steps/step';
import type { Typed } from '#ring2/drift/wire/typed';
import { entry, nothing, string, uint } from '#ring2/drift/wire/values';
import type { Wire, WireReceiver } from '#ring2/drift/wire/wire';

const FILTER = 'com.microsoft:session-filter';

/** The filter of a receiver on a session: the named one, or with null the next. Undescribed, as the JavaScript client sends it. */
export const sessionFilter = (id: string | null): Readonly<Record<string, Typed>> => ({ [FILTER]: id === null ? nothing : string(id) });

export interface NextSession {
  link: Promise<WireReceiver>;
  isAnswered(): boolean;
}

/** Asks for the next session; when this settles the peer has the question, and the answer may still be to come. */
export async function askForNext(wire: Wire, queue: string, timeoutMs: number): Promise<NextSession> {
  const link = wire.attachReceiver(queue, { filter: sessionFilter(null), properties: { 'com.microsoft:timeout': uint(timeoutMs) } });
  let answered = false;
  link.then(() => { answered = true; }, () => { answered = true; });
  await wire.sync();
  return { link, isAnswered: () => answered };
}

/** The session that an attach was granted, and the type of its lock's end. */
export function grantedFacts({ attach }: Pick<WireReceiver, 'attach'>): Facts {
  const granted = entry(fieldsOf(attach['source'])['filter'], FILTER);
  const { 'lock end.type': type } = typed('lock end', entry(attach['properties'], 'com.microsoft:locked-until-utc'));
  return { ...typed('session', granted), ...(type && { 'lock end.type': type }) };
}
