import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { changeClass } from '../../src/school/classes/class.ts';
import type { ClassSettings } from '../../src/school/contract/class-settings.ts';
import { launchBrowser, missingForBrowser, openPage, saySkipped, type WatchedPage } from './browser.ts';
import {
  type BrowserSchool,
  type BrowserSchoolOptions,
  staffPassword,
  startBrowserSchool,
} from './school.ts';

describe.skipIf(saySkipped('log-in and staff pages', missingForBrowser))('a school day', () => {
  let school: BrowserSchool;
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(() => browser?.close());

  const open = async (options?: BrowserSchoolOptions) => {
    school = await startBrowserSchool(options);
    watched = await openPage(browser, school.address);
  };

  /** A school with its administrator, a teacher and a class, without pupils. */
  const openClass = async (settings: Partial<ClassSettings> = {}) => {
    await open();
    const administrator = await school.addAdministrator();
    const teacher = await school.addTeacher();
    const schoolClass = school.addClass('7-А', teacher, settings);
    return { administrator, teacher, schoolClass };
  };

  afterEach(async () => {
    const { page, foreign, complaints } = watched;
    await page.context().close();
    await school.close();
    expect(foreign).toEqual([]);
    expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
  });

  const button = (name: string) => watched.page.getByRole('button', { name, exact: true });
  const fill = (label: string, text: string) => watched.page.getByLabel(label, { exact: true }).fill(text);
  /** What is shown once goes only after a question. */
  const closeShown = async () => {
    await button('Пӯшидан').click();
    await button('Ҳа').click();
  };
  const tap = async (...pictures: readonly string[]) => {
    for (const picture of pictures) await button(picture).click();
  };

  it('a pupil logs in with nickname and pictures, and is told kindly when they are wrong', async () => {
    const { schoolClass } = await openClass({ teacherMayRead: true });
    await school.addPupil(schoolClass, 'Фирӯза');
    const { page } = watched;
    await page.goto(school.address);
    await fill('Рамзи синф', 'НЕСТ');
    await button('Давом додан').click();
    await page.getByText('Чунин синф ёфт нашуд.').waitFor();
    await fill('Рамзи синф', schoolClass.code);
    await button('Давом додан').click();
    await button('Ман аллакай ҳамроҳ шудаам').click();
    await fill('Номи кӯтоҳ ё тахаллус', 'Фирӯза');
    await tap('моҳ', 'офтоб', 'ситора', 'дарё');
    await button('Ворид шудан').click();
    await page.getByText('Ном ё расмҳо нодурустанд.').waitFor();
    await tap('офтоб', 'моҳ', 'ситора', 'дарё');
    await button('Ворид шудан').click();
    await page.getByText('Салом, Фирӯза!').waitFor();
    await page.getByText('Омӯзгор ин суҳбатро хонда метавонад.').waitFor();
    // The next one at this computer finds the class, not the person.
    await button('Танзимот').click();
    await button('Баромадан').click();
    await page.getByText('Синф: 7-А').waitFor();
    expect(await page.getByLabel('Номи кӯтоҳ ё тахаллус', { exact: true }).inputValue()).toBe('');
  });

  it('a new pupil joins by a link, knowing who may read', async () => {
    const { schoolClass } = await openClass({ teacherMayRead: true });
    const { page } = watched;
    await page.goto(`${school.address}/#/join/${schoolClass.code}`);
    await button('Бори аввал медароям').click();
    await page.getByText('Омӯзгори ин синф суҳбатҳоро хонда метавонад. Суҳбатҳо 90 рӯз').waitFor();
    await fill('Номи кӯтоҳ ё тахаллус', 'Меҳрона');
    await tap('себ', 'себ', 'китоб', 'моҳӣ');
    await button('Ба синф ҳамроҳ шудан').click();
    await page.getByText('Салом, Меҳрона!').waitFor();
    expect(school.requests).toContain('POST /api/join');
  });

  it('outside of lessons the field is closed and says until when', async () => {
    // Open tomorrow only, whatever today is.
    const tomorrow = new Date(Date.now() + 24 * 60 * 60_000);
    const day = tomorrow.getDay() === 0 ? 7 : tomorrow.getDay();
    const { schoolClass } = await openClass({ hours: [{ days: [day], from: '08:00', to: '14:00' }] });
    const { page } = watched;
    await school.enter(page.context(), await school.addPupil(schoolClass, 'Фирӯза'));
    await page.goto(school.address);
    await page.getByText('Соро фардо аз соати 8:00 ҷавоб медиҳад.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Савол', exact: true }).count()).toBe(0);
  });

  it('a pupil is told that the teacher may read before the first question goes', async () => {
    const { schoolClass } = await openClass({ teacherMayRead: false });
    const { page } = watched;
    const pupil = await school.addPupil(schoolClass, 'Фирӯза');
    await school.enter(page.context(), pupil);
    await page.goto(school.address);
    await page.getByText('Салом, Фирӯза!').waitFor();
    // Switched on while the page is open; the page does not know yet.
    changeClass(school.inside.school, schoolClass, { settings: { teacherMayRead: true } });
    const field = page.getByRole('textbox', { name: 'Савол', exact: true });
    await field.fill('Номи ман чист?');
    await field.press('Enter');
    await page.getByText('Қоидаҳои синф тағйир ёфтанд.').waitFor();
    await page.getByText('Омӯзгор ин суҳбатро хонда метавонад.').first().waitFor();
    expect(school.inside.store.all('SELECT id FROM messages')).toEqual([]);
    await button('Аз нав кӯшиш кардан').click();
    await page.locator('.exchange .answer').waitFor();
    const [kept] = school.inside.store.all<{ readable: number }>('SELECT readable FROM conversations');
    expect(kept?.readable).toBe(1);
  });

  it('the administrator sets up the school with the one-time link', async () => {
    await open({ network: true });
    const { page } = watched;
    const link = school.setUpLink();
    await page.goto(`${school.address}/${link}`);
    await fill('Номи мактаб', 'Мактаби №12');
    await fill('Номи шумо', 'Далер Назаров');
    await fill('Гузарвожаи (пароли) нав', 'себ анор анҷир');
    await button('Оғоз кардан').click();
    await page.getByRole('heading', { name: 'Мактаби №12' }).waitFor();
    // The token is gone from the address.
    expect(page.url()).not.toContain(link);
  });

  it('a teacher logs in, corrects an answer and sees it corrected', async () => {
    const { schoolClass } = await openClass({ teacherMayRead: true });
    const pupil = await school.addPupil(schoolClass, 'Фирӯза');
    await school.ask(pupil, '2/4 + 1/4?', { plan: { text: '3/8' } });
    const { page } = watched;
    await page.goto(`${school.address}/#/log-in/teacher`);
    await fill('Ном', 'Зарина Раҳимова');
    await fill('Гузарвожа (парол)', staffPassword);
    await button('Ворид шудан').click();
    await page.getByRole('link', { name: '7-А' }).click();
    await page.getByRole('link', { name: 'Суҳбатҳо' }).click();
    await page.getByRole('link', { name: '2/4 + 1/4?' }).click();
    await button('Ислоҳ кардани ҷавоб').click();
    await fill('Ҷавоби дуруст', '**3/4**');
    await button('Нигоҳ доштан').click();
    await page.getByText('Ислоҳи омӯзгор').waitFor();
    expect(await page.locator('.correction strong').textContent()).toBe('3/4');
  });

  it('a teacher changes the settings of a class', async () => {
    const hours = [{ days: [1, 2, 3, 4, 5, 6], from: '08:00', to: '14:00' }];
    const { teacher, schoolClass } = await openClass({ hours, tutor: 'hints-first', teacherMayRead: true });
    const { page } = watched;
    await school.enter(page.context(), teacher);
    await page.goto(`${school.address}/#/classes/${schoolClass.id}/settings`);
    await button('Яш, якшанбе').click();
    await page.getByLabel('Тарзи ҷавоб').selectOption('off');
    await page.getByLabel('Омӯзгор суҳбатҳоро хонда метавонад').uncheck();
    const sent = page.waitForRequest((request) => request.method() === 'PATCH');
    await button('Нигоҳ доштан').click();
    expect((await sent).postDataJSON()).toMatchObject({
      settings: { tutor: 'off', teacherMayRead: false, hours: [{ days: [1, 2, 3, 4, 5, 6, 7] }] },
    });
    await page.getByText('Нигоҳ дошта шуд.').waitFor();
  });

  it('a teacher imports a list; a wrong line is named, a file name is only text', async () => {
    const { teacher, schoolClass } = await openClass();
    const { page } = watched;
    await school.enter(page.context(), teacher);
    await page.goto(`${school.address}/#/classes/${schoolClass.id}/pupils`);
    const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    const input = page.locator('input[type=file]');
    await page.getByText('Рӯйхати тайёр').waitFor();
    const name = '"><img src=x onerror=globalThis.broken=1>.csv';
    await input.setInputFiles(file(name, 'nickname,pin\nАзиз,\nАнис,sun moon\n'));
    await button(`Ворид кардани ${name}`).click();
    await page.getByText('Дар сатри 3-юми рӯйхат хато ҳаст: чор номи расм лозим аст').waitFor();
    expect(await page.locator('img[src=x]').count()).toBe(0);
    await input.setInputFiles(file('list.csv', 'nickname,pin\nАзиз,\nАнис,\n'));
    await button('Ворид кардани list.csv').click();
    const shown = page.locator('.shown-once');
    await shown.getByText('Азиз').waitFor();
    expect(await shown.locator('.pin-picture').count()).toBe(8);
    expect(await page.evaluate('globalThis.broken')).toBeUndefined();
  });

  it('the administrator makes a teacher and a key; both secrets are shown once', async () => {
    const { administrator } = await openClass();
    const { page } = watched;
    await school.enter(page.context(), administrator);
    await page.goto(`${school.address}/#/school/people`);
    await fill('Омӯзгори нав', 'Саид Каримов');
    await button('Илова кардан').click();
    const shown = page.locator('.shown-once');
    const password = shown.getByText(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/u);
    await password.waitFor();
    await closeShown();
    expect(await password.count()).toBe(0);
    await page.getByRole('link', { name: 'Калидҳо' }).click();
    await fill('Номи калид', 'Луғат');
    await button('Сохтан').click();
    const secret = shown.getByText(/^sk-[\w-]{43}$/u);
    await secret.waitFor();
    await closeShown();
    expect(await secret.count()).toBe(0);
  });

  it('everything can be reached with the keyboard alone', async () => {
    const { schoolClass } = await openClass();
    const { page } = watched;
    await school.enter(page.context(), await school.addPupil(schoolClass, 'Фирӯза'));
    await page.goto(school.address);
    await page.getByText('Салом, Фирӯза!').waitFor();
    await page.locator('body').press('Tab');
    const reached = new Set<string>();
    for (let step = 0; step < 40; step += 1) {
      reached.add(
        await page.evaluate<string>(
          '(document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "").slice(0, 40)',
        ),
      );
      await page.keyboard.press('Tab');
    }
    for (const name of ['Гузаштан ба мундариҷаи асосӣ', 'Рӯйхати суҳбатҳо', 'Танзимот', 'ғ', 'Савол'])
      expect([...reached]).toContain(name);
    // The letters are one stop; the arrow keys continue.
    expect(reached.has('ӣ')).toBe(false);
    await button('ғ').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('textbox', { name: 'Савол', exact: true }).inputValue()).toBe('қ');
    // A window takes the keys to itself and gives the place back.
    await button('Танзимот').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Намуди саҳифа').waitFor();
    await page.keyboard.press('Escape');
    await expect
      .poll(() => page.evaluate('document.activeElement.getAttribute("aria-label")'))
      .toBe('Танзимот');
  });
});
