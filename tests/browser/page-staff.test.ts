import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { agreedCorrections } from '../../src/school/corrections/agreed-corrections.ts';
import { correctAnswer } from '../../src/school/corrections/corrections.ts';
import { markAnswer } from '../../src/school/corrections/marks.ts';
import { launchBrowser, missingForBrowser, openPage, saySkipped, type WatchedPage } from './browser.ts';
import { type BrowserSchool, staffPassword, startBrowserSchool } from './school.ts';
import { fillSchoolDay } from './school-day.ts';

/** A telephone, the same held sideways, a laptop, a laptop at 200 % zoom. */
const sizes = [
  { width: 360, height: 740 },
  { width: 740, height: 360 },
  { width: 1280, height: 800 },
  { width: 640, height: 400 },
];

describe.skipIf(saySkipped('the pages of the staff', missingForBrowser))('the pages of the staff', () => {
  let school: BrowserSchool;
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  const open = async (viewport = { width: 1280, height: 800 }) => {
    school = await startBrowserSchool();
    watched = await openPage(browser, school.address, { viewport });
    return watched.page;
  };

  const openClass = async () => {
    const page = await open();
    const administrator = await school.addAdministrator();
    const teacher = await school.addTeacher();
    const schoolClass = school.addClass('7-А', teacher);
    await school.enter(page.context(), teacher);
    return { page, administrator, teacher, schoolClass };
  };

  afterEach(async () => {
    await watched.page.context().close();
    await school.close();
    expect(watched.foreign).toEqual([]);
    expect(watched.complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
  });

  const button = (name: string) => watched.page.getByRole('button', { name, exact: true });

  it('puts address, code and a QR code before the class, at every size', async () => {
    const { page, schoolClass } = await openClass();
    for (const viewport of sizes) {
      await page.setViewportSize(viewport);
      await page.goto(`${school.address}/#/classes/${schoolClass.id}/card`);
      const address = page.getByText('192.168.1.10:8080', { exact: true });
      await address.waitFor();
      // In one line, as large as fits.
      const line = await page.evaluate<number>(
        'parseFloat(getComputedStyle(document.querySelector(".card-address")).lineHeight)',
      );
      const box = await address.boundingBox();
      expect(box?.height).toBeLessThan(1.5 * line);
      expect(await page.locator('.card-code').textContent()).toMatch(/^\d{3}\s\d{3}$/u);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
      const code = page.getByRole('img', { name: 'Рамзи QR, ки синфро мекушояд' });
      expect((await code.boundingBox())?.width).toBeGreaterThan(150);
      await page.getByRole('button', { name: 'Танзимот' }).waitFor();
    }
    // The bundled library draws it: nothing was asked for it.
    expect(school.requests.filter((request) => request.includes('qr'))).toEqual([]);
  });

  it('lists what pupils called wrong; the correction reaches the pupil and leaves the list', async () => {
    const { page, schoolClass } = await openClass();
    const pupil = await school.addPupil(schoolClass, 'Фирӯза');
    await page.goto(`${school.address}/#/classes/${schoolClass.id}/marks`);
    await page.getByText('Ҳоло ҷавоби нишонкардашуда нест.').waitFor();
    const asked = await school.ask(pupil, '2/4 + 1/4?', { plan: { text: '3/8' } });
    markAnswer(school.inside.school, pupil, 'complete', asked.answer);
    // Without a reload: the page asks again when it gets the focus.
    await page.evaluate('dispatchEvent(new Event("focus"))');
    await page.getByRole('heading', { name: '2/4 + 1/4?' }).waitFor();
    await page.getByText('Фирӯза, ').waitFor();
    // The class does not let its teacher read: only what was marked is shown.
    expect(await page.getByText('Тамоми суҳбат').count()).toBe(0);
    await button('Ислоҳ кардани ҷавоб').click();
    await page.getByLabel('Ҷавоби дуруст').fill('**3/4**');
    await page.keyboard.press('Escape');
    // What was written is not lost without a question.
    await button('Мондан').click();
    expect(await page.getByLabel('Ҷавоби дуруст').inputValue()).toBe('**3/4**');
    await button('Нигоҳ доштан').click();
    await page.getByText('Ислоҳ шуд').waitFor();
    const again = await school.ask(await school.addPupil(schoolClass, 'Ҷамшед'), '2/4 + 1/4?');
    expect(again.answer.text).toContain('3/4');
    await button('Аз рӯйхат гирифтан').click();
    await page.locator('dialog').getByRole('button', { name: 'Аз рӯйхат гирифтан' }).click();
    await page.getByText('Ҳоло ҷавоби нишонкардашуда нест.').waitFor();
  });

  it('sends of a correction what the teacher words and agrees to, and takes it back', async () => {
    const { page, teacher, schoolClass } = await openClass();
    const pupil = await school.addPupil(schoolClass, 'Фирӯза');
    const asked = await school.ask(pupil, 'ман Фирӯза, 2/4 + 1/4?', { plan: { text: '3/8' } });
    const { store } = school.inside;
    markAnswer(school.inside.school, pupil, 'complete', asked.answer);
    correctAnswer(school.inside.school, teacher, asked.answer, { text: '3/4', note: '' });
    await page.goto(`${school.address}/#/classes/corrections`);
    await button('Ба вазорат фиристодан').click();
    const question = page.getByLabel('Савол бо сухани худатон');
    // Nothing of the pupil is there to be sent by mistake.
    expect(await question.inputValue()).toBe('');
    await question.fill('Суммаи 2/4 ва 1/4 чанд аст, Фирӯза?');
    await button('Розӣ ҳастам').click();
    await page.getByText('Суммаи 2/4 ва 1/4 чанд аст, [ном]?').waitFor();
    expect(agreedCorrections(store).agreed).toMatchObject([{ answer: '3/4' }]);
    await button('Розигиро бозпас гирифтан: Суммаи 2/4 ва 1/4 чанд аст, [ном]?').click();
    await page.locator('dialog').getByRole('button', { name: 'Розигиро бозпас гирифтан' }).click();
    await button('Ба вазорат фиристодан').waitFor();
    expect(agreedCorrections(store)).toMatchObject({ agreed: [], takenBack: [expect.any(String)] });
  });

  it('says why a list is refused, and takes a Tajik heading and a pasted list', async () => {
    const { page, schoolClass } = await openClass();
    await page.goto(`${school.address}/#/classes/${schoolClass.id}/pupils`);
    const paste = page.getByLabel('Рӯйхатро ба ин ҷо гузоред');
    const take = async (list: string) => {
      await paste.fill(list);
      await button('Ворид кардани рӯйхат').click();
    };
    await take('лақаб,рақам\nАзиз,1\n');
    await page.getByText('сутуни «рақам» маълум нест. Сарлавҳаи намуна: лақаб, расмҳо.').waitFor();
    await take('лақаб\nАзиз,Анис\n');
    await page.getByText('Дар сатри 2-юми рӯйхат хато ҳаст: қисмҳо аз сарлавҳа зиёданд.').waitFor();
    await take('лақаб\nАзиз\nАзиз\n');
    await page.getByText('Дар сатри 3-юми рӯйхат хато ҳаст: ин ном аллакай ҳаст.').waitFor();
    expect(await page.getByRole('link', { name: 'Намунаи файл (CSV)' }).getAttribute('href')).toContain(
      encodeURIComponent('лақаб;расмҳо'),
    );
    await take('лақаб;расмҳо\nАзиз;\nҶамшед;офтоб моҳ ситора дарё\n');
    await page.locator('.shown-once').getByText('Ҷамшед').waitFor();
    expect(await page.locator('.shown-once .pin-picture').count()).toBe(8);
  });

  it('finds among thirty pupils and removes several at once', async () => {
    const { page, schoolClass } = await openClass();
    for (let index = 1; index <= 29; index += 1) await school.addPupil(schoolClass, `Хонандаи ${index}`);
    await school.addPupil(schoolClass, 'Ҷамшед');
    await page.goto(`${school.address}/#/classes/${schoolClass.id}/pupils`);
    const rows = page.locator('.rows tbody tr');
    await expect.poll(() => rows.count()).toBe(30);
    // A Russian keyboard has no «ҷ».
    await page.getByLabel('Ҷустуҷӯи хонанда').fill('чамшед');
    await expect.poll(() => rows.count()).toBe(1);
    for (const name of ['Расмҳои нав', 'Чоп кардан', 'Нест кардан']) {
      const labelled = page.getByRole('button', { name: `${name}: Ҷамшед` });
      expect(await labelled.textContent()).toBe(name);
    }
    await page.getByLabel('Ҷустуҷӯи хонанда').fill('хонандаи 1');
    await expect.poll(() => rows.count()).toBe(11);
    await page.getByLabel('Ҳамаро интихоб кардан').check();
    await button('Нест кардани 11 хонанда').click();
    await page.locator('dialog').getByRole('button', { name: 'Нест кардани 11 хонанда' }).click();
    await page.getByLabel('Ҷустуҷӯи хонанда').fill('');
    await expect.poll(() => rows.count()).toBe(19);
  });

  it('asks before settings that are not saved are lost; shows what another teacher changed', async () => {
    const { page, schoolClass } = await openClass();
    await page.goto(`${school.address}/#/classes/${schoolClass.id}/settings`);
    const days = page.getByLabel('Суҳбатҳо чанд рӯз нигоҳ дошта мешаванд');
    await days.fill('30');
    await page.getByRole('link', { name: 'Хонандагон' }).click();
    await button('Мондан').click();
    expect(await days.inputValue()).toBe('30');
    await page.getByRole('link', { name: 'Хонандагон' }).click();
    await button('Бе нигоҳ доштан баромадан').click();
    await page.getByText('Дар ин синф ҳанӯз хонанда нест.').waitFor();
    await page.getByRole('link', { name: 'Танзимот' }).click();
    await expect.poll(() => days.inputValue()).toBe('90');
    school.inside.store.run(`UPDATE classes SET settings = json_set(settings, '$.retentionDays', 45)`);
    await page.evaluate('dispatchEvent(new Event("focus"))');
    await expect.poll(() => days.inputValue()).toBe('45');
  });

  it('says in Tajik what is missing, with a clock of 24 hours', async () => {
    const { page, schoolClass } = await openClass();
    await page.goto(`${school.address}/#/classes/${schoolClass.id}/settings`);
    await button('Илова кардани соат').click();
    const from = page.getByLabel('Аз', { exact: true });
    expect(await from.inputValue()).toBe('08:00');
    await from.fill('8 pm');
    await button('Нигоҳ доштан').click();
    await page.getByText('Вақтро чунин нависед: 08:00.').waitFor();
    await from.fill('13.30');
    await from.blur();
    expect(await from.inputValue()).toBe('13:30');
    await page.getByLabel('Номи синф').fill('');
    await button('Нигоҳ доштан').click();
    await page.getByText('Инро пур кунед.').waitFor();
    // The letters are at every field in which Tajik is typed.
    await page.getByLabel('Номи синф').focus();
    await page.getByRole('toolbar').getByRole('button', { name: 'ҷ', exact: true }).click();
    expect(await page.getByLabel('Номи синф').inputValue()).toBe('ҷ');
  });

  it('writes the log of actions in sentences, without codes, ids and JSON', async () => {
    const page = await open({ width: 360, height: 740 });
    const day = await fillSchoolDay(school);
    await school.enter(page.context(), day.administrator);
    await page.goto(`${school.address}/#/classes/${day.schoolClass.id}/settings`);
    await page.getByLabel('Номи синф').fill('7-Б');
    await button('Нигоҳ доштан').click();
    await page.getByText('Нигоҳ дошта шуд.').waitFor();
    await page.goto(`${school.address}/#/classes/${day.schoolClass.id}/read/${day.conversationId}`);
    await page.getByText('Худатон санҷед').waitFor();
    await page.goto(`${school.address}/#/school/audit`);
    await page.getByText('суҳбати хонандаро хонд: «Фирӯза»').waitFor();
    await page.getByText('танзими синфи «7-Б» иваз шуд').waitFor();
    const log = (await page.locator('.rows').textContent()) ?? '';
    expect(log).not.toMatch(/[a-z]{4,}|[{}"]/u);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  it('leads on after the set-up, and tells the time of the server', async () => {
    const page = await open();
    const administrator = await school.addAdministrator();
    await school.enter(page.context(), administrator);
    await page.goto(`${school.address}/#/school`);
    const steps = page.getByRole('region', { name: 'Қадамҳои навбатӣ' });
    await expect.poll(() => steps.getByRole('link').count()).toBe(3);
    expect(await steps.getByText('иҷро шуд').count()).toBe(0);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    await page
      .getByText(new RegExp(`^\\d\\d\\.\\d\\d\\.\\d{4} \\d\\d:\\d\\d, минтақаи ${zone} \\(UTC`, 'u'))
      .waitFor();
    await page.goto(`${school.address}/#/school/backups`);
    await button('Сохтани нусхаи эҳтиётӣ').click();
    await page.getByText('санҷида шуд', { exact: true }).waitFor();
    expect(await page.getByText('санҷида нашуд').count()).toBe(0);
    await page.goto(`${school.address}/#/school`);
    await steps.getByText('иҷро шуд').waitFor();
  });

  it('shows a password while it is typed, when that is wanted', async () => {
    const page = await open();
    await school.addAdministrator();
    await page.goto(`${school.address}/#/log-in/teacher`);
    const password = page.getByLabel('Гузарвожа (парол)', { exact: true });
    await password.fill(staffPassword);
    expect(await password.getAttribute('type')).toBe('password');
    await button('Нишон додани гузарвожа').click();
    expect(await password.getAttribute('type')).toBe('text');
    expect(await password.inputValue()).toBe(staffPassword);
  });

  it('lets a pupil change the own pictures', async () => {
    const { page, schoolClass } = await openClass();
    await school.enter(page.context(), await school.addPupil(schoolClass, 'Фирӯза'));
    await page.goto(school.address);
    await button('Танзимот').click();
    await button('Иваз кардани расмҳо').click();
    const tap = async (pictures: string) => {
      for (const picture of pictures.split(' ')) await button(picture).last().click();
    };
    await tap('моҳ моҳ моҳ моҳ');
    await tap('себ анор гул хона');
    await button('Иваз кардан').click();
    await page.getByText('Расмҳои ҳозира нодурустанд.').waitFor();
    await tap('офтоб моҳ ситора дарё');
    await button('Иваз кардан').click();
    await page.getByText('Салом, Фирӯза!').waitFor();
    expect(school.requests.filter((request) => request === 'POST /api/me/pin')).toHaveLength(2);
  });
});
