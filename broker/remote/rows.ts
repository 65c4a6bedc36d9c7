import { at, hrefOf, listAt, names, textAt, timeAt } from '#broker/remote/hal';
import type { Http } from '#broker/remote/http';
import type { MatrixRow, RowVersion } from '#broker/rules/matrix-row';
import { pactOfResultsUrl } from '#broker/rules/paths';
import { failuresOf, gradeOf, testResultsOf } from '#broker/rules/test-results';
import type { JsonObject } from '#core/json';

/** At most this many requests at once: a broker is shared by many. */
const AT_ONCE = 8;

/** The rows of a matrix answer, with the details of every result. */
export async function rowsOf(http: Http, lines: JsonObject[]): Promise<MatrixRow[]> {
  const rows: MatrixRow[] = [];
  for (let from = 0; from < lines.length; from += AT_ONCE) {
    rows.push(...(await Promise.all(lines.slice(from, from + AT_ONCE).map((line) => rowOf(http, line)))));
  }
  return rows;
}

async function rowOf(http: Http, line: JsonObject): Promise<MatrixRow> {
  const number = textAt(line, 'provider', 'version', 'number');
  const result = at(line, 'verificationResult');
  const href = hrefOf(result, 'self');
  const row: MatrixRow = {
    consumer: { name: textAt(line, 'consumer', 'name') ?? '', version: versionOf(at(line, 'consumer', 'version')) },
    provider: { name: textAt(line, 'provider', 'name') ?? '', ...(number !== undefined && { version: versionOf(at(line, 'provider', 'version')) }) },
    pact: { publishedAt: timeAt(line, 'pact', 'createdAt') },
    proofs: [],
    ignored: line['ignored'] === true,
  };
  if (href === undefined) return row;
  const { body } = await http.get(href);
  const results = testResultsOf(body['testResults']);
  const grade = gradeOf(results);
  const success = at(result, 'success') === true;
  const time = timeAt(result, 'verifiedAt');
  const [, count = '0'] = /\/(\d+)$/.exec(href) ?? [];
  const sha = pactOfResultsUrl(href.replace(/\/\d+$/, ''))?.sha;
  row.verification = { success, at: time, number: Number(count), ...(grade && { grade }), failures: success ? [] : failuresOf(results, () => undefined) };
  if (sha !== undefined) row.pact.sha = sha;
  if (success) row.proofs = [{ at: time, ...(grade && { grade }) }];
  return row;
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
