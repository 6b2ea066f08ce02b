import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { getDocumentProxy } from 'unpdf';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { itemBankOf } from '../../src/practice/index.ts';
import { answerSheet, startSheet, submitSheet } from '../../src/school/class-tests/write-sheet.ts';
import { addPupil } from '../../src/school/classes/pupils.ts';
import {
  axeFindings,
  launchBrowser,
  missingForBrowser,
  openPage,
  saySkipped,
  type WatchedPage,
} from './browser.ts';
import { fillPracticeDay, type PracticeDay } from './practice-day.ts';
import { type BrowserSchool, pupilPin, startBrowserSchool } from './school.ts';

/** A folder for pictures of what a person sees; without it none are taken. */
const pictures = process.env.SORO_PICTURES;

const sizes = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
] as const;

describe.skipIf(saySkipped("teachers' questions and tests", missingForBrowser))("a teacher's pages", () => {
  let school: BrowserSchool;
  let browser: Browser;
  let day: PracticeDay;
  const watched: WatchedPage[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
    if (pictures) await mkdir(pictures, { recursive: true });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    school = await startBrowserSchool();
    day = await fillPracticeDay(school);
  });
  afterEach(async () => {
    for (const { page, foreign, complaints } of watched.splice(0)) {
      await page.context().close();
      expect(foreign).toEqual([]);
      // A plan that the bank cannot fill is refused, and the browser says so, too.
      expect(complaints.filter((text) => !text.includes('400 (Bad Request)'))).toEqual([]);
    }
    await school.close();
  });

  const open = async (path: string, viewport: { width: number; height: number } = sizes[1]) => {
    const one = await openPage(browser, school.address, { viewport });
    watched.push(one);
    await school.enter(one.page.context(), day.teacher);
    await one.page.goto(`${school.address}/${path}`);
    return one.page;
  };
  const check = async (page: Page, name: string) => {
    expect(await axeFindings(page), name).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), name).toBe(true);
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  };
  const press = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).first().click();
  const statusOf = (status: string) =>
    school.inside.store.get<{ count: number }>(
      'SELECT count(*) AS count FROM item WHERE newest = 1 AND status = :status',
      { status },
    )?.count;

  it('approve, edit and retire drafts with one key each', async () => {
    const page = await open('#/classes/items');
    await page.getByLabel('Фан', { exact: true }).selectOption('География');
    const [approved = 0, drafts = 0] = [statusOf('approved'), statusOf('draft')];
    await page.getByRole('button', { name: /^Санҷидани сиёҳнависҳо/u }).click();
    await page.locator('.review-card').waitFor();
    await check(page, 'items-review-1280');
    const first = await page.locator('.item-view-question').textContent();
    const changed = () =>
      page.waitForFunction(
        `document.querySelector('.item-view-question')?.textContent !== ${JSON.stringify(first)}`,
      );
    await page.keyboard.press('Enter');
    await changed();
    expect(statusOf('approved')).toBe(approved + 1);
    await page.keyboard.press('Delete');
    await expect.poll(() => statusOf('retired')).toBe(1);
    await page.keyboard.press('ArrowRight');
    expect(statusOf('draft')).toBe(drafts - 2);
    await page.keyboard.press('e');
    await page.getByLabel('Савол', { exact: true }).fill('Саволи ислоҳшуда?');
    await check(page, 'items-editor-1280');
    await press(page, 'Нигоҳ доштан ва тасдиқ кардан');
    await expect.poll(() => statusOf('approved')).toBe(approved + 2);
    const kept = school.inside.store.get<{ content: string }>(
      "SELECT content FROM item WHERE newest = 1 AND content LIKE '%Саволи ислоҳшуда?%'",
    );
    expect(JSON.parse(kept?.content ?? '{}')).toMatchObject({ version: 2, author: 'Зарина Раҳимова' });
  });

  it('write a new question, bring a file in and see what a file would lose', {
    timeout: 180_000,
  }, async () => {
    for (const size of sizes) {
      const page = await open('#/classes/items', size);
      await page
        .getByText(/^144[46] савол$/u)
        .first()
        .waitFor();
      await check(page, `items-${size.width}`);
      await press(page, 'Саволи нав');
      await page.getByLabel('Навъ').selectOption('matching');
      await page.getByLabel('Савол', { exact: true }).fill('Пойтахтҳо');
      await page.getByLabel(/^Ҷуфтҳо/u).fill('Тоҷикистон = Душанбе\nЭрон = Теҳрон\n= Кобул');
      await page.getByLabel('Фан', { exact: true }).last().fill('География');
      await check(page, `items-new-${size.width}`);
      await press(page, 'Нигоҳ доштан ва тасдиқ кардан');
      await page.locator('dialog').waitFor({ state: 'detached' });
      await page.getByText('Воридот ва содирот').click();
      await page.getByLabel('Файли GIFT', { exact: false }).setInputFiles({
        name: 'q.gift',
        mimeType: 'text/plain',
        buffer: Buffer.from(`::сум${size.width}:: 2+2? {#4}\n\n::эссе:: Нависед {}\n`),
      });
      await press(page, 'Ворид кардани файл');
      await page.getByText('1 савол илова шуд.').waitFor();
      await page.getByText('Инҳо гузаронида намешаванд:').waitFor();
      await press(page, 'Санҷидани он чи гум мешавад');
      await page.getByRole('link', { name: 'Боргирӣ' }).waitFor();
      await check(page, `items-files-${size.width}`);
      expect(await page.getByRole('link', { name: 'Боргирӣ' }).getAttribute('href')).toBe(
        '/api/items/export?format=gift',
      );
    }
  });

  it('switch the tutor on, choose hints and attempts, and word its sentences', async () => {
    for (const size of sizes) {
      const page = await open(`#/classes/${day.schoolClass.id}/settings`, size);
      const isOn = page.getByLabel('Дар машқ ба ҷавоби нодуруст мураббӣ маслиҳат медиҳад');
      await isOn.setChecked(true);
      await page.getByLabel('Чанд маслиҳат (0–3)').fill('2');
      await page.getByLabel('Чанд кӯшиш').fill('3');
      await check(page, `class-tutor-${size.width}`);
      await press(page, 'Нигоҳ доштан');
      await page.getByText('Нигоҳ дошта шуд').waitFor();
      const kept = school.inside.store.get<{ settings: string }>('SELECT settings FROM classes');
      expect(JSON.parse(kept?.settings ?? '{}').practiceTutor).toEqual({
        isOn: true,
        hints: 2,
        attempts: 3,
        reveals: true,
      });
      await page.goto(`${school.address}/#/classes/items`);
      await page.getByText('Ҷумлаҳои мураббӣ').click();
      await page.getByRole('textbox', { name: 'Имло' }).fill(`Ҳарфҳоро бин ${size.width}.`);
      await check(page, `tutor-sentences-${size.width}`);
      await press(page, 'Нигоҳ доштан: Имло');
      await press(page, 'Ҷумлаи Соро: Имло');
      await expect.poll(() => page.getByRole('textbox', { name: 'Имло' }).inputValue()).toContain('Наздик!');
    }
  });

  it('give work and make a test from topics', async () => {
    const base = `#/classes/${day.schoolClass.id}`;
    for (const size of sizes) {
      const page = await open(`${base}/practice`, size);
      await page.getByLabel('Мавзуъ', { exact: true }).selectOption({ label: 'Астрономия' });
      await press(page, 'Додани супориш');
      await page.getByRole('rowheader', { name: 'Астрономия' }).first().waitFor();
      await check(page, `class-practice-${size.width}`);
      await page.goto(`${school.address}/${base}/tests`);
      await press(page, 'Санҷиши нав');
      await page.getByLabel('Номи санҷиш').fill(`Астрономия ${size.width}`);
      await page.getByLabel('Мавзуъ', { exact: true }).selectOption('Астрономия');
      await page.getByLabel('Шумора').fill('40');
      await check(page, `test-new-${size.width}`);
      await press(page, 'Сохтан');
      await page.getByText('Саволҳои тасдиқшуда намерасанд: Астрономия').waitFor();
      await page.getByLabel('Шумора').fill('10');
      await press(page, 'Сохтан');
      await page.getByRole('heading', { name: `Астрономия ${size.width}` }).waitFor();
      await page.getByText('10 савол').first().waitFor();
    }
  });

  it('choose the questions of a test one by one, found by topic and words', async () => {
    for (const size of sizes) {
      const page = await open(`#/classes/${day.schoolClass.id}/tests`, size);
      await press(page, 'Санҷиши нав');
      await page.getByLabel('Номи санҷиш').fill(`Интихоб ${size.width}`);
      await page.getByLabel('Саволҳоро чӣ тавр интихоб мекунед').selectOption('items');
      await page.getByLabel('Мавзуъ', { exact: true }).selectOption({ label: '– Марҳалаҳои Моҳ (4)' });
      await page.getByText('Ёфт шуд: 4').waitFor();
      await page.locator('.pick input').first().press('Space');
      await page.getByLabel('Мавзуъ', { exact: true }).selectOption('');
      await page.getByLabel('Ҷустуҷӯ').fill('сайёра');
      await page.getByText('Ёфт шуд: 2').waitFor();
      await page.locator('.pick input').first().press('Space');
      await page.locator('.item-list summary').first().press('Enter');
      await page.getByRole('button', { name: /^Боло бурдан/u }).press('Enter');
      await check(page, `test-pick-${size.width}`);
      const order = await page.locator('.chosen-items li > span').allTextContents();
      await press(page, 'Сохтан');
      await page.getByRole('heading', { name: `Интихоб ${size.width}` }).waitFor();
      const kept = school.inside.store.get<{ items: string }>(
        'SELECT items FROM tests ORDER BY number DESC LIMIT 1',
      );
      const ids = z.array(z.tuple([z.string(), z.int()])).parse(JSON.parse(kept?.items ?? '[]'));
      const bank = itemBankOf(school.inside.store);
      expect(ids.map(([id]) => bank.get(id)?.question)).toEqual(order);
      expect(order).toHaveLength(2);
    }
  });

  it('see who is where, the results, and open a sheet again', async () => {
    const { school: inside } = school.inside;
    const test = day.makeTest({ chatClosed: false });
    const names = ['Қобил', 'Ситора', 'Ҳасан'];
    const more = await Promise.all(
      names.map((nickname) => addPupil(inside, day.schoolClass, { nickname, pin: pupilPin })),
    );
    const pupils = [...day.pupils, ...more];
    const answers = ['C', '750', 'D F A B E C', '1-A 2-B 3-D 4-C', 'бадр'];
    for (const [index, pupil] of pupils.slice(0, 5).entries()) {
      startSheet(inside, test, pupil);
      for (const [place, typed] of answers.entries()) {
        answerSheet(inside, test, pupil, {
          clientId: `seeded-answer-${index}-${place}-0000`,
          place,
          after: 0,
          typed: place < answers.length - index ? typed : 'A',
          atMs: 1000,
        });
      }
      if (index > 0) submitSheet(inside, test, pupil);
    }
    for (const size of sizes) {
      const page = await open(`#/classes/${day.schoolClass.id}/test/${test.id}`, size);
      await page.getByText('менависад').waitFor();
      await check(page, `test-live-${size.width}`);
      await page.getByRole('link', { name: 'Натиҷаҳо' }).click();
      await page.getByText('Аз рӯйи савол').waitFor();
      await check(page, `test-results-${size.width}`);
    }
    const page = await open(`#/classes/${day.schoolClass.id}/test/${test.id}`);
    await press(page, 'Аз нав кушодан (+5 дақиқа): Ҷамшед');
    await expect.poll(() => page.getByText('менависад').count()).toBe(2);
  });

  it('print two variants, their answer sheets and the key', async () => {
    const test = day.makeTest();
    const page = await open(`#/classes/${day.schoolClass.id}/test/${test.id}/paper`);
    await page.getByText('Ду вариант').waitFor();
    await check(page, 'test-paper-1280');
    const bytes = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    if (pictures)
      await import('node:fs/promises').then(({ writeFile }) => writeFile(join(pictures, 'paper.pdf'), bytes));
    const document = await getDocumentProxy(new Uint8Array(bytes));
    const pages: string[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const { items } = await (await document.getPage(number)).getTextContent();
      pages.push(
        items
          .map((item) => ('str' in item ? item.str : ''))
          .join(' ')
          .replace(/\s+/gu, ' '),
      );
    }
    expect(pages).toHaveLength(5);
    for (const [index, name] of ['A', 'B'].entries()) {
      expect(pages[index]).toContain(`Вариант ${name}`);
      expect(pages[index]).toContain('Кадом сайёра ба сайёраҳои бузург дохил мешавад?');
      expect(pages[index + 2]).toContain('Варақаи ҷавоб');
      expect(pages[index + 2]).toContain('7-А');
    }
    expect(pages[4]).toContain('Калид');
    expect(pages[4]).toContain('бадр');
    // Neither variant shows a key, and nothing of the page around it is printed.
    for (const text of pages.slice(0, 4)) expect(text).not.toContain('бадр');
    expect(pages.join(' ')).not.toContain('Чоп кардан');
    expect(pages[0]).not.toBe(pages[1]?.replace('Вариант B', 'Вариант A'));
  });
});
