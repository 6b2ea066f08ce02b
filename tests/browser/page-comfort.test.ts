import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  axeFindings,
  launchBrowser,
  missingForBrowser,
  openPage,
  saySkipped,
  type WatchedPage,
} from './browser.ts';
import { type BrowserSchool, startBrowserSchool } from './school.ts';
import { fillSchoolDay, type SchoolDay } from './school-day.ts';

/** A browser that understands Tajik by itself, as none does yet; it hears one sentence. */
const hearing = `window.SpeechRecognition = class {
  static available({ langs, processLocally }) {
    return Promise.resolve(processLocally && langs.join() === 'tg-TJ' ? 'available' : 'unavailable');
  }
  start() {
    if (!this.processLocally) throw new Error('The voice would leave the device.');
    setTimeout(() => {
      this.onresult({ results: [[{ transcript: 'Душанбе куҷост' }]] });
      this.onend();
    }, 50);
  }
};`;

describe.skipIf(saySkipped('the comfort of the page', missingForBrowser))('the page', () => {
  let school: BrowserSchool;
  let day: SchoolDay;
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    [browser, school] = await Promise.all([launchBrowser(), startBrowserSchool()]);
    day = await fillSchoolDay(school);
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });
  afterEach(async () => {
    await watched.page.context().close();
    expect(watched.foreign).toEqual([]);
    expect(watched.complaints).toEqual([]);
  });

  const open = async (
    who: 'pupil' | 'administrator',
    path = '',
    { before, ...options }: BrowserContextOptions & { before?: string } = {},
  ) => {
    watched = await openPage(browser, school.address, { reducedMotion: 'reduce', ...options });
    const { page } = watched;
    const [pupil] = day.pupils;
    if (!pupil) throw new Error('no pupil');
    await school.enter(page.context(), who === 'pupil' ? pupil : day.administrator);
    if (before) await page.addInitScript(before);
    await page.goto(`${school.address}/#/${path}`);
    await page.locator('header').waitFor();
    return page;
  };
  const picture = async (page: Page, name: string) => {
    const folder = process.env.SORO_SCREENSHOTS;
    if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
  };

  it('shows four cards to who is new, by keyboard, and not again', async () => {
    const page = await open('pupil');
    await page.getByRole('button', { name: 'Бори аввал?' }).press('Enter');
    const titles = ['Пурсед', 'Манбаъро бинед', 'Корҳоро супоред', 'Ба худ мувофиқ кунед'];
    for (const title of titles) {
      await page.getByRole('heading', { name: title }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await picture(page, `tour-${titles.indexOf(title) + 1}`);
      await page.getByRole('button', { name: /^(?:Давом|Оғоз кардан)$/u }).press('Enter');
    }
    expect(await page.locator('dialog').count()).toBe(0);
    await page.reload();
    await page.getByText('Масалан, чунин пурсед').waitFor();
    expect(await page.getByRole('button', { name: 'Бори аввал?' }).count()).toBe(0);
  });

  it.each(['school', 'tasks', 'books', ''])(
    'fits 320 pixels with the largest text and easy reading, kept over a reload: #/%s',
    async (path) => {
      const page = await open('administrator', path, { viewport: { width: 320, height: 640 } });
      await page.getByRole('button', { name: 'Танзимот' }).click();
      await page.getByLabel('Андозаи матн').selectOption('largest');
      await page.getByLabel('Хониши осон').check();
      expect(await axeFindings(page)).toEqual([]);
      await picture(page, 'settings-largest');
      await page.reload();
      await page.locator('main').waitFor();
      expect(await page.evaluate('getComputedStyle(document.documentElement).fontSize')).toBe('22px');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      for (const link of await page.locator('header a, header button').all())
        expect((await link.boundingBox())?.x, (await link.textContent()) ?? undefined).toBeGreaterThanOrEqual(
          0,
        );
      await picture(page, `largest-${path || 'chat'}`);
    },
  );

  it('has shortcuts that work while one writes, and a list of them', async () => {
    const page = await open('pupil');
    await page.getByRole('textbox', { name: 'Савол' }).focus();
    await page.keyboard.press('Alt+KeyT');
    await page.getByRole('heading', { name: 'Корҳо' }).waitFor();
    await page.keyboard.press('Alt+KeyQ');
    await expect.poll(() => page.evaluate('document.activeElement?.tagName')).toBe('TEXTAREA');
    await page.keyboard.press('Alt+KeyK');
    await page.getByRole('heading', { name: 'Тугмаҳои зуди клавиатура' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await picture(page, 'shortcuts');
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog').count()).toBe(0);
  });

  it('gives a conversation away as a file and prints it whole', async () => {
    const page = await open('pupil', `c/${day.conversationId}`, {
      // Chromium without a window prints nothing, and says at once that it has.
      before: 'window.print = () => {}',
    });
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Фиристодани суҳбат' }).press('Enter');
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/\.txt$/u);
    const text = await readFile(await file.path(), 'utf8');
    expect(text).toContain('Шумо: ');
    expect(text).toContain('Худатон санҷед');
    expect(text).not.toContain('**');
    await page.getByRole('button', { name: 'Чопи суҳбат' }).press('Enter');
    await page.emulateMedia({ media: 'print' });
    await page.locator('.conversation-paper').waitFor();
    expect(await page.locator('#app').isVisible()).toBe(false);
    expect(await page.locator('.conversation-paper').textContent()).toContain('Худатон санҷед');
    // Formulas are drawn, not spelt.
    expect(await page.locator('.conversation-paper').textContent()).not.toContain('\\frac');
    await picture(page, 'conversation-paper');
  });

  it('looks words up and checks letters without the server, where it was asked to keep the word book', async () => {
    const page = await open('pupil', 'tasks/words', { serviceWorkers: 'allow' });
    await page.getByLabel('Дар ин дастгоҳ нигоҳ доштан').check();
    await page.evaluate('navigator.serviceWorker.ready.then(() => {})');
    // What is loaded now passes through the service worker, which keeps it.
    await page.reload();
    await page.getByRole('textbox', { name: 'Калима' }).waitFor();
    expect(await page.getByLabel('Дар ин дастгоҳ нигоҳ доштан').isChecked()).toBe(true);
    await page.context().setOffline(true);
    await page.goto('about:blank');
    await page.goto(`${school.address}/#/`);
    await page.getByRole('link', { name: 'бе сервер' }).press('Enter');
    expect(await page.locator('.task-cards a').count()).toBe(2);
    await page.getByRole('link', { name: 'Луғат' }).press('Enter');
    await page.getByRole('textbox', { name: 'Калима' }).fill('неделя');
    await page.getByText('ҳафта', { exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await picture(page, 'offline-words');
    await page.getByRole('link', { name: '← Ҳамаи корҳо' }).press('Enter');
    await page.getByRole('link', { name: 'Ёрӣ дар навиштан' }).press('Enter');
    await page.getByRole('textbox', { name: 'Матни шумо' }).fill('Хафта гузашт , душвор.');
    await page.getByRole('button', { name: 'Санҷидан' }).press('Enter');
    await expect.poll(() => page.locator('.plain-version').textContent()).toBe('Ҳафта гузашт, душвор.');
    await page.getByText('Сервер дастнорас аст').waitFor();
    await picture(page, 'offline-writing');
    // Requests that find no network are told by the browser itself.
    watched.complaints.splice(0);
  });

  it('has a microphone only where the device understands Tajik by itself', async () => {
    const without = await open('pupil');
    await without.getByRole('button', { name: 'Танзимот' }).click();
    await without.getByText('ин дастгоҳ нутқи тоҷикиро худаш намефаҳмад').waitFor();
    expect(await without.getByRole('button', { name: 'Навиштан бо овоз' }).count()).toBe(0);
    await without.context().close();
    const page = await open('pupil', '', { before: hearing });
    await page.getByRole('button', { name: 'Навиштан бо овоз' }).press('Enter');
    await expect.poll(() => page.getByRole('textbox', { name: 'Савол' }).inputValue()).toBe('Душанбе куҷост');
  });

  it.each(['', 'tasks/writing', 'books'])(
    'can be used with the colours of the system: #/%s',
    async (path) => {
      const page = await open('pupil', path, { forcedColors: 'active' });
      await page.locator('main').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      if (path !== '') {
        const line = 'getComputedStyle(document.querySelector("header [aria-current=page]")).outlineStyle';
        expect(await page.evaluate(line)).toBe('solid');
      }
      await picture(page, `forced-${path.replace('/', '-') || 'chat'}`);
    },
  );
});
