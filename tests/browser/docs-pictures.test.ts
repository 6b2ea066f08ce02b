import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../src/core/configuration.ts';
import type { Person } from '../../src/school/people/person.ts';
import { launchBrowser, missingForBrowser, openPage, saySkipped } from './browser.ts';
import { type BrowserSchool, startBrowserSchool } from './school.ts';
import { fillSchoolDay, type SchoolDay } from './school-day.ts';

/**
 * The pictures of the guides, taken anew: `SORO_DOCS_PICTURES=docs/images npx vitest run tests/browser/docs-pictures.test.ts`.
 * Those of books, of an upload, of printed slips, of practice, questions, the tutor and a test's results are still taken by hand.
 */
const folder = process.env.SORO_DOCS_PICTURES;
const missing = folder ? missingForBrowser : ['SORO_DOCS_PICTURES names no folder'];

const small = { width: 360, height: 740 };
const wide = { width: 1280, height: 800 };

describe.skipIf(saySkipped('the pictures of the guides', missing))('the pictures of the guides', () => {
  let browser: Browser;
  let fresh: BrowserSchool;
  let school: BrowserSchool;
  let day: SchoolDay;

  beforeAll(async () => {
    [browser, fresh, school] = await Promise.all([
      launchBrowser(),
      startBrowserSchool(),
      startBrowserSchool(),
    ]);
    day = await fillSchoolDay(school);
  });

  afterAll(async () => {
    await browser?.close();
    for (const one of [fresh, school]) await one?.close();
  });

  interface Picture {
    readonly name: string;
    readonly at: BrowserSchool;
    readonly who?: Person | undefined;
    readonly path: string;
    readonly viewport: typeof small;
    readonly shows: string;
    readonly act?: (page: Page) => Promise<void>;
  }

  const take = async ({ name, at, who, path, viewport, shows, act }: Picture) => {
    const { page, complaints } = await openPage(browser, at.address, { viewport, reducedMotion: 'reduce' });
    // The guides show the page of somebody who has seen the tour.
    await page.addInitScript('localStorage.setItem("soro-tour", "seen")');
    if (who) await at.enter(page.context(), who);
    await page.goto(`${at.address}/${path}`);
    await page.getByText(shows).filter({ visible: true }).first().waitFor();
    await act?.(page);
    await page.evaluate('document.fonts.ready.then(() => {})');
    await page.screenshot({ path: join(projectFolder, folder ?? '', `${name}.png`) });
    await page.context().close();
    expect(complaints, name).toEqual([]);
  };

  it('are taken of the chat and the classes', async () => {
    const [pupil] = day.pupils;
    const { teacher, schoolClass, conversationId } = day;
    const base = `#/classes/${schoolClass.id}`;
    const at = school;
    await take({ name: 'page', at: fresh, path: '#/', viewport: wide, shows: 'Масалан, чунин пурсед' });
    await take({
      name: 'page-chat',
      at,
      who: pupil,
      path: `#/c/${conversationId}`,
      viewport: wide,
      shows: 'Қоида',
    });
    await take({
      name: 'page-log-in',
      at,
      path: `#/join/${schoolClass.code}`,
      viewport: small,
      shows: 'Ман аллакай ҳамроҳ шудаам',
      act: async (page) => {
        await page.getByRole('button', { name: 'Ман аллакай ҳамроҳ шудаам' }).click();
        await page.getByText('Чор расми худро').waitFor();
      },
    });
    await take({ name: 'page-class', at, who: teacher, path: base, viewport: wide, shows: 'Нилуфар' });
    await take({
      name: 'page-card',
      at,
      who: teacher,
      path: `${base}/card`,
      viewport: wide,
      shows: '192.168.1.10:8080',
    });
  });

  it('are taken of the tasks', async () => {
    const at = fresh;
    await take({ name: 'page-tasks', at, path: '#/tasks', viewport: small, shows: 'Навиштани нома' });
    await take({
      name: 'page-letter',
      at,
      path: '#/tasks/letter/complaint',
      viewport: { width: 1280, height: 1000 },
      shows: 'Чӣ гуфтан мехоҳед?',
      act: async (page) => {
        await page.getByLabel('Чӣ гуфтан мехоҳед?').fill('лифти бинои мо аз 3 ноябр кор намекунад');
        await page.getByRole('button', { name: 'Навиштани лоиҳа' }).click();
        await page.locator('.letter-text').waitFor();
      },
    });
    await take({
      name: 'page-writing',
      at,
      path: '#/tasks/writing',
      viewport: { width: 1280, height: 1000 },
      shows: 'Матни шумо',
      act: async (page) => {
        await page
          .getByLabel('Матни шумо')
          .fill('Ман ба мактаб меравад. Китоб хои ман дар хона . Отпуск лозим.');
        await page.getByRole('button', { name: 'Санҷидан' }).click();
        await page.locator('.changes').waitFor();
      },
    });
  });
});
