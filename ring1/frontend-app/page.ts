/** A stand-in for the web pages: fetches what a page would, and shows it as HTML. */
export interface Page {
  fetch: typeof globalThis.fetch;
  baseUrl: string;
  /** As the login named it: `Token …`. */
  authorization: string;
}

const json = async ({ fetch, baseUrl, authorization }: Page, method: string, path: string, body?: object): Promise<unknown> => {
  const headers = { authorization, ...(body && { 'content-type': 'application/json' }) };
  const response = await fetch(`${baseUrl}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (response.status === 401) throw new Error('log in again');
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status} ${await response.text()}`);
  return response.json();
};

const escape = (text: string | number) => String(text).replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const list = (items: string[]) => `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;

export async function useCasesPage(page: Page): Promise<string> {
  const useCases = (await json(page, 'GET', '/use-cases/')) as { title: string; privacy: string; flops_per_team: number }[];
  return `<h1>Use cases</h1>${list(useCases.map((one) => `${escape(one.title)} (${escape(one.privacy)}, ${one.flops_per_team} FLOPs)`))}`;
}

export async function joinPage(page: Page, useCase: number, team: string): Promise<string> {
  const joined = (await json(page, 'POST', `/use-cases/${useCase}/join/`, { team })) as { name: string; flops_allocated: number; flops_used: number; members: string[] };
  return `<h1>${escape(joined.name)}</h1><p>${joined.flops_allocated - joined.flops_used} FLOPs left</p>${list(joined.members.map(escape))}`;
}

export async function leaderboardPage(page: Page, dataset: string): Promise<string> {
  const { results } = (await json(page, 'GET', `/leaderboard/?dataset_id=${dataset}`)) as { results: { rank: number; name: string; cycle: number; accuracy: number }[] };
  return `<h1>Leaderboard</h1><table>${results.map((row) => `<tr><td>${row.rank}</td><td>${escape(row.name)}</td><td>${row.cycle}</td><td>${row.accuracy}</td></tr>`).join('')}</table>`;
}
