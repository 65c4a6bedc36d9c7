import { type Routes, baseOf, bodyObject, hal, invalid } from '#broker/routes/hal';
import type { ScenarioPlay } from '#broker/rules/scenario-play';
import { type Json, isObject } from '#core/json';

/** Our own, beside the real broker's API: what drift runs showed, so that a verdict by URL counts the same doubts as one by file. */
export const driftPlayRoutes: Routes = (app, ledger) => {
  app.get('/drift-plays', (c) => hal(c, { plays: ledger.read((view) => view.plays()), _links: { self: { title: 'What drift scenarios showed', href: `${baseOf(c)}/drift-plays` } } }));
  app.post('/drift-plays', async (c) => {
    const { plays } = await bodyObject(c);
    if (!Array.isArray(plays) || !plays.every(isPlay)) return invalid(c, { plays: ['must be a list of plays, each with scenario, contracts, service, target, driver, transport, ground and outcome'] });
    if (plays.length > 0) ledger.change((_, writer) => writer.add({ kind: 'scenarios-played', plays }));
    return hal(c, { plays: plays.length });
  });
};

const TEXTS = ['scenario', 'service', 'target', 'driver', 'transport', 'ground', 'outcome'];

const isPlay = (play: Json): play is ScenarioPlay => isObject(play)
  && TEXTS.every((key) => typeof play[key] === 'string') && ['string', 'undefined'].includes(typeof play['doubt'])
  && Array.isArray(play['contracts']) && play['contracts'].every((contract) => typeof contract === 'string');
