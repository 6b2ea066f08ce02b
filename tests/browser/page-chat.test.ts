import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, missingForBrowser, openPage, saySkipped, type WatchedPage } from './browser.ts';
import { type BrowserSchool, startBrowserSchool } from './school.ts';
import { richAnswer } from './school-day.ts';

const sentence = 'Душанбе пойтахти Тоҷикистон аст ва дар водии Ҳисор ҷойгир шудааст. ';

describe.skipIf(saySkipped('the page against a school', missingForBrowser))('the page', () => {
  let school: BrowserSchool;
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(() => browser?.close());

  beforeEach(async () => {
    school = await startBrowserSchool();
    watched = await openPage(browser, school.address);
    await watched.page.goto(school.address);
  });

  afterEach(async () => {
    const { page, foreign, complaints } = watched;
    await page.context().close();
    await school.close();
    expect(foreign).toEqual([]);
    // A request that the server refuses is told by the browser itself.
    expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
  });

  const field = () => watched.page.getByRole('textbox', { name: 'Савол', exact: true });
  const button = (name: string) => watched.page.getByRole('button', { name, exact: true });
  const last = () => watched.page.locator('.exchange').last();
  const idle = () => last().and(watched.page.locator('[aria-busy=false]')).waitFor();
  const enter = async (text: string) => {
    await field().fill(text);
    await field().press('Enter');
  };
  const ask = async (text: string) => {
    await enter(text);
    // Until it is there, the exchange before it is the last one, and idle.
    await last()
      .locator('.question')
      .and(watched.page.getByText(text, { exact: true }))
      .waitFor();
  };
  const answerText = () => last().locator('.answer').textContent();

  it('resumes an answer after the line was cut, without a second generation and without a doubled word', async () => {
    const text = sentence.repeat(6).trim();
    school.engine.plan = { text, paceMs: 12 };
    await ask('Дар бораи Душанбе гӯй');
    await expect.poll(answerText).toContain('водии');
    school.setDown(true);
    school.cutLines();
    await watched.page.getByText('Алоқа канда шуд.').waitFor();
    school.setDown(false);
    await idle();
    expect(await answerText()).toBe(text);
    expect(school.engine.generations).toBe(1);
  });

  it('finishes an answer over a reload of the page, where it was', async () => {
    const text = sentence.repeat(5).trim();
    school.engine.plan = { text, paceMs: 12 };
    await ask('Дар бораи Душанбе гӯй');
    await expect.poll(answerText).toContain('водии');
    await watched.page.reload();
    await expect.poll(answerText, { timeout: 10_000 }).toBe(text);
    await idle();
    // Freed when the page went, taken up again when it came back: the same answer, no other question.
    expect(school.requests.filter((request) => request.endsWith('/stop'))).toHaveLength(1);
    expect(school.requests.filter((request) => request.endsWith('/questions'))).toHaveLength(1);
  });

  it('says who is 4th and for how long, and asks for a moment when the engine is restarted', async () => {
    school.engine.plan = {
      text: sentence,
      before: [
        { event: { type: 'queue', position: 4, estimatedSeconds: 20 }, ms: 700 },
        { event: { type: 'queue', position: 2, estimatedSeconds: 10 }, ms: 700 },
        { event: { type: 'restart' }, ms: 700 },
      ],
    };
    await ask('Салом');
    await watched.page.getByText('Шумо дар навбат 4-ум ҳастед, тақрибан 20 сония.').waitFor();
    await watched.page.getByText('Шумо дар навбат 2-юм ҳастед, тақрибан 10 сония.').waitFor();
    await watched.page.getByText('Як лаҳза…').waitFor();
    await idle();
    expect(await answerText()).toContain('Душанбе');
  });

  it('sends a question once, however often the line breaks on the way', async () => {
    let failures = 2;
    await watched.page.route('**/questions', async (route) => {
      failures -= 1;
      // The server has taken it, only the confirmation is lost.
      if (failures === 1) await route.fetch();
      if (failures >= 0) return route.abort('connectionreset');
      return route.continue();
    });
    await ask('Салом');
    await expect.poll(answerText, { timeout: 10_000 }).toContain('Душанбе');
    expect(school.inside.store.all('SELECT id FROM messages')).toHaveLength(2);
    expect(school.engine.generations).toBe(1);
  });

  it('stops an answer at once and lets it go on', async () => {
    const text = sentence.repeat(8).trim();
    school.engine.plan = { text, paceMs: 12 };
    await ask('Дар бораи Душанбе гӯй');
    await expect.poll(answerText).toContain('Душанбе');
    await button('Қатъ кардан').click();
    await watched.page.getByText('Ҷавоб қатъ карда шуд.').waitFor();
    const stopped = (await answerText()) ?? '';
    expect(stopped.length).toBeLessThan(text.length);
    school.engine.plan = { text, paceMs: 0 };
    await button('Давом додан').click();
    await expect.poll(answerText, { timeout: 10_000 }).toBe(text);
  });

  it('keeps other answers and other wordings, and shows each again', async () => {
    await ask('Пойтахт кадом аст?');
    await idle();
    school.engine.plan = { text: 'Ҷавоби дуюм.' };
    await button('Ҷавоби дигар').click();
    await expect.poll(answerText).toBe('Ҷавоби дуюм.');
    await watched.page.getByText('2 аз 2').waitFor();
    await button('Варианти пешина').click();
    await expect.poll(answerText).toContain('Душанбе');

    await button('Тағйир додани савол').click();
    expect(await field().inputValue()).toBe('Пойтахт кадом аст?');
    await ask('Пойтахти Тоҷикистон кадом аст?');
    await idle();
    expect(await last().locator('.question').textContent()).toBe('Пойтахти Тоҷикистон кадом аст?');
    await button('Варианти пешина').first().click();
    await expect.poll(() => last().locator('.question').textContent()).toBe('Пойтахт кадом аст?');
  });

  it('begins a new branch in the middle of a conversation', async () => {
    for (const question of ['Якум', 'Дуюм']) {
      await ask(question);
      await idle();
    }
    await button('Аз ҳамин ҷо дигар хел давом додан').click();
    expect(await watched.page.locator('.exchange').count()).toBe(1);
    await watched.page
      .getByText('Саволи навбатӣ аз ҳамин ҷо дигар хел давом медиҳад; паёмҳои баъдӣ гум намешаванд.')
      .waitFor();
    await ask('Дигар');
    await idle();
    await watched.page.getByText('2 аз 2').waitFor();
    expect(await last().locator('.question').textContent()).toBe('Дигар');
  });

  it('sends what was surely meant at once, shows it, and undoes it with one tap', async () => {
    await enter('точикистон кучост');
    await idle();
    expect(await last().locator('.question').textContent()).toBe('тоҷикистон куҷост');
    await watched.page.getByText('Савол чунин фаҳмида шуд.').waitFor();
    await button('Чунон ки навиштам').click();
    await expect.poll(() => last().locator('.question').textContent()).toBe('точикистон кучост');
    await idle();
    expect(await watched.page.getByText('Савол чунин фаҳмида шуд.').count()).toBe(0);
    // Both wordings are kept.
    await button('Варианти пешина').click();
    await expect.poll(() => last().locator('.question').textContent()).toBe('тоҷикистон куҷост');
  });

  it('undoes it also while the answer is being written', async () => {
    school.engine.plan = { text: sentence.repeat(20), paceMs: 12 };
    await enter('точикистон кучост');
    await expect.poll(answerText).toContain('Душанбе');
    school.engine.plan = { text: 'Ҷавоби нав.' };
    await button('Чунон ки навиштам').click();
    await expect.poll(answerText).toBe('Ҷавоби нав.');
    expect(await last().locator('.question').textContent()).toBe('точикистон кучост');
  });

  it('asks “you meant …?” where it is unsure, with both ways to answer', async () => {
    await enter('асосхои кдн чи тавр чуфт мешаванд');
    await watched.page.getByText('Шояд чунин гуфтанӣ будед:').waitFor();
    expect(school.requests).not.toContain('POST /api/conversations');
    await button('Ҳа, ҳамин').click();
    await idle();
    expect(await last().locator('.question').textContent()).toContain('асосҳои');

    await enter('асосхои кдн чи тавр чуфт мешаванд');
    await button('Не, чунон ки навиштам').click();
    await expect
      .poll(() => last().locator('.question').textContent())
      .toBe('асосхои кдн чи тавр чуфт мешаванд');
  });

  it('names, renames, finds and deletes conversations', async () => {
    const { page } = watched;
    await ask('Пойтахти Тоҷикистон');
    await idle();
    await button('Рӯйхати суҳбатҳо').click();
    await page.getByRole('link', { name: 'Пойтахти Тоҷикистон' }).hover();
    await button('Номро иваз кардан: Пойтахти Тоҷикистон').click();
    await page.getByRole('textbox', { name: 'Номи нав' }).fill('Ҷуғрофия');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Ҷуғрофия' }).waitFor();
    await page.getByRole('searchbox').fill('точик');
    await page.locator('.results mark', { hasText: 'Тоҷикистон' }).first().waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByRole('link', { name: 'Ҷуғрофия' }).hover();
    await button('Нест кардан: Ҷуғрофия').click();
    await button('Баргардондан').click();
    await page.getByRole('link', { name: 'Ҷуғрофия' }).hover();
    await button('Нест кардан: Ҷуғрофия').click();
    await page.getByText('Ҳанӯз суҳбате нест.').first().waitFor();
    // For good once the page is left, or after some seconds.
    expect(school.inside.store.all('SELECT id FROM conversations')).toHaveLength(1);
    await page.goto('about:blank');
    await expect.poll(() => school.inside.store.all('SELECT id FROM conversations').length).toBe(0);
  });

  it('draws headings, lists, tables and formulas, while they come and afterwards', async () => {
    school.engine.plan = { text: richAnswer };
    await ask('Касрҳо');
    await idle();
    const answer = last().locator('.answer');
    await answer.locator('math mfrac').first().waitFor();
    expect(await answer.locator('h3').textContent()).toBe('Чӣ тавр касрҳоро ҷамъ мекунем?');
    expect(await answer.locator('ol > li').count()).toBe(2);
    expect(await answer.locator('ol ul > li').count()).toBe(2);
    expect(await answer.locator('tbody tr').count()).toBe(2);
    expect(await answer.locator('td.right').first().textContent()).toBe('3/4');
    expect(await answer.locator('blockquote').count()).toBe(1);
  });

  it('lets nothing that a model writes become markup, a script or a way out', async () => {
    const { page } = watched;
    const attack = [
      '<img src=x onerror="globalThis.broken=1"><script>globalThis.broken=1</script>',
      '[пахш кун](javascript:globalThis.broken=1) [ин](https://example.com/a) [хона](/#/c/x)',
      '`<b>` **<svg onload=globalThis.broken=1>** $<math><mi onclick=x></mi></math>$',
      '| <iframe src=//example.com> |\n|---|\n| <style>*{display:none}</style> |',
      '```<script>\n</code></pre><script>globalThis.broken=1</script>\n```',
    ].join('\n\n');
    school.engine.plan = { text: attack };
    await ask('<b>салом</b>');
    await idle();
    const answer = last().locator('.answer');
    await answer.locator('math').waitFor();
    expect(await page.evaluate('globalThis.broken')).toBeUndefined();
    expect(
      await answer.locator('img, script, iframe, style, svg:not(.icon), [onclick], [onload]').count(),
    ).toBe(0);
    expect(await answer.locator('a').count()).toBe(1);
    expect(await answer.locator('a').getAttribute('href')).toBe('/#/c/x');
    expect(await answer.textContent()).toContain('ин (https://example.com/a)');
    expect(await last().locator('.question').textContent()).toBe('<b>салом</b>');
    expect(await last().locator('.question b').count()).toBe(0);
  });

  it('says what is wrong in words of the page, and takes a question back', async () => {
    await watched.page.route('**/questions', (route) =>
      route.fulfill({ status: 422, json: { error: { code: 'too-long', message: 'too long' } } }),
    );
    await ask('Саволи дароз');
    await watched.page.getByText('Савол хеле дароз аст. Лутфан онро кӯтоҳтар кунед.').waitFor();
    await button('Саволро бекор кардан').click();
    expect(await field().inputValue()).toBe('Саволи дароз');
  });

  it('speaks three languages and remembers the choice, and the looks', async () => {
    const { page } = watched;
    await button('Танзимот').click();
    await page.getByLabel('Забони саҳифа').selectOption('ru');
    await page.getByLabel('Вид страницы').selectOption('dark');
    await button('Закрыть').click();
    expect(await page.getByRole('textbox', { name: 'Вопрос' }).isVisible()).toBe(true);
    await page.reload();
    await page.getByText('Например, можно спросить').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('ru');
    const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(background).toBe('rgb(29, 25, 22)');
  });

  it('works from an http address of the network, where the browser withholds half of itself', async () => {
    const { port } = new URL(school.address);
    const lan = await openPage(browser, `http://soro.lan:${port}`, { serviceWorkers: 'allow' });
    const { page } = lan;
    await page.goto(`http://soro.lan:${port}`);
    expect(
      await page.evaluate('[isSecureContext, "serviceWorker" in navigator, !!navigator.clipboard]'),
    ).toEqual([false, false, false]);
    await page.getByRole('textbox', { name: 'Савол', exact: true }).fill('Салом');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Нусха гирифтан' }).click();
    await page.getByText('Нусха гирифта шуд').waitFor({ state: 'attached' });
    // What was copied comes back out of the clipboard.
    await page.getByRole('textbox', { name: 'Савол', exact: true }).focus();
    await page.keyboard.press('Control+V');
    expect(await page.getByRole('textbox', { name: 'Савол', exact: true }).inputValue()).toBe(
      'Пойтахти Тоҷикистон шаҳри Душанбе аст.',
    );
    expect(lan.complaints).toEqual([]);
    expect(lan.foreign).toEqual([]);
    await page.context().close();
  });

  it('opens without the server once it was there, and keeps nothing private', async () => {
    const { page, complaints } = await openPage(browser, school.address, { serviceWorkers: 'allow' });
    await page.goto(school.address);
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await page.reload();
    await page.getByRole('textbox', { name: 'Савол', exact: true }).fill('Рози ман');
    await page.keyboard.press('Enter');
    await page.getByText('Душанбе аст').waitFor();
    const kept = await page.evaluate<string[]>(
      'caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys())))).then((lists) => lists.flat().map(({ url }) => new URL(url).pathname))',
    );
    expect(kept.length).toBeGreaterThan(4);
    for (const path of kept)
      expect(path).toMatch(/^\/($|assets\/|rosette\.svg$|icon-192\.png$|manifest\.webmanifest$)/u);
    await school.close();
    await page.goto(school.address);
    await page.getByText('Ба сервер пайваст шудан муяссар нашуд.').waitFor();
    school = await startBrowserSchool();
    expect(complaints.filter((text) => !/Failed to load|ERR_/u.test(text))).toEqual([]);
    await page.context().close();
  });
});
