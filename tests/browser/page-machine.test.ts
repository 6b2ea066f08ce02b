import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { machineCare } from '../../src/cli/care/machine-care.ts';
import { createProgress } from '../../src/core/progress/progress-output.ts';
import { diskFiles, Updates } from '../../src/fleet/index.ts';
import { MadeHub } from '../../src/fleet/testing/made-hub.ts';
import {
  axeFindings,
  launchBrowser,
  missingForBrowser,
  openPage,
  saySkipped,
  type WatchedPage,
} from './browser.ts';
import { type BrowserSchool, startBrowserSchool } from './school.ts';

/** Both sizes; SORO_SCREENSHOTS keeps pictures of them. */
async function look(page: Page, name: string): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(wider).toBeLessThanOrEqual(0);
    const folder = process.env.SORO_SCREENSHOTS;
    if (folder) await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
  }
}

/** A hub in a folder that offers a book of words. */
async function makeHub(folder: string): Promise<{ readonly hub: string; readonly root: string }> {
  const hub = join(folder, 'hub');
  const made = new MadeHub(diskFiles, hub);
  const root = await made.begin(new Date());
  await made.release('exam', 1, { 'exam.json': Buffer.from('{}') }, new Date());
  return { hub, root };
}

describe.skipIf(saySkipped('models and updates', missingForBrowser))(
  'the pages about models and updates',
  () => {
    let browser: Browser;
    let school: BrowserSchool;
    let watched: WatchedPage;
    let folder: string;
    const stop = new AbortController();

    beforeAll(async () => {
      // No hub answers here.
      process.env.HF_ENDPOINT = 'http://127.0.0.1:9';
      browser = await launchBrowser();
    });

    afterAll(async () => {
      stop.abort();
      await browser?.close();
    });

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'soro-machine-'));
      const progress = createProgress('lines');
      const roots = [join(folder, 'sticks')];
      let data = '';
      school = await startBrowserSchool({
        machine: (path) => {
          data = path;
          return machineCare(path, { progress, signal: stop.signal, roots });
        },
      });
      const { hub, root } = await makeHub(folder);
      const updates = new Updates({
        files: diskFiles,
        root: join(data, 'fleet'),
        clock: () => ({ now: Date.now(), trusted: true }),
        memoryBytes: 8e9,
        softwareNumber: 0,
        handlers: { examine: async () => ({ passed: true, reason: '' }), activate: async () => {} },
      });
      await mkdir(join(data, 'fleet'), { recursive: true });
      await updates.enrol(root);
      await mkdir(roots[0] ?? '');
      await cp(hub, join(roots[0] ?? '', 'USB'), { recursive: true });
      watched = await openPage(browser, school.address);
      await school.enter(watched.page.context(), await school.addAdministrator());
    });

    afterEach(async () => {
      const { page, foreign, complaints } = watched;
      await page.context().close();
      await school.close();
      await rm(folder, { recursive: true, force: true });
      expect(foreign).toEqual([]);
      expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
    });

    it('an administrator accepts a licence before a model is fetched, and stops that', async () => {
      const { page } = watched;
      await page.goto(`${school.address}/#/school/models`);
      await page.getByText('дар истифода').first().waitFor();
      const fetch = page.getByRole('button', { name: /^Боргирӣ кардан: / }).first();
      await fetch.focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog');
      const accept = dialog.getByRole('button', { name: 'Боргирӣ кардан' });
      expect(await accept.isDisabled()).toBe(true);
      expect(await dialog.getByRole('link', { name: 'Матни иҷозатнома' }).getAttribute('href')).toMatch(
        /^\/api\/models\/[\w.-]+\/licence$/u,
      );
      expect(await axeFindings(page)).toEqual([]);
      await look(page, 'licence');
      await dialog.getByRole('checkbox').check();
      await accept.click();
      await page.getByRole('button', { name: 'Боздоштан' }).click();
      await page.getByText('боздошта шуд').waitFor({ timeout: 30_000 });
      expect(await axeFindings(page)).toEqual([]);
      await look(page, 'models');
      expect(school.requests).toContain('GET /api/models');
    });

    it('an administrator updates from a stick, goes back, and chooses the hours of the night', async () => {
      const { page } = watched;
      await page.goto(`${school.address}/#/school/updates`);
      await page.getByRole('button', { name: 'Аз флешка: USB' }).click();
      await page.getByText('тамом шуд').waitFor({ timeout: 60_000 });
      await page.getByRole('heading', { name: 'Имтиҳони моделҳо' }).waitFor();
      await page.getByText(/аз 48 соат кор кард/u).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await look(page, 'updates');
      await page.getByRole('button', { name: /^Баргаштан ба пештара/u }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Баргаштан ба пештара' }).click();
      await page.getByText('A person went back.', { exact: true }).waitFor({ timeout: 60_000 });
      await page.getByLabel('Аз интернет танҳо дар ин соатҳо').check();
      await page.getByLabel('Нишонаҳои марказ').fill('https://hub.example.tj/soro');
      await page.getByRole('button', { name: 'Нигоҳ доштан' }).click();
      await page.getByText('Нигоҳ дошта шуд.').waitFor();
      const reply = await page.evaluate(
        async () => (await (await fetch('/api/updates')).json()) as { settings: unknown },
      );
      expect(reply.settings).toEqual({
        addresses: ['https://hub.example.tj/soro'],
        folders: [],
        neighbours: true,
        hours: { from: 20, to: 6 },
      });
    });
  },
);
