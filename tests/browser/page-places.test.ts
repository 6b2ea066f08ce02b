import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, missingForBrowser, openPage, saySkipped } from './browser.ts';
import { type FakeSchool, startFakeSchool, type Who } from './fake-school/fake-school.ts';
import { richAnswer, richFormulas } from './fake-school/school-data.ts';

interface Place {
  readonly name: string;
  readonly who: Who;
  readonly path: string;
  /** What is there once the page is. */
  readonly shows: string;
  readonly act?: (page: Page) => Promise<void>;
}

const click = (name: string) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).first().click();

const places: readonly Place[] = [
  { name: 'welcome', who: 'local', path: '#/', shows: 'Салом! Ман Соро ҳастам.' },
  { name: 'a pupil', who: 'pupil', path: '#/', shows: 'Салом, Фирӯза!' },
  { name: 'a conversation', who: 'pupil', path: '#/c/conversation-1', shows: 'Худатон санҷед' },
  {
    name: 'the list',
    who: 'pupil',
    path: '#/',
    shows: 'Ҷустуҷӯ дар сӯҳбатҳо',
    act: click('Рӯйхати сӯҳбатҳо'),
  },
  { name: 'settings', who: 'pupil', path: '#/', shows: 'Намуди саҳифа', act: click('Танзимот') },
  { name: 'class code', who: 'nobody', path: '#/', shows: 'Рамзро омӯзгор медиҳад.' },
  { name: 'log-in', who: 'nobody', path: '#/join/ГУЛ-427', shows: 'Чор расми худро' },
  {
    name: 'joining',
    who: 'nobody',
    path: '#/join/ГУЛ-427',
    shows: 'дар хотир нигоҳ доред',
    act: click('Бори аввал'),
  },
  { name: "teachers' log-in", who: 'nobody', path: '#/log-in/teacher', shows: 'Вуруди омӯзгор' },
  { name: 'set-up', who: 'set-up', path: 'set-up#token', shows: 'Шумо маъмури ин сервер мешавед.' },
  { name: 'password', who: 'teacher', path: '#/password', shows: 'Гузарвожаи кунунӣ' },
  { name: 'classes', who: 'teacher', path: '#/classes', shows: '28 хонанда' },
  { name: 'overview', who: 'teacher', path: '#/classes/c7a', shows: 'Нилуфар' },
  { name: 'pupils', who: 'teacher', path: '#/classes/c7a/pupils', shows: 'Ситора' },
  { name: 'conversations', who: 'teacher', path: '#/classes/c7a/conversations', shows: 'Фирӯза' },
  { name: 'class settings', who: 'teacher', path: '#/classes/c7a/settings', shows: 'Соатҳои кор' },
  { name: 'reading', who: 'teacher', path: '#/classes/c7a/read/conversation-1', shows: 'Худатон санҷед' },
  {
    name: 'correcting',
    who: 'teacher',
    path: '#/classes/c7a/read/conversation-1',
    shows: 'Ҷавоби дуруст',
    act: click('Ислоҳ кардани ҷавоб'),
  },
  { name: 'corrections', who: 'teacher', path: '#/classes/corrections', shows: 'Маҳраҷҳо якхелаанд' },
  { name: 'system', who: 'administrator', path: '#/school', shows: 'soro-270m' },
  { name: 'people', who: 'administrator', path: '#/school/people', shows: 'Зарина Раҳимова' },
  { name: 'keys', who: 'administrator', path: '#/school/keys', shows: 'sk-Ab12' },
  { name: 'backups', who: 'administrator', path: '#/school/backups', shows: 'санҷида шуд' },
  { name: 'audit', who: 'administrator', path: '#/school/audit', shows: 'teacher.created' },
];

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

describe.skipIf(saySkipped('the pages by role', missingForBrowser))('every place of the page', () => {
  let school: FakeSchool;
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
    school = await startFakeSchool();
    school.answers.add('Чӣ тавр касрҳоро ҷамъ мекунем?', [['Касрҳо?', richAnswer]], richFormulas);
  });

  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });

  const visit = async (place: Place) => {
    school.become(place.who);
    const watched = await openPage(browser, school.address, {
      viewport: { width: 320, height: 640 },
      reducedMotion: 'reduce',
    });
    await watched.page.goto(`${school.address}/${place.path}`);
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
    school.become('pupil');
    const { page } = await openPage(browser, school.address);
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.goto(school.address);
    await page.getByText('Салом, Фирӯза!').waitFor();
    expect(loaded.filter((path) => /teacher|administrator|staff|log-in/u.test(path))).toEqual([]);
    await page.context().close();
  });
});
