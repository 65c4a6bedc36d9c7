import { at, hrefOf, listAt, names, textAt, timeAt } from '#broker/remote/hal';
import type { Http } from '#broker/remote/http';
import type { MatrixRow, RowVerification, RowVersion } from '#broker/rules/matrix-row';
import { type ObtainedCounts, obtainedOf } from '#broker/rules/obtained';
import { pactOfResultsUrl } from '#broker/rules/paths';
import { failuresOf, gradeOf, testResultsOf } from '#broker/rules/test-results';
import type { JsonObject } from '#core/json';
import { GRADES } from '#core/target';

/** At most this many requests at once: a broker is shared by many. */
const AT_ONCE = 8;

/** The rows of a matrix answer, with the details of every result. What our own broker says beside a row is not asked for again. */
export async function rowsOf(http: Http, lines: JsonObject[]): Promise<MatrixRow[]> {
  const pacts = new Map<string, Promise<ObtainedCounts>>();
  const obtained: Obtain = (href) => {
    const asked = pacts.get(href) ?? http.get(href).then(({ body }) => obtainedOf(body));
    pacts.set(href, asked);
    return asked;
  };
  const rows: MatrixRow[] = [];
  for (let from = 0; from < lines.length; from += AT_ONCE) {
    rows.push(...(await Promise.all(lines.slice(from, from + AT_ONCE).map((line) => rowOf(http, line, obtained)))));
  }
  return rows;
}

type Obtain = (pactHref: string) => Promise<ObtainedCounts>;

async function rowOf(http: Http, line: JsonObject, obtain: Obtain): Promise<MatrixRow> {
  const number = textAt(line, 'provider', 'version', 'number');
  const told = at(line, 'pact', 'ringproof', 'obtained');
  const pactHref = hrefOf(at(line, 'pact'), 'self');
  const row: MatrixRow = {
    consumer: { name: textAt(line, 'consumer', 'name') ?? '', version: versionOf(at(line, 'consumer', 'version')) },
    provider: { name: textAt(line, 'provider', 'name') ?? '', ...(number !== undefined && { version: versionOf(at(line, 'provider', 'version')) }) },
    pact: { publishedAt: timeAt(line, 'pact', 'createdAt'), obtained: told ? countsIn(told) : pactHref === undefined ? countsIn(undefined) : await obtain(pactHref) },
    proofs: [],
    ignored: line['ignored'] === true,
  };
  const result = at(line, 'verificationResult');
  const href = hrefOf(result, 'self');
  if (href === undefined) return row;
  const success = at(result, 'success') === true;
  const { grade, failures } = await detailsOf(http, result, href, success);
  const time = timeAt(result, 'verifiedAt');
  const [, count = '0'] = /\/(\d+)$/.exec(href) ?? [];
  const sha = pactOfResultsUrl(href.replace(/\/\d+$/, ''))?.sha;
  row.verification = { success, at: time, number: Number(count), ...(grade && { grade }), failures };
  if (sha !== undefined) row.pact.sha = sha;
  if (success) row.proofs = [{ at: time, ...(grade && { grade }) }];
  return row;
}

async function detailsOf(http: Http, result: ReturnType<typeof at>, href: string, success: boolean): Promise<Pick<RowVerification, 'grade' | 'failures'>> {
  const told = at(result, 'ringproof');
  if (told && success) {
    const grade = GRADES.find((one) => one === at(told, 'grade'));
    return { failures: [], ...(grade && { grade }) };
  }
  const results = testResultsOf((await http.get(href)).body['testResults']);
  const grade = gradeOf(results);
  return { failures: success ? [] : failuresOf(results, () => undefined), ...(grade && { grade }) };
}

function countsIn(told: ReturnType<typeof at>): ObtainedCounts {
  const count = (key: string) => Number(at(told, key) ?? 0);
  return { recorded: count('recorded'), specification: count('specification'), unknown: count('unknown') };
}

const versionOf = (version: ReturnType<typeof at>): RowVersion => ({
  number: textAt(version, 'number') ?? '',
  branches: names(listAt(version, 'branchVersions')),
  tags: names(listAt(version, 'tags')),
  environments: names(listAt(version, 'environments')),
});

/** Rows of single results brought together: the latest result of each pact and provider version, with the proofs since the last failure. */
export function together(rows: MatrixRow[]): MatrixRow[] {
  const byVersions = Map.groupBy(rows, ({ consumer, provider }) => JSON.stringify([consumer.name, consumer.version.number, provider.name, provider.version?.number]));
  return [...byVersions.values()].flatMap((own) => {
    const oldestFirst = own.toSorted((a, b) => (a.verification?.number ?? 0) - (b.verification?.number ?? 0));
    const latest = oldestFirst.at(-1);
    const sinceFailure = oldestFirst.slice(oldestFirst.findLastIndex(({ verification }) => verification?.success === false) + 1);
    return latest ? [{ ...latest, proofs: sinceFailure.flatMap(({ proofs }) => proofs).reverse() }] : [];
  });
}
