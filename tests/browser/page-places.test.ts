import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addArticleBook, addBooks } from '../../src/school/testing/test-books.ts';
import { launchBrowser, missingForBrowser, openPage, saySkipped } from './browser.ts';
import { type BrowserSchool, startBrowserSchool } from './school.ts';
import { fillSchoolDay, type SchoolDay } from './school-day.ts';

/** `local`: no accounts yet. `set-up`: the same, over the network. */
type Who = 'local' | 'set-up' | 'nobody' | 'pupil' | 'teacher' | 'administrator';

interface Place {
  readonly name: string;
  readonly who: Who;
  /** `CLASS`, `CODE` and `CONVERSATION` stand for those of the day. */
  readonly path: string;
  /** What is there once the page is. */
  readonly shows: string;
  readonly act?: (page: Page) => Promise<void>;
}

const click = (name: string) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).first().click();

/** A button that asks first, and the one in its question. */
const confirmed = (name: string, answer: string) => async (page: Page) => {
  await click(name)(page);
  await page.locator('dialog').getByRole('button', { name: answer, exact: true }).click();
};

const places: readonly Place[] = [
  { name: 'welcome', who: 'local', path: '#/', shows: 'Салом! Ман Соро ҳастам.' },
  { name: 'a pupil', who: 'pupil', path: '#/', shows: 'Салом, Фирӯза!' },
  { name: 'a conversation', who: 'pupil', path: '#/c/CONVERSATION', shows: 'Худатон санҷед' },
  {
    name: 'the list',
    who: 'pupil',
    path: '#/',
    shows: 'Ҷустуҷӯ дар суҳбатҳо',
    act: click('Рӯйхати суҳбатҳо'),
  },
  { name: 'settings', who: 'pupil', path: '#/', shows: 'Намуди саҳифа', act: click('Танзимот') },
  { name: 'class code', who: 'nobody', path: '#/', shows: 'Рамзро омӯзгор медиҳад.' },
  { name: 'first or again', who: 'nobody', path: '#/join/CODE', shows: 'Ман аллакай ҳамроҳ шудаам' },
  {
    name: 'log-in',
    who: 'nobody',
    path: '#/join/CODE',
    shows: 'Чор расми худро',
    act: click('Ман аллакай ҳамроҳ шудаам'),
  },
  {
    name: 'joining',
    who: 'nobody',
    path: '#/join/CODE',
    shows: 'дар хотир нигоҳ доред',
    act: click('Бори аввал медароям'),
  },
  { name: "teachers' log-in", who: 'nobody', path: '#/log-in/teacher', shows: 'Вуруди омӯзгор' },
  { name: 'set-up', who: 'set-up', path: '#/set-up/token', shows: 'Шумо маъмури ин сервер мешавед.' },
  { name: 'password', who: 'teacher', path: '#/password', shows: 'Гузарвожаи (пароли) кунунӣ' },
  { name: 'classes', who: 'teacher', path: '#/classes', shows: '5 хонанда' },
  { name: 'overview', who: 'teacher', path: '#/classes/CLASS', shows: 'Нилуфар' },
  { name: 'pupils', who: 'teacher', path: '#/classes/CLASS/pupils', shows: 'Ситора' },
  { name: 'class card', who: 'teacher', path: '#/classes/CLASS/card', shows: '192.168.1.10:8080' },
  { name: 'marked answers', who: 'teacher', path: '#/classes/CLASS/marks', shows: '1/3 + 1/3 = 2/6' },
  {
    name: 'new pictures',
    who: 'teacher',
    path: '#/classes/CLASS/pupils',
    shows: 'Инҳо танҳо як бор',
    act: confirmed('Расмҳои нав: Қобил', 'Расмҳои нав'),
  },
  {
    name: 'what is kept about a pupil',
    who: 'teacher',
    path: '#/classes/CLASS/pupils',
    shows: 'Ҳамроҳ шуд',
    act: click('Чоп кардан: Фирӯза'),
  },
  { name: 'changing pictures', who: 'pupil', path: '#/pictures', shows: 'Иваз кардани расмҳо' },
  { name: 'conversations', who: 'teacher', path: '#/classes/CLASS/conversations', shows: 'Фирӯза' },
  { name: 'class settings', who: 'teacher', path: '#/classes/CLASS/settings', shows: 'Соатҳои дарс' },
  { name: 'reading', who: 'teacher', path: '#/classes/CLASS/read/CONVERSATION', shows: 'Худатон санҷед' },
  {
    name: 'correcting',
    who: 'teacher',
    path: '#/classes/CLASS/read/CONVERSATION',
    shows: 'Ҷавоби дуруст',
    act: click('Ислоҳ кардани ҷавоб'),
  },
  { name: 'tasks', who: 'administrator', path: '#/tasks', shows: 'Пур кардани ариза' },
  { name: 'corrections', who: 'teacher', path: '#/classes/corrections', shows: 'Маҳраҷҳо якхелаанд' },
  {
    name: 'agreeing to send a correction',
    who: 'teacher',
    path: '#/classes/corrections',
    shows: 'Савол бо сухани худатон',
    act: click('Ба вазорат фиристодан'),
  },
  { name: 'the shelf', who: 'pupil', path: '#/books', shows: 'Дарёи Вахш' },
  { name: 'the shelf of a teacher', who: 'teacher', path: '#/books', shows: 'Китоби нав' },
  { name: 'a book', who: 'pupil', path: '#/books/BOOK', shows: 'Аз ин китоб пурсед' },
  { name: 'an article', who: 'pupil', path: '#/books/ARTICLES/1', shows: 'Омӯзгор ҳанӯз насанҷидааст.' },
  { name: 'reviewing', who: 'teacher', path: '#/books/ARTICLES/1', shows: 'Мақола дуруст аст' },
  { name: 'what is to be checked', who: 'teacher', path: '#/books/ARTICLES', shows: 'санҷида нашудааст' },
  {
    name: 'correcting an article',
    who: 'teacher',
    path: '#/books/ARTICLES/1',
    shows: 'Истилоҳот',
    act: click('Ислоҳ кардан'),
  },
  {
    name: 'hiding an article',
    who: 'teacher',
    path: '#/books/ARTICLES/1',
    shows: 'Сабаб (хонандагон намебинанд)',
    act: click('Пинҳон кардан'),
  },
  { name: 'bringing a book', who: 'teacher', path: '#/books/add', shows: 'Интихоби файл' },
  {
    name: 'what is known of a book',
    who: 'teacher',
    path: '#/books/BOOK',
    shows: 'Номи китоб',
    act: click('Тағйири маълумот'),
  },
  {
    name: 'asking a book',
    who: 'pupil',
    path: '#/books/BOOK',
    shows: 'Танҳо аз китоби',
    act: click('Аз ин китоб пурсед'),
  },
  { name: 'system', who: 'administrator', path: '#/school', shows: 'fake' },
  { name: 'people', who: 'administrator', path: '#/school/people', shows: 'Зарина Раҳимова' },
  { name: 'keys', who: 'administrator', path: '#/school/keys', shows: 'sk-' },
  {
    name: 'backups',
    who: 'administrator',
    path: '#/school/backups',
    shows: 'санҷида',
    act: click('Сохтани нусхаи эҳтиётӣ'),
  },
  { name: 'audit', who: 'administrator', path: '#/school/audit', shows: 'Далер Назаров' },
];

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

describe.skipIf(saySkipped('the pages by role', missingForBrowser))('every place of the page', () => {
  let browser: Browser;
  let day: SchoolDay;
  let fresh: BrowserSchool;
  let overNetwork: BrowserSchool;
  let filled: BrowserSchool;
  let bookId: string;
  let articlesId: string;

  beforeAll(async () => {
    [browser, fresh, overNetwork, filled] = await Promise.all([
      launchBrowser(),
      startBrowserSchool(),
      startBrowserSchool({ network: true }),
      startBrowserSchool(),
    ]);
    day = await fillSchoolDay(filled);
    bookId = (await addBooks(filled.inside)).book.id;
    articlesId = (await addArticleBook(filled.inside)).id;
  });

  afterAll(async () => {
    await browser?.close();
    for (const school of [fresh, overNetwork, filled]) await school?.close();
  });

  const visit = async (place: Place) => {
    const school = place.who === 'local' ? fresh : place.who === 'set-up' ? overNetwork : filled;
    const watched = await openPage(browser, school.address, {
      viewport: { width: 320, height: 640 },
      reducedMotion: 'reduce',
    });
    const person = { pupil: day.pupils[0], teacher: day.teacher, administrator: day.administrator };
    const who = place.who in person ? person[place.who as keyof typeof person] : undefined;
    if (who) await school.enter(watched.page.context(), who);
    const path = place.path
      .replace('CLASS', day.schoolClass.id)
      .replace('CODE', day.schoolClass.code)
      .replace('BOOK', bookId)
      .replace('ARTICLES', articlesId)
      .replace('CONVERSATION', day.conversationId);
    await watched.page.goto(`${school.address}/${path}`);
    await place.act?.(watched.page);
    const shown = watched.page.getByText(place.shows).or(watched.page.getByPlaceholder(place.shows));
    // A narrow page has the list twice: hidden beside the conversation, and in its own window.
    await shown.filter({ visible: true }).first().waitFor();
    return watched;
  };

  const findings = async (page: Page, rules?: string) => {
    await page.evaluate(axe.source);
    const only = rules ? `, runOnly: ${rules}` : '';
    const { violations } = await page.evaluate<{ violations: Finding[] }>(
      `axe.run(document, { resultTypes: ["violations"]${only} })`,
    );
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical' || impact === 'moderate')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`);
  };

  it.each(places)('$name: axe finds nothing, it fits 320 pixels, asks nobody else', async (place) => {
    const { page, foreign, complaints } = await visit(place);
    try {
      expect(await findings(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      expect(await findings(page, '["color-contrast"]'), 'dark').toEqual([]);
      expect(foreign).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await page.context().close();
    }
  });

  it('is loaded for a pupil without the pages of teachers', async () => {
    const { page } = await openPage(browser, filled.address);
    const [pupil] = day.pupils;
    if (pupil) await filled.enter(page.context(), pupil);
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.goto(filled.address);
    await page.getByText('Салом, Фирӯза!').waitFor();
    expect(loaded.filter((path) => /teacher|administrator|staff|log-in/u.test(path))).toEqual([]);
    await page.context().close();
  });
});
