import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { pageFolder } from '../../src/chat/api/page.ts';

const chromiumPath = process.env.SORO_CHROMIUM ?? '/usr/bin/chromium';

/** What a test in a browser lacks here; it skips and says so. */
export const missingForBrowser: readonly string[] = [
  existsSync(chromiumPath)
    ? ''
    : `no browser at ${chromiumPath} (apt-get install chromium, or set SORO_CHROMIUM)`,
  existsSync(pageFolder) ? '' : 'the page is not built (npm run setup)',
].filter((reason) => reason !== '');

/** Says once why a test is skipped. */
export function saySkipped(test: string, missing: readonly string[]): boolean {
  if (missing.length > 0) process.stderr.write(`Skipped ${test}: ${missing.join('; ')}.\n`);
  return missing.length > 0;
}

/** A Chromium without its own traffic; `soro.lan` is this machine under a name that is no secure context. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--host-resolver-rules=MAP soro.lan 127.0.0.1',
    ],
  });
}

/** A page and what went wrong on it: requests to other addresses, errors and warnings of the browser. */
export interface WatchedPage {
  readonly page: Page;
  readonly foreign: string[];
  readonly complaints: string[];
}

/** Playwright's own words, and Chromium's about a header that means nothing over http in a network. */
const expected = /^Service Worker registration blocked|^The Cross-Origin-Opener-Policy header/u;

export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    serviceWorkers: 'block',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol.startsWith('http')) foreign.push(request.url());
  });
  page.on('console', (message) => {
    const isComplaint = ['error', 'warning'].includes(message.type());
    if (isComplaint && !expected.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, foreign, complaints };
}

/** What axe finds on a page, with the elements. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run()');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
