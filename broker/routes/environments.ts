import type { Context } from 'hono';
import { newUuid } from '#broker/hash';
import type { Ledger } from '#broker/ledger/ledger';
import type { EnvironmentRecord } from '#broker/ledger/view';
import { displayNameOf } from '#broker/operations/environment';
import { remove } from '#broker/operations/removal';
import { type Routes, baseOf, bodyObject, hal, invalid, missingTexts, notFound, textIn, timestamps } from '#broker/routes/hal';
import { paths } from '#broker/rules/paths';

export const environmentRoutes: Routes = (app, ledger) => {
  app.get('/environments', (c) => {
    const base = baseOf(c);
    const all = ledger.read((view) => view.environments());
    return hal(c, {
      _embedded: { environments: all.map((one) => environmentDocument(one, base)) },
      _links: {
        self: { title: 'Environments', href: base + paths.environments },
        'pb:environments': all.map(({ uuid, name }) => ({ title: 'Environment', name, href: base + paths.environment(uuid) })),
      },
    });
  });
  app.post('/environments', (c) => save(c, ledger, newUuid(), 201));
  app.get('/environments/:uuid', (c) => {
    const found = byUuid(ledger, c.req.param('uuid'));
    return found ? hal(c, environmentDocument(found, baseOf(c))) : notFound(c);
  });
  app.put('/environments/:uuid', (c) => (byUuid(ledger, c.req.param('uuid')) ? save(c, ledger, c.req.param('uuid'), 200) : notFound(c)));
  app.delete('/environments/:uuid', (c) => {
    const uuid = c.req.param('uuid');
    return remove(ledger, { kind: 'environment-removed', uuid }) ? c.body(null, 204) : notFound(c);
  });
};

/** A name is no address here. */
function byUuid(ledger: Ledger, uuid: string): EnvironmentRecord | undefined {
  const found = ledger.read((view) => view.environment(uuid));
  return found?.uuid === uuid ? found : undefined;
}

async function save(c: Context, ledger: Ledger, uuid: string, status: 200 | 201): Promise<Response> {
  const body = await bodyObject(c);
  const errors = missingTexts(body, 'name');
  const name = textIn(body, 'name') ?? '';
  const { production, contacts } = body;
  if (/\s/.test(name)) errors['name'] = ['cannot contain spaces'];
  if (typeof production !== 'boolean') errors['production'] = [production === undefined ? 'is missing' : 'must be one of: true, false'];
  if (typeof production !== 'boolean' || Object.keys(errors).length > 0) return invalid(c, errors);
  const stored = ledger.change((view, writer) => {
    const same = view.environments().find((one) => one.name === name);
    if (same && same.uuid !== uuid) return undefined;
    writer.add({ kind: 'environment-described', uuid, name, displayName: textIn(body, 'displayName') ?? displayNameOf(name), production, ...(contacts !== undefined && { contacts }) });
    return view.environment(uuid);
  });
  if (!stored) return invalid(c, { name: [`name '${name}' is already used by an existing environment.`] });
  return hal(c, environmentDocument(stored, baseOf(c)), status, { location: baseOf(c) + paths.environment(uuid) });
}

export function environmentDocument(record: EnvironmentRecord, base: string): object {
  const { uuid, name, displayName, production, contacts } = record;
  return {
    uuid, name, displayName, production, ...(contacts !== undefined && { contacts }), ...timestamps(record),
    _links: {
      self: { title: 'Environment', name, href: base + paths.environment(uuid) },
      'pb:currently-deployed-deployed-versions': { title: `Versions currently deployed to ${displayName} environment`, href: base + paths.currently(uuid, 'deployed') },
      'pb:currently-supported-released-versions': { title: `Versions released and supported in ${displayName} environment`, href: base + paths.currently(uuid, 'released') },
      'pb:environments': { title: 'Environments', href: base + paths.environments },
    },
  };
}
