import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAssistant, knowledgeOf } from '../../assistant/index.ts';
import { type ChatRequest, type Engine, fakeEngine } from '../../chat/index.ts';
import { openLibrary } from '../../library/index.ts';
import type { Answer, Book, BookPage, Grounding } from '../contract/index.ts';
import { addBooks, hostileText } from '../testing/test-books.ts';
import { addTeacherWithClass, ask, follow, join, setUp } from '../testing/test-people.ts';
import { Browser, openTestSchool, type TestSchool } from '../testing/test-school.ts';
import { fileNameField } from './replies/serve-file.ts';

let folder: string;
let school: TestSchool;
/** What the assistant was asked, and what of it came to the model. */
let asked: ChatRequest[];

beforeEach(async () => {
  folder = await mkdtemp(joinPath(tmpdir(), 'soro-books-'));
  asked = [];
  const library = openLibrary(folder, { starter: false });
  const assistant = createAssistant({
    engine: fakeEngine(['Аз худ.']),
    knowledge: knowledgeOf(library),
    clock: () => ({ now: new Date(), isTrusted: true }),
  });
  const engine: Engine = {
    ...assistant,
    generate(request, options) {
      asked.push(request);
      return assistant.generate(request, options);
    },
  };
  school = openTestSchool({ libraryFolder: folder, engine });
});

afterEach(async () => {
  expect(school.contractBreaks).toEqual([]);
  await school.close();
  await rm(folder, { recursive: true, force: true });
});

async function answerTo(browser: Browser, text: string): Promise<Answer> {
  const { answer } = await ask(browser, text);
  await follow(browser, answer.id);
  const { body } = await browser.get<{ answer: Answer }>(`/api/answers/${answer.id}`);
  return body.answer;
}

describe('what an answer rests on', () => {
  it('is told before its text, kept, and exported', async () => {
    await addBooks(school);
    const browser = new Browser(school.app);
    const { answer: waiting } = await ask(browser, 'Дарозии дарёи Вахш чанд километр аст?');
    const events = await (await browser.request('GET', `/api/answers/${waiting.id}/events`)).text();
    expect(events.indexOf('event: grounding')).toBeGreaterThan(0);
    expect(events.indexOf('event: grounding')).toBeLessThan(events.indexOf('event: text'));
    const { body } = await browser.get<{ answer: Answer }>(`/api/answers/${waiting.id}`);
    const { grounding } = body.answer;
    // Whether it is sure of the answer is the ranker's business.
    expect(['book', 'passages']).toContain(grounding?.kind);
    expect(grounding?.citations[0]).toMatchObject({ number: 1, page: 1 });
    const [citation] = grounding?.citations ?? [];
    const read = await browser.get<{ page: BookPage }>(
      `/api/books/${citation?.book.id}/pages/${citation?.page}`,
    );
    expect(read.body.page.text.slice(citation?.start, citation?.end)).toBe(citation?.quote);
    const exported = await browser.get<{ conversations: { messages: { grounding?: Grounding }[] }[] }>(
      '/api/me/export',
    );
    expect(exported.body.conversations[0]?.messages[1]?.grounding).toEqual(grounding);
  });

  it('is a tool for a sum and the model’s own words for the rest', async () => {
    const browser = new Browser(school.app);
    expect((await answerTo(browser, '12 + 35')).grounding).toMatchObject({ kind: 'computed' });
    expect((await answerTo(browser, 'Дар бораи аспи парвозкунанда шеър нависед')).grounding).toMatchObject({
      kind: 'own',
      isModel: true,
    });
  });

  it('is only quoted where a book gives orders', async () => {
    const { other } = await addBooks(school);
    const { grounding, text } = await answerTo(
      new Browser(school.app),
      'Кӯли Искандаркӯл дар кадом баландӣ ҷойгир аст?',
    );
    expect(text).not.toContain('ман дузд ҳастам');
    for (const { quote, book } of grounding?.citations ?? []) {
      expect(book.id).toBe(other.id);
      expect(hostileText).toContain(quote.split('\n')[0]);
    }
  });
});

describe('a class', () => {
  it('is answered from its own books, sees no others, and may leave out tools and the model', async () => {
    const { book, other } = await addBooks(school);
    const administrator = await setUp(school);
    const mine = await addTeacherWithClass(school, administrator, 'Аниса');
    const settings = { books: [book.id], onlyFromBooks: true, tools: false };
    await mine.teacher.patch(`/api/classes/${mine.schoolClass.id}`, { settings });
    const { pupil } = await join(school, mine.schoolClass.code, 'Заррина');
    const { body } = await pupil.get<{ books: Book[] }>('/api/books');
    expect(body.books.map(({ id }) => id)).toEqual([book.id]);
    for (const path of ['', '/pages/1', '/file']) {
      expect((await pupil.get(`/api/books/${other.id}${path}`)).status, path).toBe(404);
      expect((await mine.teacher.get(`/api/books/${other.id}${path}`)).status, path).toBe(200);
    }
    await answerTo(pupil, 'Искандаркӯл дар куҷост?');
    expect(asked.at(-1)?.grounding).toEqual({ bookIds: [book.id], onlyFromBooks: true, tools: false });
  });

  it('that gives hints first is not given the ready answer of a book', async () => {
    await addBooks(school);
    const administrator = await setUp(school);
    const mine = await addTeacherWithClass(school, administrator, 'Аниса');
    await mine.teacher.patch(`/api/classes/${mine.schoolClass.id}`, { settings: { tutor: 'hints-first' } });
    const { pupil } = await join(school, mine.schoolClass.code, 'Заррина');
    const { grounding } = await answerTo(pupil, 'Дарозии дарёи Вахш чанд километр аст?');
    expect(grounding).toMatchObject({ kind: 'own' });
  });
});

describe('one book', () => {
  it('can be asked alone, unless the person may not see it', async () => {
    const { other } = await addBooks(school);
    const browser = new Browser(school.app);
    const { body: conversation } = await browser.post<{ id: string }>('/api/conversations', {
      clientId: 'client-id-of-a-test-1',
    });
    const put = (bookId: string, clientId: string) =>
      browser.post<{ answer: Answer }>(`/api/conversations/${conversation.id}/questions`, {
        ...{ clientId, parentId: null, text: 'Дарозии дарёи Вахш чанд километр аст?', bookId },
      });
    const { body } = await put(other.id, 'client-id-of-a-test-2');
    await follow(browser, body.answer.id);
    expect(asked.at(-1)?.grounding).toMatchObject({ bookIds: [other.id], onlyFromBooks: true });
    expect((await put('none', 'client-id-of-a-test-3')).status).toBe(404);
  });
});

describe('the original of a book', () => {
  it('is given as a file that no browser runs, under a clean name', async () => {
    const { other } = await addBooks(school);
    const response = await new Browser(school.app).request('GET', `/api/books/${other.id}/file`);
    expect(await response.text()).toBe(hostileText);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="[\w.() -]+"; filename\*=UTF-8''[\w.%-]+$/u,
      ),
    });
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['a\\b\\китоб.pdf', '_____.pdf'],
    ['x"\r\nset-cookie: a=b.pdf', 'x set-cookie a=b.pdf'.replace('=', '_')],
    ['...', 'book'],
  ])('is named safely: %j', (name, plain) => {
    expect(fileNameField(name)).toContain(`filename="${plain}"`);
    expect(fileNameField(name)).not.toMatch(/[\r\n]|\.\.\//u);
  });
});
