import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Book } from '../../src/library/index.ts';
import { addArticleBook, addTextBook } from '../../src/school/testing/test-books.ts';
import {
  axeFindings,
  launchBrowser,
  missingForBrowser,
  openPage,
  saySkipped,
  type WatchedPage,
} from './browser.ts';
import { type BrowserSchool, startBrowserSchool } from './school.ts';

const sizes = [
  ['a telephone', { width: 360, height: 740 }],
  ['a computer', { width: 1280, height: 800 }],
] as const;

/** Three pages: a text without pages is cut where a chapter begins. */
const riverText = ['Вахш', 'Панҷ', 'Зарафшон']
  .map(
    (name, index) =>
      `# Дарёи ${name}\n\n${`Дарёи ${name} аз кӯҳҳо ҷорӣ мешавад. `.repeat(12)}Дарозии дарёи ${name} ${500 + index} километр аст.`,
  )
  .join('\n\n');

describe.skipIf(saySkipped('the pages of books', missingForBrowser))('books', () => {
  let school: BrowserSchool;
  let browser: Browser;
  let book: Book;
  let watched: WatchedPage | undefined;

  beforeAll(async () => {
    [browser, school] = await Promise.all([launchBrowser(), startBrowserSchool({ grounded: true })]);
    book = await addTextBook(school.inside, 'rivers.md', riverText, 'Дарёҳои Тоҷикистон');
    school.inside.school.library.describe(book.id, { subject: 'География', grade: 8 });
    await addArticleBook(school.inside);
  });

  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });

  afterEach(async () => {
    await watched?.page.context().close();
    expect(watched?.foreign).toEqual([]);
    expect(watched?.complaints).toEqual([]);
  });

  const expectClean = async (page: Page) => {
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
  };
  /** As somebody without a mouse: the thing gets the focus, Enter does it. */
  const enter = async (page: Page, role: 'link' | 'button', name: string | RegExp) => {
    await page.getByRole(role, { name }).first().focus();
    await page.keyboard.press('Enter');
  };

  it.each(sizes)(
    'are browsed, read and asked on %s without a mouse',
    async (_name, viewport) => {
      watched = await openPage(browser, school.address, { viewport });
      const { page } = watched;
      await page.goto(school.address);
      await enter(page, 'link', 'Китобҳо');
      await page.getByRole('combobox', { name: 'Синф' }).selectOption('8');
      await page.getByRole('combobox', { name: 'Фан' }).selectOption('География');
      await page.getByRole('link', { name: /Дарёҳои Тоҷикистон/u }).waitFor();
      await expectClean(page);
      await enter(page, 'link', /Дарёҳои Тоҷикистон/u);
      await page.getByRole('heading', { name: 'Мундариҷа' }).waitFor();
      await expectClean(page);
      await enter(page, 'link', 'Дарёи Вахш');
      await page.locator('.reader-text', { hasText: 'Вахш 500 километр' }).waitFor();
      await expectClean(page);
      await enter(page, 'link', 'Саҳифаи оянда');
      await page.locator('.reader-text', { hasText: 'Панҷ 501 километр' }).waitFor();
      await enter(page, 'link', 'Саҳифаи пешина');
      await page.locator('.reader-text', { hasText: 'Вахш 500 километр' }).waitFor();
      await enter(page, 'button', 'Аз ин китоб пурсед');
      await page.getByText('Танҳо аз китоби «Дарёҳои Тоҷикистон»').waitFor();
      await expectClean(page);
      const field = page.getByRole('textbox', { name: 'Савол', exact: true });
      await field.fill('Дарозии дарёи Панҷ чанд километр аст?');
      await field.press('Enter');
      const mark = page.locator('.source-mark').first();
      await mark.waitFor();
      expect(await mark.getAttribute('aria-label')).toContain('Дарёҳои Тоҷикистон');
      await mark.focus();
      await page.keyboard.press('Enter');
      const reader = page.getByRole('dialog');
      await reader.locator('mark', { hasText: '501 километр' }).first().waitFor();
      await reader.getByRole('button', { name: 'Саҳифаи оянда' }).focus();
      await page.keyboard.press('Enter');
      await reader.locator('.reader-text', { hasText: '502 километр' }).waitFor();
      await expectClean(page);
      await page.keyboard.press('Escape');
      await reader.waitFor({ state: 'detached' });
      expect(await page.evaluate('document.activeElement.className')).toBe('source-mark');
    },
    180_000,
  );

  it('are checked, corrected and hidden by a teacher, and the correction shows', async () => {
    watched = await openPage(browser, school.address, { viewport: sizes[1][1] });
    const { page } = watched;
    const articles = school.inside.school.library.books().find(({ format }) => format === 'articles');
    await page.goto(`${school.address}/#/books/${articles?.id}/1`);
    await page.getByRole('button', { name: 'Мақола дуруст аст' }).click();
    await page.getByText('Омӯзгор санҷидааст.').waitFor();
    await page.getByRole('button', { name: 'Ислоҳ кардан' }).click();
    const text = page.getByRole('dialog').getByRole('textbox', { name: 'Матн' });
    await text.fill((await text.inputValue()).replace('27 километр', '24 километр'));
    await page.getByRole('dialog').getByRole('button', { name: 'Нигоҳ доштан' }).click();
    await page.getByText('Омӯзгор ислоҳ кардааст.').waitFor();
    expect(await page.locator('.reader-text').textContent()).toContain('24 километр');
    await page.getByRole('button', { name: 'Пинҳон кардан' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('Санҷидан лозим.');
    await page.getByRole('dialog').getByRole('button', { name: 'Пинҳон кардан' }).click();
    await page.getByText('Эзоҳ: Санҷидан лозим.').waitFor();
    expect(school.inside.school.library.search('пирях')).toEqual([]);
    await page.getByRole('button', { name: 'Аз нав нишон додан' }).click();
    await page.getByText('Омӯзгор ислоҳ кардааст.').waitFor();
  }, 120_000);
});
