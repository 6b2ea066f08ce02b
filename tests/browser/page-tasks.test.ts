import type { Browser, Page } from 'playwright-core';
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

const widths = [360, 1280];
const notice =
  'Эълон\nРӯзи ҷумъа, 15 март, соати 14:00 дар мактаби №12 ҷамъомад баргузор мегардад. Барои таъмир 1 150 сомонӣ биёред.';

async function expectClean(page: Page, width: number): Promise<void> {
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
}

/** Tab until the control with this name has the focus: nothing here is clicked. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate<string>(
      '(document.activeElement?.labels?.[0] ?? document.activeElement)?.textContent?.trim() || document.activeElement?.getAttribute("aria-label") || ""',
    );
    if (label.startsWith(name)) return;
  }
  throw new Error(`no Tab reaches ${name}`);
}

describe.skipIf(saySkipped('the tasks', missingForBrowser))('the tasks, by keyboard alone', () => {
  let school: BrowserSchool;
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    [browser, school] = await Promise.all([launchBrowser(), startBrowserSchool()]);
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

  const open = async (width: number) => {
    watched = await openPage(browser, school.address, {
      viewport: { width, height: 740 },
      reducedMotion: 'reduce',
    });
    const { page } = watched;
    await page.goto(school.address);
    await page.getByText('Салом! Ман Соро ҳастам.').waitFor();
    await tabTo(page, 'Корҳо');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Корҳо' }).waitFor();
    await expectClean(page, width);
    return page;
  };
  const picture = async (page: Page, name: string) => {
    const folder = process.env.SORO_SCREENSHOTS;
    if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
  };

  it.each(widths)('a form is filled from one’s own words and asked on, at %i pixels', async (width) => {
    const page = await open(width);
    await picture(page, `cards-${width}`);
    await tabTo(page, 'Пур кардани ариза');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Ариза барои рухсатӣ' }).waitFor();
    await expectClean(page, width);
    await picture(page, `forms-${width}`);
    await tabTo(page, 'Ариза барои рухсатӣ');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Бо суханони худ' }).waitFor();
    await tabTo(page, 'Бо суханони худ');
    await page.keyboard.insertText('Ман Фирдавс Ҷалилов, муҳандис.');
    await tabTo(page, 'Пур кардан');
    await page.keyboard.press('Enter');
    await page.locator('mark', { hasText: 'Фирдавс Ҷалилов' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Ному насаб' }).inputValue()).toBe('Фирдавс Ҷалилов');
    await expectClean(page, width);
    await picture(page, `form-${width}`);
    // The question has the focus.
    await page.keyboard.insertText('7 сентябр');
    await page.keyboard.press('Enter');
    await page.locator('mark', { hasText: '7 сентябр' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Аз кадом сана' }).inputValue()).toBe('7 сентябр');
    expect(await page.getByRole('textbox', { name: 'То кадом сана' }).inputValue()).toBe('');
    await tabTo(page, 'Сабаб');
    await page.keyboard.insertText('оила');
    const download = page.waitForEvent('download');
    await tabTo(page, 'Боргирии Word');
    await page.keyboard.press('Enter');
    expect((await download).suggestedFilename()).toBe('Ариза барои рухсатӣ.docx');
    await page.emulateMedia({ media: 'print' });
    const paper = await page.locator('.paper').textContent();
    expect(paper).toContain('оила');
    expect(paper).toContain('ЛОИҲА');
    expect(await page.locator('#app').isVisible()).toBe(false);
  });

  it.each(widths)('a notice tells what, when, where and how much, at %i pixels', async (width) => {
    const page = await open(width);
    await tabTo(page, 'Фаҳмидани эълон');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Матни эълон' }).waitFor();
    await tabTo(page, 'Матни эълон');
    await page.keyboard.insertText(notice);
    await tabTo(page, 'Фаҳмондан');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '1 150 сомонӣ', exact: true }).waitFor();
    await tabTo(page, '1 150 сомонӣ');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('mark.here').allTextContents()).toEqual(['1 150 сомонӣ']);
    await expectClean(page, width);
    await picture(page, `notice-${width}`);
    const download = page.waitForEvent('download');
    await tabTo(page, 'Ёдрас');
    await page.keyboard.press('Enter');
    expect((await download).suggestedFilename()).toBe('soro.ics');
  });

  it.each(widths)(
    'a letter is drafted, its tone changed, and its slots asked, at %i pixels',
    async (width) => {
      const page = await open(width);
      await tabTo(page, 'Навиштани нома');
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: 'Шикоят' }).waitFor();
      await expectClean(page, width);
      await tabTo(page, 'Шикоят');
      await page.keyboard.press('Enter');
      await page.getByRole('textbox', { name: 'Чӣ гуфтан мехоҳед?' }).waitFor();
      await tabTo(page, 'Чӣ гуфтан мехоҳед?');
      await page.keyboard.insertText('лифти бинои мо аз 3 ноябр кор намекунад');
      await tabTo(page, 'Навиштани лоиҳа');
      await page.keyboard.press('Enter');
      const letter = page.locator('.letter-text');
      await expect.poll(() => letter.textContent()).toContain('диққати Шуморо');
      await page.getByText('ҷойҳои холӣ дорад').waitFor();
      // The question about the first empty slot has the focus.
      await page.keyboard.insertText('мудири хона');
      await page.keyboard.press('Enter');
      await expect.poll(() => letter.textContent()).toContain('мудири хона');
      await expectClean(page, width);
      await picture(page, `letter-${width}`);
      await page.getByRole('radio', { name: 'Оддӣ' }).focus();
      await page.keyboard.press('Space');
      await expect.poll(() => letter.textContent()).not.toContain('диққати Шуморо');
      await page.getByRole('textbox', { name: 'Ному насаб' }).last().focus();
      await page.keyboard.insertText('Зарина Каримова');
      await page.keyboard.press('Tab');
      await expect.poll(() => letter.textContent()).toContain('Зарина Каримова');
      const download = page.waitForEvent('download');
      await tabTo(page, 'Боргирии Word');
      await page.keyboard.press('Enter');
      expect((await download).suggestedFilename()).toBe('Шикоят.docx');
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.paper').textContent()).toMatch(/^ЛОИҲА.*Зарина Каримова/su);
    },
  );

  it.each(widths)('each correction has its reason and can be undone, at %i pixels', async (width) => {
    const page = await open(width);
    await tabTo(page, 'Ёрӣ дар навиштан');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Матни шумо' }).waitFor();
    await tabTo(page, 'Матни шумо');
    await page.keyboard.insertText('Ман ба мактаб меравад. Китоб хои ман дар хона . Отпуск лозим.');
    await tabTo(page, 'Санҷидан');
    await page.keyboard.press('Enter');
    const corrected = page.locator('.plain-version');
    await expect
      .poll(() => corrected.textContent())
      .toBe('Ман ба мактаб меравам. Китобҳои ман дар хона. Отпуск лозим.');
    await expectClean(page, width);
    await picture(page, `writing-${width}`);
    await tabTo(page, '✓ Мувофиқати феъл');
    await page.keyboard.press('Enter');
    await expect.poll(() => corrected.textContent()).toContain('меравад');
    // Style is only suggested: nothing is changed before it is accepted.
    await tabTo(page, 'Калимаи русӣ');
    await page.keyboard.press('Enter');
    await expect.poll(() => corrected.textContent()).toContain('рухсатӣ лозим');
    await page.getByRole('button', { name: 'Бо ин матн давом додан' }).press('Enter');
    expect(await page.getByRole('textbox', { name: 'Матни шумо' }).inputValue()).toContain('Китобҳои ман');
  });

  it.each(widths)('a sentence, words and another script, and what it cannot, at %i pixels', async (width) => {
    const page = await open(width);
    await tabTo(page, 'Тарҷума ва луғат');
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: 'Калима ё ҷумла' });
    await field.waitFor();
    const ask = async (text: string) => {
      await field.fill(text);
      await field.focus();
      await tabTo(page, 'Тарҷума кардан');
      await page.keyboard.press('Enter');
    };
    await ask('Дарси якум соати ҳашти саҳар сар мешавад.');
    await page.getByText('Первый урок начинается в восемь утра.').first().waitFor();
    await ask('хонаи нав');
    await page.getByText('Калима ба калима').waitFor();
    await page.getByRole('definition').filter({ hasText: 'дом' }).waitFor();
    await expectClean(page, width);
    await picture(page, `translation-${width}`);
    await tabTo(page, 'Бо хати форсӣ');
    await page.keyboard.press('Enter');
    await page.getByText('خانه نو').waitFor();
    await expectClean(page, width);
    await ask('абракадабра тарабара');
    await page.getByText('Инро тарҷума карда наметавонам').waitFor();
  });

  it('a file is read into the field, and one that is no document is refused', async () => {
    const page = await open(360);
    await page.goto(`${school.address}/#/tasks/notice`);
    const choose = (name: string, text: string) =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    await choose('эълон.txt', notice);
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Матни эълон' }).inputValue())
      .toContain('1 150');
    await choose('x.exe', 'MZ');
    await page.getByText('Инро хондан муяссар нашуд.').waitFor();
    // A request that the server refuses is told by the browser itself.
    expect(watched.complaints.splice(0)).toHaveLength(1);
  });
});
