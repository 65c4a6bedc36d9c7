import type { LabelRecord } from '#broker/ledger/view';
import { remove } from '#broker/operations/removal';
import { type Routes, baseOf, hal, notFound, timestamps } from '#broker/routes/hal';
import { pacticipantDocument } from '#broker/routes/pacticipant-document';
import { paths } from '#broker/rules/paths';

/** Labels group applications. */
export const labelRoutes: Routes = (app, ledger) => {
  const LABEL = '/pacticipants/:name/labels/:label';
  const find = (name: string, label: string) => ledger.read((view) => view.labels(name).find((one) => one.name === label));
  app.get('/labels', (c) => {
    const labels = ledger.read((view) => [...new Map(view.labels().map((one) => [one.name, one])).values()]);
    return hal(c, { _embedded: { labels: labels.map((one) => ({ name: one.name, ...timestamps(one) })) }, _links: { self: { title: 'Labels', href: `${baseOf(c)}/labels` } } });
  });
  app.get('/pacticipants/label/:label', (c) => {
    const base = baseOf(c);
    const label = c.req.param('label');
    const pacticipants = ledger.read((view) => {
      const names = new Set(view.labels().filter(({ name }) => name === label).map(({ pacticipant }) => pacticipant));
      return view.pacticipants().filter(({ name }) => names.has(name)).map((one) => pacticipantDocument(view, one, base));
    });
    const links = pacticipants.map(({ name }) => ({ href: base + paths.pacticipant(name), title: name, name }));
    return hal(c, { pacticipants, _embedded: { pacticipants }, _links: { self: { href: base + paths.labelled(label) }, 'pb:pacticipants': links } });
  });
  app.get(LABEL, (c) => {
    const { name, label } = c.req.param();
    const found = find(name, label);
    return found ? hal(c, labelDocument(found, baseOf(c))) : notFound(c);
  });
  app.put(LABEL, (c) => {
    const { name, label } = c.req.param();
    if (!ledger.read((view) => view.hasPacticipant(name))) return notFound(c);
    const known = find(name, label);
    if (!known) ledger.change((_, writer) => writer.add({ kind: 'label-set', pacticipant: name, label }));
    const stored = known ?? find(name, label);
    return stored ? hal(c, labelDocument(stored, baseOf(c)), known ? 200 : 201, { location: baseOf(c) + paths.label(name, label) }) : notFound(c);
  });
  app.delete(LABEL, (c) => {
    const { name, label } = c.req.param();
    return remove(ledger, { kind: 'label-removed', pacticipant: name, label }) ? c.body(null, 204) : notFound(c);
  });
};

const labelDocument = (label: LabelRecord, base: string): object => ({
  name: label.name, ...timestamps(label),
  _links: {
    self: { title: 'Label', name: label.name, href: base + paths.label(label.pacticipant, label.name) },
    pacticipant: { title: 'Pacticipant', name: label.pacticipant, href: base + paths.pacticipant(label.pacticipant) },
  },
});
