import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeClass } from '../../src/school/classes/class.ts';
import type { Person } from '../../src/school/people/person.ts';
import {
  axeFindings,
  launchBrowser,
  missingForBrowser,
  openPage,
  saySkipped,
  type WatchedPage,
} from './browser.ts';
import { fillPracticeDay, type PracticeDay } from './practice-day.ts';
import { type BrowserSchool, startBrowserSchool } from './school.ts';

/** A folder for pictures of what a person sees; without it none are taken. */
const pictures = process.env.SORO_PICTURES;

describe.skipIf(saySkipped('practice in a browser', missingForBrowser))("a pupil's page of practice", () => {
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
      // A line that a test cuts is told by the browser, too.
      expect(complaints.filter((text) => !/Failed to load resource|ERR_/u.test(text))).toEqual([]);
    }
    await school.close();
  });

  const open = async (person: Person | undefined, path: string, viewport = { width: 360, height: 740 }) => {
    if (!person) throw new Error('nobody to log in');
    const one = await openPage(browser, school.address, { viewport });
    watched.push(one);
    await school.enter(one.page.context(), person);
    await one.page.goto(`${school.address}/${path}`);
    return one.page;
  };
  const picture = async (page: Page, name: string) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  };
  const press = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).first().click();
  const rows = (sql: string) => school.inside.store.all<Record<string, unknown>>(sql);

  it('asks, tells what was understood, the reason and the page; by keyboard alone, clean for axe', async () => {
    for (const viewport of [
      { width: 360, height: 740 },
      { width: 1280, height: 800 },
    ]) {
      const page = await open(day.pupils[0], '#/', viewport);
      await page.getByRole('link', { name: 'Машқ' }).click();
      await page.getByText('Супориши омӯзгор').waitFor();
      await page.locator('summary').first().click();
      expect(await axeFindings(page)).toEqual([]);
      await picture(page, `practice-${viewport.width}`);
      await press(page, 'Сар кардан');
      for (let turn = 0; turn < 3; turn += 1) {
        await page.locator('.item').waitFor();
        await answerSomehow(page);
        await page.locator('.feedback').waitFor();
        if (turn === 0) {
          expect(await axeFindings(page)).toEqual([]);
          await picture(page, `practice-feedback-${viewport.width}`);
        }
        // The focus is on the button that goes on.
        await page.keyboard.press('Enter');
      }
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    }
    expect(rows('SELECT count(*) AS count FROM practice_answers')[0]?.count).toBe(6);
  });

  it('opens the page of the book where the answer stands', async () => {
    const page = await open(day.pupils[0], '#/practice');
    await page.locator('summary').first().click();
    await press(page, 'Сар кардан: Марҳалаҳои Моҳ');
    await answerSomehow(page);
    await page.locator('.feedback').getByText('Дар китоб').waitFor();
  });

  it('is helped by the tutor to the answer: by keyboard, through a reload, clean for axe', async () => {
    changeClass(school.inside.school, day.schoolClass, {
      settings: { practiceTutor: { isOn: true, hints: 3, attempts: 4, reveals: true } },
    });
    school.inside.store.run("UPDATE item SET status = 'retired' WHERE id <> 'astronomy/moon-phases/4'");
    for (const viewport of [
      { width: 360, height: 740 },
      { width: 1280, height: 800 },
    ]) {
      const page = await open(day.pupils[viewport.width === 360 ? 0 : 1], '#/practice', viewport);
      const begin = async () => {
        await page.locator('summary').first().click();
        await press(page, 'Сар кардан: Марҳалаҳои Моҳ');
        await page.locator('.item').waitFor();
      };
      const tutor = page.locator('.item > .tutor');
      await begin();
      // Who does not know gets the first hint, and no other for asking again.
      await page.getByRole('button', { name: 'Намедонам' }).focus();
      await page.keyboard.press('Enter');
      await tutor.getByText('маслиҳати 1 аз 3').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await picture(page, `practice-tutor-${viewport.width}`);
      await page.reload();
      await begin();
      await tutor.getByText('маслиҳати 1 аз 3').waitFor();
      await tutorToTheEnd(page);
      await page.locator('.feedback .tutor').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await picture(page, `practice-tutor-end-${viewport.width}`);
      // The focus is on the button that goes on.
      await page.keyboard.press('Enter');
      await page.locator('.feedback').waitFor({ state: 'detached' });
    }
    expect(rows('SELECT count(*) AS count FROM practice_answers')[0]?.count).toBe(2);
    expect(rows('SELECT sum(is_right) AS count FROM practice_answers')[0]?.count).toBe(0);
  });

  it('goes on without a line, and every answer is counted once when it is back', async () => {
    const page = await open(day.pupils[0], '#/practice');
    await press(page, 'Сар кардан');
    await page.locator('.item').waitFor();
    // The server gets each answer, but its reply is lost; then nothing arrives at all.
    let lost = 0;
    await page.route('**/api/practice/answers', async (route) => {
      lost += 1;
      if (lost === 1) await route.fetch();
      await route.abort();
    });
    for (let turn = 0; turn < 3; turn += 1) {
      await answerSomehow(page);
      if (turn === 0) await page.getByText('Ҷавоб дар ҳамин дастгоҳ').waitFor();
      await page.locator('.next').click();
    }
    await page.getByText('3 ҷавоб Wi-Fi-ро интизоранд').waitFor();
    await picture(page, 'practice-offline-360');
    await page.unroute('**/api/practice/answers');
    await page.reload();
    await expect
      .poll(() => rows('SELECT count(*) AS count FROM practice_answers')[0]?.count, { timeout: 15_000 })
      .toBe(3);
    expect(
      await page.evaluate('Object.keys(localStorage).filter((key) => key.startsWith("soro-answer"))'),
    ).toEqual([]);
  });

  it('writes a test through reload, a lost line and a change of device', async () => {
    const test = day.makeTest();
    const page = await open(day.pupils[0], '#/practice');
    await page.getByRole('link', { name: /Санҷиши 1/u }).click();
    await page.getByText('5 савол').waitFor();
    await picture(page, 'test-start-360');
    await press(page, 'Сар кардани санҷиш');
    await page.getByText('Саволи 1 аз 5').waitFor();
    await page.getByLabel('Уран').check();
    await page.getByText('Нигоҳ дошта шуд').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await picture(page, 'test-question-360');
    await press(page, 'Навбатӣ');
    await page.getByLabel(/Ҷавоби шумо/u).fill('750 миллион км');
    await page.getByText('Чунин фаҳмида шуд').waitFor();
    await page.reload();
    await page.getByText('Саволи 2 аз 5').waitFor();
    expect(await page.getByLabel(/Ҷавоби шумо/u).inputValue()).toBe('750 миллион км');
    // Without a line the answer waits on the telephone …
    await page.route('**/api/**', (route) => route.abort());
    await press(page, 'Навбатӣ');
    for (const part of ['Уторид', 'Зуҳра', 'Замин', 'Миррих', 'Муштарӣ', 'Зуҳал']) await press(page, part);
    await page.getByText('Ҷавоб дар ҳамин дастгоҳ').waitFor();
    await picture(page, 'test-offline-360');
    // … while the pupil goes on at a computer, which is where the test is.
    const other = await open(day.pupils[0], `#/practice/test/${test.id}`, { width: 1280, height: 800 });
    await other.getByText(/Саволи \d аз 5/u).waitFor();
    await other.getByRole('button', { name: /^4:/u }).click();
    await other.getByLabel('1. Офтоб').selectOption('A');
    await other.getByText('Нигоҳ дошта шуд').waitFor();
    await picture(other, 'test-question-1280');
    expect(await axeFindings(other)).toEqual([]);
    await page.unroute('**/api/**');
    await expect
      .poll(() => rows('SELECT count(DISTINCT place) AS count FROM sheet_answers')[0]?.count, {
        timeout: 15_000,
      })
      .toBe(4);
    await other.reload();
    await press(other, 'Супоридан');
    await other.getByText('4 аз 5 савол ҷавоб дорад').waitFor();
    await other.locator('dialog').getByRole('button', { name: 'Супоридан' }).click();
    await other.getByText('Натиҷа: 3 аз 5 дуруст').waitFor();
    await picture(other, 'test-result-1280');
    const ids = rows('SELECT client_id FROM sheet_answers').map(({ client_id }) => client_id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('ends when the time is over, with what was being written', async () => {
    day.makeTest({ minutes: 1 });
    const page = await open(day.pupils[0], '#/practice');
    await page.getByRole('link', { name: /Санҷиши 1/u }).click();
    await press(page, 'Сар кардани санҷиш');
    await page.getByText('Саволи 1 аз 5').waitFor();
    // Almost all of the minute is used.
    school.inside.store.run('UPDATE sheets SET used_ms = 56000');
    await page.reload();
    await page.getByLabel('Уран').check();
    await page.getByText('Вақт тамом шуд').waitFor();
    expect(rows('SELECT typed, is_right FROM sheet_answers')).toEqual([{ typed: 'C', is_right: 1 }]);
  });
});

/** Types one wrong word after another until the tutor is through with the question. */
async function tutorToTheEnd(page: Page): Promise<void> {
  for (const word of ['офтоб', 'борон', 'санг', 'дарё']) {
    const before = await page.locator('.item .tutor').textContent();
    await page.locator('.item input[type=text]').fill(word);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.item .tutor').textContent()).not.toBe(before);
  }
}

/** Gives any answer to the question that is shown, with the keyboard. */
async function answerSomehow(page: Page): Promise<void> {
  const item = page.locator('.item');
  await item.waitFor();
  const radios = item.locator('input[type=radio], input[type=checkbox]');
  if ((await radios.count()) > 0) {
    await radios.first().focus();
    await page.keyboard.press('Space');
  } else if ((await item.locator('select').count()) > 0) {
    for (const select of await item.locator('select').all()) await select.selectOption({ index: 1 });
  } else if ((await item.locator('.parts').count()) > 0) {
    while ((await item.locator('.parts button').count()) > 0) {
      await item.locator('.parts button').first().focus();
      await page.keyboard.press('Enter');
    }
  } else {
    const line = item.locator('input[type=text]');
    await line.focus();
    await line.fill((await item.textContent())?.includes('воҳид') ? '5' : 'офтоб');
  }
  await item.locator('button[type=submit]').focus();
  await page.keyboard.press('Enter');
}
