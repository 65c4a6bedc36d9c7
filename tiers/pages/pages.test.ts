// The broker's pages in a real browser: what rules on HTML text cannot say.
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningBroker } from '#broker/index';
import { startBrowser } from './browser.ts';
import { PAGES, inhabitedBroker } from './inhabited-broker.ts';

let browser: Browser;
let broker: RunningBroker;
beforeAll(async () => {
  broker = await inhabitedBroker();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await broker?.stop();
});

interface Seen { page: Page; complaints: string[]; elsewhere: string[] }

/** `bypassCSP` is for axe only: the pages themselves allow no script to run. */
async function open(path: string, { colorScheme = 'light', width = 1200, bypassCSP = false }: { colorScheme?: 'light' | 'dark'; width?: number; bypassCSP?: boolean } = {}): Promise<Seen & AsyncDisposable> {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, bypassCSP });
  const page = await context.newPage();
  const [complaints, elsewhere]: [string[], string[]] = [[], []];
  page.on('console', (message) => void (['error', 'warning'].includes(message.type()) && complaints.push(message.text())));
  page.on('pageerror', (error) => void complaints.push(error.message));
  page.on('request', (request) => void (new URL(request.url()).origin === broker.url || elsewhere.push(request.url())));
  const answer = await page.goto(broker.url + path);
  expect(answer?.status(), path).toBe(200);
  return { page, complaints, elsewhere, [Symbol.asyncDispose]: () => context.close() };
}

/** Run in the page, which has neither this file's names nor its types. */
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const REACHABLE = `[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]')].filter((one) => one.getClientRects().length > 0).length`;
const FOCUSED = `(() => { const one = document.activeElement; if (!one || one === document.body) return ''; one.dataset.at ??= String(document.querySelectorAll('[data-at]').length); return one.dataset.at; })()`;
const OUTLINED = `getComputedStyle(document.activeElement).outlineStyle !== 'none'`;

describe.each(PAGES)('%s', (path) => {
  it.each(['light', 'dark'] as const)('has no violation that axe finds, %s', async (colorScheme) => {
    await using seen = await open(path, { colorScheme, bypassCSP: true });
    await seen.page.evaluate(axe.source);
    const { violations } = await seen.page.evaluate<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>('axe.run()');
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)])).toEqual([]);
  });

  it.each([400, 1200])('fits into %i pixels', async (width) => {
    await using seen = await open(path, { width });
    expect(await seen.page.evaluate(OVERFLOW)).toBe(0);
  });

  it('asks nobody else for anything, and the browser has nothing to complain of', async () => {
    await using seen = await open(path);
    expect(seen).toMatchObject({ complaints: [], elsewhere: [] });
  });

  it('can be used by the keyboard alone: everything is reached, and seen to be', async () => {
    await using seen = await open(path);
    const reachable = await seen.page.evaluate<number>(REACHABLE);
    const reached = new Set<string>();
    for (let step = 0; step < reachable; step++) {
      await seen.page.keyboard.press('Tab');
      reached.add(await seen.page.evaluate<string>(FOCUSED));
      expect(await seen.page.evaluate(OUTLINED)).toBe(true);
    }
    reached.delete('');
    expect(reached.size).toBe(reachable);
    expect(reachable).toBeGreaterThan(0);
  });
});
