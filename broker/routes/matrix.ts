import type { Context } from 'hono';
import type { Ledger } from '#broker/ledger/ledger';
import type { View } from '#broker/ledger/view';
import { type Routes, baseOf, hal, invalid, notFound } from '#broker/routes/hal';
import { matrixDocument } from '#broker/routes/matrix-document';
import { type NestedQuery, nestedQuery } from '#broker/routes/nested-query';
import { judge } from '#broker/rules/deployability';
import { type LatestBy, type MatrixQuery, evaluate } from '#broker/rules/matrix';
import type { Selector } from '#broker/rules/selector';

/** How many rows the real broker shows unless asked for more. It also decides from these only; here every row counts. */
const DEFAULT_LIMIT = 100;

export const matrixRoutes: Routes = (app, ledger) => {
  app.get('/matrix', (c) => {
    const query = nestedQuery(c.req.url);
    const question = matrixQuery(query);
    const problems = ledger.read((view) => matrixProblems(view, query, question));
    return problems.length > 0 ? invalid(c, problems) : answer(c, ledger, question, Number(query.text('limit') || DEFAULT_LIMIT));
  });
  app.get('/can-i-deploy', (c) => {
    const query = nestedQuery(c.req.url);
    const errors = ledger.read((view) => deployProblems(view, query));
    if (Object.keys(errors).length > 0) return invalid(c, errors);
    const [environment, tag] = [query.text('environment'), query.text('to')];
    const ignored = [...query.texts('ignore').map((pacticipant) => ({ pacticipant })), ...query.entries('ignore').flatMap(selectorOf)];
    return answer(c, ledger, {
      selectors: [{ pacticipant: query.text('pacticipant') ?? '', version: query.text('version') ?? '' }], ignore: ignored,
      latestBy: environment ? 'cvpv' : 'cvp', ...(environment && { environment }), ...(tag && { tag, latest: true }),
    }, Infinity);
  });
};

/** Matrix questions that have an address of their own. */
export const namedMatrixRoutes: Routes = (app, ledger) => {
  app.get('/matrix/provider/:provider/consumer/:consumer', (c) => {
    const { provider, consumer } = c.req.param();
    return ifKnown(c, ledger, { selectors: [{ pacticipant: consumer }, { pacticipant: provider }], latestBy: 'cvpv' });
  });
  app.get('/pacticipants/:name/latest-version/:tag/can-i-deploy/to/:to', (c) => {
    const { name, tag, to } = c.req.param();
    return ifKnown(c, ledger, { selectors: [{ pacticipant: name, tag, latest: true }], tag: to, latest: true, latestBy: 'cvp' });
  });
  app.get('/pacticipants/:name/branches/:branch/latest-version/can-i-deploy/to-environment/:environment', (c) => {
    const { name, branch, environment } = c.req.param();
    return ifKnown(c, ledger, { selectors: [{ pacticipant: name, branch, latest: true }], environment, latestBy: 'cvpv' });
  });
};

function ifKnown(c: Context, ledger: Ledger, question: MatrixQuery): Response {
  const known = ledger.read((view) => question.selectors.every(({ pacticipant }) => view.hasPacticipant(pacticipant)) && (question.environment === undefined || view.environment(question.environment)?.name === question.environment));
  return known ? answer(c, ledger, question, Infinity) : notFound(c);
}

function answer(c: Context, ledger: Ledger, question: MatrixQuery, limit: number): Response {
  const judgement = ledger.read((view) => judge(evaluate(view, question), { now: ledger.clock.now() }));
  return hal(c, matrixDocument(judgement, baseOf(c), limit));
}

function matrixQuery(query: NestedQuery): MatrixQuery {
  const text = (name: string) => query.text(name) || undefined;
  const [latestBy, environment, tag] = [text('latestby'), text('environment'), text('tag')];
  const success = [...query.texts('success'), ...(query.text('success') === undefined ? [] : [query.text('success')])];
  return {
    selectors: query.entries('q').flatMap(selectorOf), ignore: query.entries('ignore').flatMap(selectorOf),
    ...(latestBy && { latestBy: latestBy as LatestBy }), ...(environment && { environment }), ...(tag && { tag }),
    ...(query.text('mainBranch') === 'true' && { mainBranch: true }), ...(query.text('latest') === 'true' && { latest: true }),
    ...(success.length > 0 && { success: success.map((value) => (value === '' ? null : value === 'true')) }),
  };
}

function selectorOf({ pacticipant, version, branch, tag, environment, latest, mainBranch }: Record<string, string>): Selector[] {
  return pacticipant ? [{
    pacticipant, ...(version && { version }), ...(branch && { branch }), ...(tag && { tag }), ...(environment && { environment }),
    ...(latest === 'true' && { latest: true as const }), ...(mainBranch === 'true' && { mainBranch: true as const }),
  }] : [];
}

/** The real broker's sentences for what is wrong with a question. */
function matrixProblems(view: View, query: NestedQuery, { selectors, latestBy, environment, tag, mainBranch, latest }: MatrixQuery): string[] {
  const checks: [boolean, string][] = [
    [query.entries('q').length > selectors.length, 'Please specify the pacticipant name'],
    ...selectors.filter((one) => one.version !== undefined && one.latest).map((one): [boolean, string] => [true, `A version number and latest flag cannot both be specified for ${one.pacticipant}`]),
    ...selectors.map(({ pacticipant }): [boolean, string] => [!view.hasPacticipant(pacticipant), `Pacticipant ${pacticipant} not found`]),
    [selectors.length === 0, 'Please provide 1 or more version selectors.'],
    [[tag, environment, mainBranch].filter(Boolean).length > 1, 'Cannot specify more than one of tag, environment and mainBranch.'],
    [Boolean(latest && environment), 'Cannot specify both latest=true and an environment.'],
    [environment !== undefined && !view.environment(environment), `Environment with name '${environment}' does not exist`],
    [latestBy !== undefined && !['cvpv', 'cvp', 'cp'].includes(latestBy), 'latestby must be one of: cvpv, cvp, cp'],
    [!(Number(query.text('limit') || 1) >= 1), 'The limit must be 1 or greater.'],
  ];
  return checks.filter(([wrong]) => wrong).map(([, sentence]) => sentence);
}

function deployProblems(view: View, query: NestedQuery): Record<string, string[]> {
  const [pacticipant, version, environment, to] = ['pacticipant', 'version', 'environment', 'to'].map((name) => query.text(name) || undefined);
  const checks: [string, boolean, string][] = [
    ['pacticipant', pacticipant === undefined, 'is missing'],
    ['pacticipant', pacticipant !== undefined && !view.hasPacticipant(pacticipant), 'does not match an existing pacticipant'],
    ['version', version === undefined, 'is missing'],
    ['environment', environment !== undefined && !view.environment(environment), `with name '${environment}' does not exist`],
    ['base', environment !== undefined && to !== undefined, "Cannot specify both a 'to' tag and an environment."],
    ['base', environment === undefined && to === undefined, "Must specify either an environment or a 'to' tag."],
  ];
  const wrong = checks.filter(([, is]) => is);
  return Object.fromEntries(wrong.map(([field]) => [field, wrong.filter(([other]) => other === field).map(([, , sentence]) => sentence)]));
}
