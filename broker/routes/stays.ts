import type { Hono } from 'hono';
import type { Ledger } from '#broker/ledger/ledger';
import type { StayRecord, View } from '#broker/ledger/view';
import { deploy, endStay, release } from '#broker/operations/deployment';
import { environmentDocument } from '#broker/routes/environments';
import { type Routes, baseOf, bodyObject, dateTime, hal, invalid, notFound, textIn } from '#broker/routes/hal';
import { nestedQuery } from '#broker/routes/nested-query';
import { paths } from '#broker/rules/paths';

interface OfVersion { name: string; version: string; uuid: string }
type Kind = StayRecord['kind'];
const FLAG = { deployed: 'currentlyDeployed', released: 'currentlySupported' } as const;

/** Deployed and released versions: the same resources under two names. */
export const stayRoutes: Routes = (app, ledger) => {
  for (const kind of ['deployed', 'released'] as const) addKind(app, ledger, kind);
};

function addKind(app: Hono, ledger: Ledger, kind: Kind): void {
  const OF_VERSION = `/pacticipants/:name/versions/:version/${kind}-versions/environment/:uuid`;
  const list = (view: View, stays: StayRecord[], base: string, self: string, title: string) => ({
    _embedded: { [`${kind}Versions`]: stays.map((stay) => documentOf(view, stay, base)) }, _links: { self: { href: self, title } },
  });
  app.post(OF_VERSION, async (c) => {
    const body = await bodyObject(c);
    const { name: pacticipant, version, uuid: environment } = c.req.param() as OfVersion;
    const known = ledger.read((view) => view.version(pacticipant, version) !== undefined && view.environment(environment)?.uuid === environment);
    if (!known) return notFound(c);
    const instance = textIn(body, 'applicationInstance') ?? textIn(body, 'target');
    const stay = kind === 'deployed' ? deploy(ledger, { pacticipant, version, environment, ...(instance !== undefined && { instance }) }) : release(ledger, { pacticipant, version, environment });
    const base = baseOf(c);
    return hal(c, ledger.read((view) => documentOf(view, stay, base)), 201, { location: base + paths.stay(stay.uuid, kind) });
  });
  app.get(OF_VERSION, (c) => {
    const { name: pacticipant, version, uuid: environment } = c.req.param() as OfVersion;
    const base = baseOf(c);
    return hal(c, ledger.read((view) => list(view, view.stays({ kind, pacticipant, version, environment }), base, base + paths.stays(pacticipant, version, environment, kind), `${kind} versions`)));
  });
  app.get(`/environments/:uuid/${kind}-versions/${kind === 'deployed' ? 'currently-deployed' : 'currently-supported'}`, (c) => {
    const query = nestedQuery(c.req.url);
    const environment = c.req.param('uuid');
    const base = baseOf(c);
    const pacticipant = query.text('pacticipant');
    const instance = query.text('applicationInstance') ?? query.text('target');
    const document = ledger.read((view) => {
      if (view.environment(environment)?.uuid !== environment) return undefined;
      const stays = view.stays({ kind, environment, now: true, ...(pacticipant && { pacticipant }) }).filter((stay) => instance === undefined || (stay.instance ?? '') === instance);
      return list(view, stays, base, base + paths.currently(environment, kind), `Currently ${kind} versions`);
    });
    return document ? hal(c, document) : notFound(c);
  });
  app.get(`/${kind}-versions/:uuid`, (c) => {
    const document = ledger.read((view) => {
      const stay = view.stay(c.req.param('uuid'));
      return stay?.kind === kind ? documentOf(view, stay, baseOf(c)) : undefined;
    });
    return document ? hal(c, document) : notFound(c);
  });
  app.patch(`/${kind}-versions/:uuid`, async (c) => {
    const body = await bodyObject(c);
    const uuid = c.req.param('uuid');
    if (ledger.read((view) => view.stay(uuid))?.kind !== kind) return notFound(c);
    if (body?.[FLAG[kind]] === true) return invalid(c, { [FLAG[kind]]: [`The ${FLAG[kind]} property cannot be set back to true. Please record a new deployment.`] });
    const stay = body?.[FLAG[kind]] === false ? endStay(ledger, uuid) : ledger.read((view) => view.stay(uuid));
    return stay ? hal(c, ledger.read((view) => documentOf(view, stay, baseOf(c)))) : notFound(c);
  });
}

function documentOf(view: View, { uuid, kind, pacticipant, version, environment, instance, createdAt, endedAt }: StayRecord, base: string): object {
  const found = view.environment(environment);
  const target = instance === null ? {} : { target: instance, applicationInstance: instance };
  const ended = endedAt === null ? {} : { [kind === 'deployed' ? 'undeployedAt' : 'supportEndedAt']: dateTime(endedAt) };
  return {
    uuid, [FLAG[kind]]: endedAt === null, ...target, ...ended, createdAt: dateTime(createdAt),
    _embedded: {
      pacticipant: { name: pacticipant, _links: { self: { href: base + paths.pacticipant(pacticipant) } } },
      version: { number: version, _links: { self: { title: 'Version', name: version, href: base + paths.version(pacticipant, version) } } },
      ...(found && { environment: environmentDocument(found, base) }),
    },
    _links: { self: { href: base + paths.stay(uuid, kind) } },
  };
}
