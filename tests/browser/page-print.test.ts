import type { Browser, Page } from 'playwright-core';
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, missingForBrowser, openPage, saySkipped, type WatchedPage } from './browser.ts';
import { type BrowserSchool, startBrowserSchool } from './school.ts';

/** What a printed document holds, page by page. */
interface Printed {
  /** The words of each page, in the order in which they were drawn. */
  readonly pages: readonly string[];
  /** Lines and areas that were drawn. */
  readonly drawings: number;
}

async function print(page: Page): Promise<Printed> {
  await page.evaluate('document.fonts.ready.then(() => null)');
  const bytes = new Uint8Array(await page.pdf({ format: 'A4', preferCSSPageSize: true }));
  const printed = await getDocumentProxy(bytes);
  const { OPS } = await getResolvedPDFJS();
  const pages: string[] = [];
  let drawings = 0;
  for (let number = 1; number <= printed.numPages; number += 1) {
    const sheet = await printed.getPage(number);
    const { items } = await sheet.getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
    const { fnArray } = await sheet.getOperatorList();
    drawings += fnArray.filter((operator) => operator === OPS.constructPath).length;
  }
  return { pages, drawings };
}

const pictureNames = 'себ анор офтоб моҳ ситора кӯҳ дарё китоб хона гул парранда моҳӣ'.split(' ');

/** How often a line of a slip names a picture: `3. офтоб`. */
function picturesIn(pages: readonly string[]): number {
  const line = new RegExp(`[1-4]\\.\\s+(?:${pictureNames.join('|')})(?![а-яғӣқӯҳҷ])`, 'gu');
  return pages.flatMap((text) => text.match(line) ?? []).length;
}

const nicknames = Array.from({ length: 30 }, (_, index) => `Хонандаи ${String(index + 1).padStart(2, '0')}`);

describe.skipIf(saySkipped('printing', missingForBrowser))('what goes on paper', () => {
  let school: BrowserSchool;
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  afterEach(async () => {
    await watched.page.context().close();
    await school.close();
    expect(watched.foreign).toEqual([]);
    expect(watched.complaints).toEqual([]);
  });

  const button = (name: string | RegExp) => watched.page.getByRole('button', { name, exact: true });

  /** A teacher before the pupils of a class, whose list of thirty was pasted. */
  const pasteThirty = async (viewport = { width: 360, height: 740 }) => {
    school = await startBrowserSchool();
    await school.addAdministrator();
    const teacher = await school.addTeacher();
    const schoolClass = school.addClass('7-А', teacher);
    watched = await openPage(browser, school.address, { viewport });
    const { page } = watched;
    await school.enter(page.context(), teacher);
    await page.goto(`${school.address}/#/classes`);
    await page.getByRole('link', { name: '7-А' }).click();
    await page.getByRole('link', { name: 'Хонандагон' }).click();
    await page.getByLabel('Рӯйхатро ба ин ҷо гузоред').fill(nicknames.join('\n'));
    await button('Ворид кардани рӯйхат').click();
    await page.locator('.shown-once').getByText('Хонандаи 30').waitFor();
    return schoolClass;
  };

  it('has a slip for each of thirty pupils: address, code, nickname, four pictures', async () => {
    const schoolClass = await pasteThirty();
    const { pages, drawings } = await print(watched.page);
    const text = pages.join('\n');
    for (const nickname of nicknames) expect(text).toContain(nickname);
    expect(picturesIn(pages)).toBe(120);
    // The pictures are drawn, not only named; each is several areas.
    expect(drawings).toBeGreaterThan(120);
    const code = `${schoolClass.code.slice(0, 3)}\\s*${schoolClass.code.slice(3)}`;
    expect(text.match(new RegExp(code, 'gu'))).toHaveLength(30);
    expect(text.match(/http:\/\/192\.168\.1\.10:8080/gu)).toHaveLength(30);
    // No page ends inside a slip: each has as many names as pictures for them.
    for (const sheet of pages) {
      expect(picturesIn([sheet])).toBe(4 * (sheet.match(/Хонандаи \d\d/gu) ?? []).length);
    }
    expect(pages.length).toBeLessThanOrEqual(5);
    // Buttons, the list and the rest of the page stay on the screen.
    expect(text).not.toContain('Чоп кардан');
    expect(text).not.toContain('Танзимот');
  });

  it('has each slip on a page of its own when that is wanted', async () => {
    await pasteThirty();
    await watched.page.getByLabel('Ҳар варақа дар саҳифаи алоҳида').check();
    const { pages } = await print(watched.page);
    expect(pages).toHaveLength(30);
    for (const [index, sheet] of pages.entries()) {
      expect(sheet).toContain(nicknames[index]);
      expect(picturesIn([sheet])).toBe(4);
    }
  });

  it('is the same from a wide screen and in the dark', async () => {
    await pasteThirty({ width: 1280, height: 800 });
    await watched.page.emulateMedia({ colorScheme: 'dark' });
    const { pages } = await print(watched.page);
    expect(picturesIn(pages)).toBe(120);
  });

  it('can be drawn again for the class, for some and for one, at any time', async () => {
    await pasteThirty({ width: 1280, height: 800 });
    const { page } = watched;
    const drawn = async () => {
      await page.locator('.shown-once').waitFor();
      const { pages } = await print(page);
      await button('Пӯшидан').click();
      await button('Ҳа').click();
      await page.locator('.shown-once').waitFor({ state: 'detached' });
      return picturesIn(pages) / 4;
    };
    expect(await drawn()).toBe(30);
    await button('Расмҳои нав барои ҳама').click();
    await page.locator('dialog').getByRole('button', { name: 'Расмҳои нав барои ҳама' }).click();
    expect(await drawn()).toBe(30);
    await page.getByLabel('Интихоб кардани Хонандаи 03').check();
    await page.getByLabel('Интихоб кардани Хонандаи 17').check();
    await button('Расмҳои нав барои 2 хонанда').click();
    await page.locator('dialog').getByRole('button', { name: 'Расмҳои нав барои 2 хонанда' }).click();
    expect(await drawn()).toBe(2);
    await page.getByRole('button', { name: 'Расмҳои нав: Хонандаи 05' }).click();
    await page.locator('dialog').getByRole('button', { name: 'Расмҳои нав', exact: true }).click();
    expect(await drawn()).toBe(1);
  });

  it('is lost by no Escape, no click beside and no step back', async () => {
    await pasteThirty();
    const { page } = watched;
    const shown = page.locator('.shown-once');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.mouse.click(3, 3);
    expect(await shown.isVisible()).toBe(true);
    await page.evaluate('history.back()');
    await button('Мондан').click();
    expect(await shown.isVisible()).toBe(true);
    // The button asks; without a yes the window stays.
    await button('Пӯшидан').click();
    await page.getByText('Инро чоп ё нусха кардед?').waitFor();
    await button('Бекор кардан').click();
    expect(await shown.isVisible()).toBe(true);
    await button('Пӯшидан').click();
    await button('Ҳа').click();
    await shown.waitFor({ state: 'detached' });
  });

  it('is what is kept about a pupil, in words', async () => {
    await pasteThirty({ width: 1280, height: 800 });
    const { page } = watched;
    await button('Пӯшидан').click();
    await button('Ҳа').click();
    await page.getByRole('button', { name: 'Чоп кардан: Хонандаи 05' }).click();
    await page.locator('dialog').getByText('Суҳбате нест.').waitFor();
    const { pages } = await print(page);
    expect(pages.join(' ')).toContain('Маълумот дар бораи Хонандаи 05');
    expect(pages.join(' ')).not.toContain('Хонандаи 06');
  });
});
