import { hrefOf, listAt, namedHref, names, textAt, timeAt } from '#broker/remote/hal';
import type { Http } from '#broker/remote/http';
import { notDeployed } from '#broker/operations/deployment';
import { paths } from '#broker/rules/paths';
import { RingproofError } from '#core/errors';
import type { JsonObject } from '#core/json';

export interface RemoteEnvironment { uuid: string; name: string; displayName: string; production: boolean; contacts: JsonObject[] }
export interface RemoteStay { pacticipant: string; version: string; kind: 'deployed' | 'released'; instance?: string; since: number; href: string }

export async function environmentsOf(http: Http): Promise<RemoteEnvironment[]> {
  const { body } = await http.get(paths.environments);
  return listAt(body, '_embedded', 'environments').map((one) => ({
    uuid: textAt(one, 'uuid') ?? '', name: textAt(one, 'name') ?? '', displayName: textAt(one, 'displayName') ?? '', production: one['production'] === true, contacts: listAt(one, 'contacts'),
  }));
}

/** @throws RingproofError RP_ENVIRONMENT_UNKNOWN. */
export async function environmentNamed(http: Http, name: string): Promise<RemoteEnvironment> {
  const all = await environmentsOf(http);
  const found = all.find((one) => one.name === name);
  if (found) return found;
  throw new RingproofError('RP_ENVIRONMENT_UNKNOWN', { environment: name, known: all.map((one) => one.name).join(', ') || 'none' });
}

/** What is in an environment now. */
export async function staysIn(http: Http, uuid: string): Promise<RemoteStay[]> {
  const lists = await Promise.all((['deployed', 'released'] as const).map(async (kind) => {
    const { body } = await http.get(paths.currently(uuid, kind));
    return listAt(body, '_embedded', `${kind}Versions`).map((one) => stayOf(one, kind));
  }));
  return lists.flat();
}

function stayOf(one: JsonObject, kind: 'deployed' | 'released'): RemoteStay {
  const instance = textAt(one, 'applicationInstance') ?? textAt(one, 'target');
  return {
    pacticipant: textAt(one, '_embedded', 'pacticipant', 'name') ?? '', version: textAt(one, '_embedded', 'version', 'number') ?? '', kind, since: timeAt(one, 'createdAt'),
    href: hrefOf(one, 'self') ?? paths.stay(textAt(one, 'uuid') ?? '', kind), ...(instance !== undefined && { instance }),
  };
}

export async function createEnvironment(http: Http, name: string, production: boolean): Promise<void> {
  const known = (await environmentsOf(http)).find((one) => one.name === name);
  if (!known) await http.send('POST', paths.environments, { name, production });
  else if (known.production !== production) await http.send('PUT', paths.environment(known.uuid), { name, displayName: known.displayName, production, contacts: known.contacts });
}

/** @throws RingproofError RP_VERSION_UNKNOWN, RP_ENVIRONMENT_UNKNOWN. */
export async function record(http: Http, kind: 'deployment' | 'release', pacticipant: string, version: string, environment: string, instance?: string): Promise<void> {
  const { status, body } = await http.get(paths.version(pacticipant, version));
  if (status === 404) throw new RingproofError('RP_VERSION_UNKNOWN', { pacticipant, version });
  const href = namedHref(body, `pb:record-${kind}`, environment);
  if (!href) throw new RingproofError('RP_ENVIRONMENT_UNKNOWN', { environment, known: names(listAt(body, '_links', `pb:record-${kind}`)).join(', ') || 'none' });
  await http.send('POST', href, instance === undefined ? {} : { applicationInstance: instance, target: instance });
}

/** @throws RingproofError RP_VERSION_UNKNOWN, RP_ENVIRONMENT_UNKNOWN, RP_NOT_DEPLOYED. */
export async function recordUndeployment(http: Http, pacticipant: string, version: string, environment: string, instance?: string): Promise<void> {
  const { status } = await http.get(paths.version(pacticipant, version));
  if (status === 404) throw new RingproofError('RP_VERSION_UNKNOWN', { pacticipant, version });
  const { uuid } = await environmentNamed(http, environment);
  const stay = (await staysIn(http, uuid)).find((one) => one.kind === 'deployed' && one.pacticipant === pacticipant && one.version === version && one.instance === instance);
  if (!stay) throw notDeployed(pacticipant, version, environment, instance);
  await http.send('PATCH', stay.href, { currentlyDeployed: false });
}
