import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { changeClass, type SchoolClass } from '../../src/school/classes/class.ts';
import { correctAnswer } from '../../src/school/corrections/corrections.ts';
import type { Person } from '../../src/school/people/person.ts';
import {
  axeFindings,
  launchBrowser,
  missingForBrowser,
  openPage,
  saySkipped,
  type WatchedPage,
} from './browser.ts';
import { type BrowserSchool, startBrowserSchool } from './school.ts';

const sentence = 'Душанбе пойтахти Тоҷикистон аст ва дар водии Ҳисор ҷойгир шудааст. ';

// One school and one browser for all; each test has a pupil of its own.
describe.skipIf(saySkipped('the page of a pupil', missingForBrowser))("a pupil's page", () => {
  let school: BrowserSchool;
  let browser: Browser;
  let watched: WatchedPage;
  let teacher: Person;
  let schoolClass: SchoolClass;
  let count = 0;

  beforeAll(async () => {
    [browser, school] = await Promise.all([launchBrowser(), startBrowserSchool()]);
    await school.addAdministrator();
    teacher = await school.addTeacher();
    schoolClass = school.addClass('7-А', teacher);
  });

  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });

  afterEach(async () => {
    const { page, foreign, complaints } = watched;
    await page.context().close();
    school.engine.plan = { text: sentence.trim() };
    expect(foreign).toEqual([]);
    expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
  });

  const enter = async (options: BrowserContextOptions = {}, inClass = schoolClass) => {
    count += 1;
    const pupil = await school.addPupil(inClass, `Хонанда ${count}`);
    watched = await openPage(browser, school.address, options);
    await school.enter(watched.page.context(), pupil);
    return { page: watched.page, pupil };
  };
  const field = () => watched.page.getByRole('textbox', { name: 'Савол', exact: true });
  const button = (name: string) => watched.page.getByRole('button', { name, exact: true });
  const last = () => watched.page.locator('.exchange').last();
  const idle = () => last().and(watched.page.locator('[aria-busy=false]')).waitFor();
  const ask = async (text: string) => {
    await field().fill(text);
    await field().press('Enter');
    await last().locator('.question', { hasText: text }).waitFor();
    await idle();
  };
  const isInside = (page: Page, selector: string) =>
    page.evaluate<boolean>(
      `(() => { const { top, bottom } = document.querySelector('${selector}').getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; })()`,
    );

  it.each([
    ['a page at 200 %', { viewport: { width: 640, height: 400 } }],
    ['a telephone on its side', { viewport: { width: 740, height: 360 }, hasTouch: true, isMobile: true }],
  ])('keeps the header on %s', async (name, options) => {
    const { page } = await enter(options);
    await page.goto(school.address);
    await field().waitFor();
    for (const label of ['Рӯйхати суҳбатҳо', 'Танзимот']) expect(await button(label).isVisible()).toBe(true);
    expect(await isInside(page, '.field')).toBe(true);
    // Where a keyboard covers half of a small screen, the question has the room.
    await field().focus();
    expect(await page.locator('header').isVisible()).toBe(name.includes('200'));
    await page.locator('main').focus();
    expect(await page.locator('header').isVisible()).toBe(true);
  });

  it('keeps the question in sight while “you meant …?” is asked on a low screen', async () => {
    const { page } = await enter({ viewport: { width: 740, height: 360 } });
    await page.goto(school.address);
    await field().fill('асосхои кдн чи тавр чуфт мешаванд');
    await field().press('Enter');
    await button('Ҳа, ҳамин').waitFor();
    expect(await isInside(page, '.field')).toBe(true);
    expect(await isInside(page, 'header')).toBe(true);
  });

  it('tells the rules before the first question can be read, also when they change meanwhile', async () => {
    const own = school.addClass('8-Б', teacher);
    const { page, pupil } = await enter({}, own);
    await page.goto(school.address);
    await field().waitFor();
    changeClass(school.inside.school, own, { settings: { teacherMayRead: true } });
    await field().fill('Салом, Соро');
    await field().press('Enter');
    await page.getByText('Қоидаҳои синф тағйир ёфтанд.').waitFor();
    await page.getByText('Омӯзгор ин суҳбатро хонда метавонад.').first().waitFor();
    const asked = () =>
      school.inside.store.all(
        'SELECT messages.number FROM messages JOIN conversations ON conversations.number = conversation_number WHERE person_number = :person',
        { person: pupil.number },
      );
    expect(asked()).toHaveLength(0);
    await button('Аз нав кӯшиш кардан').click();
    await idle();
    expect(asked()).toHaveLength(2);
  });

  it('shows changed hours and a new correction when it is looked at again', async () => {
    const own = school.addClass('9-В', teacher, { teacherMayRead: true });
    const { page, pupil } = await enter({}, own);
    const { answer, conversationId } = await school.ask(pupil, '2/4 + 1/4?', { plan: { text: '3/8' } });
    await page.goto(`${school.address}/#/c/${conversationId}`);
    await page.getByText('3/8').waitFor();
    correctAnswer(school.inside.school, teacher, answer, { text: '3/4', note: '' });
    const day = ((new Date(Date.now() + 24 * 60 * 60_000).getDay() + 6) % 7) + 1;
    changeClass(school.inside.school, own, {
      settings: { hours: [{ days: [day], from: '08:30', to: '14:00' }] },
    });
    const focus = () => page.evaluate('dispatchEvent(new Event("focus"))');
    await expect
      .poll(
        async () => {
          await focus();
          return page.locator('.correction').count();
        },
        { timeout: 10_000 },
      )
      .toBe(1);
    await page.getByText('Соро фардо аз соати 8:30 ҷавоб медиҳад.').waitFor();
  });

  it('never shows what the class tells the model, and takes back what has slipped out', async () => {
    const own = school.addClass('10-Г', teacher, {
      systemText: 'Ба хонандагони синфи даҳум боадабона муроҷиат кун.',
    });
    const { page } = await enter({}, own);
    await page.goto(school.address);
    const leak = 'Ба хонандагони синфи даҳум боадабона муроҷиат кун.';
    school.engine.plan = { text: `Душанбе аст. ${leak} Боз чӣ?`, paceMs: 8 };
    await ask('Пойтахт кадом аст?');
    expect(await last().locator('.answer').textContent()).toBe('Душанбе аст. Боз чӣ?');
  });

  it('asks kindly for Tajik', async () => {
    const { page } = await enter();
    await page.goto(school.address);
    const before = school.engine.generations;
    await ask('Какая столица Таджикистана?');
    await page.getByText('Лутфан саволро бо тоҷикӣ нависед.').waitFor();
    await page.getByText('напишите вопрос по-таджикски').waitFor();
    expect(school.engine.generations).toBe(before);
  });

  it('finds the later messages again after branching, also after a reload', async () => {
    const { page } = await enter();
    await page.goto(school.address);
    for (const question of ['Якум савол', 'Дуюм савол', 'Сеюм савол']) await ask(question);
    await button('Аз ҳамин ҷо дигар хел давом додан').first().click();
    await expect.poll(() => page.locator('.exchange').count()).toBe(1);
    await expect
      .poll(() => school.requests.filter((one) => one.startsWith('PATCH /api/conv')).length)
      .toBeGreaterThan(0);
    await page.reload();
    await button('Ба паёмҳои баъдӣ баргаштан').click();
    await expect.poll(() => page.locator('.exchange').count()).toBe(3);
  });

  it('leads from a search to the message, on its branch', async () => {
    const { page, pupil } = await enter();
    const first = await school.ask(pupil, 'Мармар чист?', { plan: { text: 'Мармар санг аст.' } });
    const { conversationId } = first;
    const parentId = first.answer.id;
    await school.ask(pupil, 'Пахта чист?', {
      conversationId,
      parentId,
      plan: { text: 'Пахта растанӣ аст.' },
    });
    await school.ask(pupil, 'Гандум чист?', {
      conversationId,
      parentId,
      plan: { text: 'Гандум ғалла аст.' },
    });
    await page.goto(`${school.address}/#/c/${conversationId}`);
    await page.getByText('Гандум ғалла аст.').waitFor();
    await button('Рӯйхати суҳбатҳо').click();
    await page.getByRole('searchbox').fill('растанӣ');
    await page.locator('.results a').first().click();
    await page.locator('.answer', { hasText: 'Пахта растанӣ аст.' }).waitFor();
    await expect
      .poll(() => page.evaluate('document.activeElement.textContent'))
      .toContain('Пахта растанӣ аст.');
    // A second hit of the conversation that is open already.
    await page.goto(`${school.address}/#/c/${conversationId}/${first.question.id}`);
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toContain('Мармар чист?');
  });

  it('keeps a draft over a reload, and from the next person', async () => {
    const { page } = await enter();
    await page.goto(school.address);
    await field().fill('Саволи нотамом');
    await page.reload();
    await expect.poll(() => field().inputValue()).toBe('Саволи нотамом');
    await button('Танзимот').click();
    await button('Баромадан').click();
    await page.getByLabel('Рамзи синф').waitFor();
    await school.enter(page.context(), await school.addPupil(schoolClass, 'Дигаре'));
    await page.reload();
    await field().waitFor();
    expect(await field().inputValue()).toBe('');
  });

  it('has the Tajik letters at every Tajik field, as one stop of the Tab key', async () => {
    const { page, pupil } = await enter();
    await school.ask(pupil, 'Мармар чист?');
    await page.goto(school.address);
    await button('Рӯйхати суҳбатҳо').click();
    const search = page.getByRole('searchbox');
    await search.focus();
    const bar = page.getByRole('dialog').getByRole('toolbar', { name: 'Ҳарфҳои тоҷикӣ' });
    await bar.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await search.inputValue()).toBe('ӣ');
    await bar.getByRole('button', { name: 'қ' }).click();
    expect(await search.inputValue()).toBe('ӣқ');
    // It goes with the focus, and a click on what is below it still hits.
    await search.fill('');
    await search.focus();
    await page.getByRole('link', { name: 'Мармар чист?' }).click();
    await page.locator('.question', { hasText: 'Мармар чист?' }).waitFor();
  });

  it('asks newcomers first, and puts the cursor where one goes on', async () => {
    watched = await openPage(browser, school.address);
    const { page } = watched;
    await page.goto(school.address);
    await page.getByLabel('Рамзи синф').fill(schoolClass.code);
    await page.keyboard.press('Enter');
    const focused = () =>
      page.evaluate('document.activeElement.textContent || document.activeElement.labels?.[0]?.textContent');
    await expect.poll(focused).toBe('Бори аввал медароям');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('Номи кӯтоҳ ё тахаллус');
    await page.keyboard.type('Навомада');
    for (const picture of ['себ', 'себ', 'китоб', 'моҳӣ']) await button(picture).click();
    await button('Ба синф ҳамроҳ шудан').click();
    await page.getByText('Салом, Навомада!').waitFor();
    // From now on this computer's pupils are asked for their pictures at once.
    await button('Танзимот').click();
    await button('Баромадан').click();
    await page.getByText('Чор расми худро').waitFor();
  });

  it('says in its own language what is missing in a form', async () => {
    watched = await openPage(browser, school.address, { locale: 'en-US' });
    const { page } = watched;
    await school.enter(page.context(), teacher);
    await page.goto(`${school.address}/#/classes/${schoolClass.id}/settings`);
    await page.getByLabel('Номи синф').fill('');
    await button('Нигоҳ доштан').click();
    await page.getByText('Инро пур кунед.').waitFor();
    await page.getByLabel('Номи синф').fill('7-А');
    await button('Илова кардани соат').click();
    const from = page.getByLabel('Аз', { exact: true });
    expect(await from.inputValue()).toBe('08:00');
    await from.fill('13.30');
    await from.press('Tab');
    expect(await from.inputValue()).toBe('13:30');
    await from.fill('нисфирӯзӣ'.slice(0, 5));
    await button('Нигоҳ доштан').click();
    await page.getByText('Вақтро чунин нависед: 08:00.').waitFor();
  });

  it('asks before what was not saved is lost', async () => {
    watched = await openPage(browser, school.address);
    const { page } = watched;
    await school.enter(page.context(), teacher);
    await page.goto(`${school.address}/#/classes/${schoolClass.id}/settings`);
    await page.getByLabel('Дастур барои Соро').fill('Кӯтоҳ ҷавоб деҳ.');
    await page.getByRole('link', { name: 'Хонандагон' }).click();
    await page.getByText('ҳанӯз нигоҳ дошта нашудааст').waitFor();
    await button('Мондан').click();
    expect(await page.getByLabel('Дастур барои Соро').inputValue()).toBe('Кӯтоҳ ҷавоб деҳ.');
    expect(page.url()).toContain('/settings');
    await page.getByRole('link', { name: 'Хонандагон' }).click();
    await button('Бе нигоҳ доштан баромадан').click();
    await page.getByLabel('Хонандаи нав').waitFor({ state: 'attached' });
  });

  it('shows the buttons that come after Stop above the field', async () => {
    const { page } = await enter({ viewport: { width: 360, height: 640 } });
    await page.goto(school.address);
    school.engine.plan = { text: sentence.repeat(30), paceMs: 6 };
    await field().fill('Дар бораи Душанбе гӯй');
    await field().press('Enter');
    await expect
      .poll(async () => (await last().locator('.answer').textContent())?.length ?? 0)
      .toBeGreaterThan(900);
    await button('Қатъ кардан').click();
    await button('Давом додан').waitFor();
    const above = async () => {
      const [box, composer] = await Promise.all([
        button('Давом додан').boundingBox(),
        page.locator('.composer').boundingBox(),
      ]);
      return box !== null && composer !== null && box.y + box.height <= composer.y;
    };
    await expect.poll(above).toBe(true);
  });

  it('says that it is the own answers that are waited for, and counts no empty answer as a variant', async () => {
    const { page, pupil } = await enter();
    const wait = {
      text: '',
      before: [{ event: { type: 'queue', position: 1, estimatedSeconds: 5 } as const, ms: 600_000 }],
    };
    for (const question of ['Як чист?', 'Ду чист?', 'Се чист?'])
      await school.ask(pupil, question, { plan: wait, wait: false });
    await page.goto(school.address);
    await field().fill('Чор чист?');
    await field().press('Enter');
    await page.getByText('Ҷавобҳои пешинаи шумо ҳанӯз навишта мешаванд.').waitFor();
    for (const live of school.inside.runner.list()) await school.inside.runner.stop(live.message.number);
    await idle();
    expect(await page.getByText('2 аз 2').count()).toBe(0);
  });

  it('shows who waits without an empty place', async () => {
    const own = school.addClass('11-Д', teacher);
    const { pupil } = await enter({}, own);
    const { page } = watched;
    const plan = { text: 'Ҳозир.', before: [{ event: { type: 'restart' } as const, ms: 600_000 }] };
    await school.ask(pupil, 'Феъл чист?', { plan, wait: false });
    await school.enter(page.context(), teacher);
    await page.goto(`${school.address}/#/classes/${own.id}`);
    await page.getByText('ҷавобаш оғоз мешавад; ').waitFor();
    for (const live of school.inside.runner.list()) await school.inside.runner.stop(live.message.number);
  });

  it('groups conversations by day, deletes several at once and brings them back', async () => {
    const { page, pupil } = await enter({ viewport: { width: 1280, height: 800 } });
    const old = await school.ask(pupil, 'Саволи дирӯза');
    school.inside.store.run('UPDATE conversations SET updated_at = :at WHERE id = :id', {
      at: new Date().setHours(0, 0, 0, 0) - 60_000,
      id: old.conversationId,
    });
    const long =
      'Чаро дар кӯҳҳои баланд об дар ҳарорати пасттар аз сад дараҷа меҷӯшад ва хӯрок дертар мепазад?';
    await school.ask(pupil, long);
    await page.goto(school.address);
    await page.getByRole('heading', { name: 'Дирӯз' }).waitFor();
    await page.getByRole('heading', { name: 'Имрӯз' }).waitFor();
    expect(await page.getByRole('link', { name: long }).textContent()).toBe(long);
    await button('Интихоб кардан').click();
    await page.getByLabel('Ҳамаро интихоб кардан').check();
    expect(await axeFindings(page)).toEqual([]);
    await button('Нест кардани 2 суҳбат').click();
    await page.getByText('2 суҳбат нест карда шуданд.').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: long }).waitFor();
    await button('Интихоб кардан').click();
    await page.getByLabel('Ҳамаро интихоб кардан').check();
    await button('Нест кардани 2 суҳбат').click();
    await page.goto('about:blank');
    const left = () =>
      school.inside.store.all('SELECT id FROM conversations WHERE person_number = :person', {
        person: pupil.number,
      });
    await expect.poll(() => left().length).toBe(0);
  });
});
