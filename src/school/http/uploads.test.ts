import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packedStream, pagesOf, tinyPdf } from '../../documents/testing/tiny-pdf.ts';
import { openLibrary } from '../../library/index.ts';
import { BookWork } from '../books/book-work.ts';
import type { Book, BookPage, Upload } from '../contract/index.ts';
import { addArticleBook, addBooks, testArticle } from '../testing/test-books.ts';
import { addTeacherWithClass, clientId, join, setUp } from '../testing/test-people.ts';
import { Browser, openTestSchool, type TestSchool } from '../testing/test-school.ts';

let folder: string;
let school: TestSchool;

beforeEach(async () => {
  folder = await mkdtemp(joinPath(tmpdir(), 'soro-uploads-'));
  school = openTestSchool({ libraryFolder: folder });
});

afterEach(async () => {
  expect(school.contractBreaks).toEqual([]);
  await school.close();
  await rm(folder, { recursive: true, force: true });
});

const riverBook = tinyPdf({ pages: [['The river Vakhsh is 524 kilometres long.'], ['The end.']] });

function announce(browser: Browser, fileName: string, bytes: Uint8Array, details: object = {}) {
  const body = { clientId: clientId(), fileName, sizeBytes: bytes.length, modifiedAt: 7, details };
  return browser.post<Upload>('/api/uploads', body);
}

function put(browser: Browser, { id }: Upload, offset: number, bytes: Uint8Array) {
  return browser.send<Upload>('PUT', `/api/uploads/${id}/bytes?offset=${offset}`, new Uint8Array(bytes));
}

/** Sends a whole file and waits until it is a book or refused. */
async function bring(
  browser: Browser,
  fileName: string,
  bytes: Uint8Array,
  details: object = {},
): Promise<Upload> {
  const { body } = await announce(browser, fileName, bytes, details);
  await put(browser, body, 0, bytes);
  return settled(browser, body);
}

async function settled(browser: Browser, { id }: Upload): Promise<Upload> {
  for (let turn = 0; turn < 2400; turn += 1) {
    const { body } = await browser.get<{ uploads: Upload[] }>('/api/uploads');
    const found = body.uploads.find((one) => one.id === id);
    if (found && ['added', 'refused'].includes(found.state)) return found;
    await delay(50);
  }
  throw new Error('The upload does not end.');
}

describe('a book that is brought', () => {
  it('arrives in pieces, is read apart, and answers', async () => {
    const browser = new Browser(school.app);
    const { body: upload } = await announce(browser, '../../Дарё.pdf', riverBook, {
      title: 'Дарё',
      grade: 8,
    });
    const half = Math.floor(riverBook.length / 2);
    expect((await put(browser, upload, 0, riverBook.subarray(0, half))).body.receivedBytes).toBe(half);
    // One that is sent twice, and one that is ahead, change nothing: the answer says where to continue.
    for (const offset of [0, half + 5]) {
      const { status, body } = await put(browser, upload, offset, riverBook.subarray(offset, offset + 10));
      expect([status, body.receivedBytes]).toEqual([200, half]);
    }
    await put(browser, upload, half, riverBook.subarray(half));
    const done = await settled(browser, upload);
    expect(done).toMatchObject({ state: 'added', book: { title: 'Дарё' } });
    const { body } = await browser.get<{ book: Book }>(`/api/books/${done.book?.id}`);
    expect(body.book).toMatchObject({ grade: 8, pageCount: 2, fileName: 'Дарё.pdf', hasFile: true });
    const file = await browser.request('GET', `/api/books/${done.book?.id}/file`);
    const hash = createHash('sha256')
      .update(Buffer.from(await file.arrayBuffer()))
      .digest('hex');
    expect(hash.startsWith(done.book?.id ?? '-')).toBe(true);
    expect(await readdir(joinPath(folder, 'uploads'))).toEqual([]);
  });

  it('is whole as far as it has come, however its pieces are cut, repeated and reordered', async () => {
    const browser = new Browser(school.app);
    const piece = fc.record({ offset: fc.nat(riverBook.length), length: fc.integer({ min: 1, max: 400 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        const { body: upload } = await announce(browser, 'a.bin', Buffer.concat([riverBook, riverBook]));
        let received = 0;
        for (const { offset, length } of [{ offset: 0, length: 50 }, ...pieces]) {
          const reply = await put(browser, upload, offset, riverBook.subarray(offset, offset + length));
          expect(reply.body.receivedBytes).toBeGreaterThanOrEqual(received);
          received = reply.body.receivedBytes;
        }
        const kept = await readFile(joinPath(folder, 'uploads', `${upload.id}.bin`));
        expect(kept.equals(riverBook.subarray(0, received))).toBe(true);
        await browser.delete(`/api/uploads/${upload.id}`);
      }),
      { numRuns: 40 },
    );
  });

  it('goes on where it stopped when the same file is announced again', async () => {
    const browser = new Browser(school.app);
    const { body: first } = await announce(browser, 'a.pdf', riverBook);
    await put(browser, first, 0, riverBook.subarray(0, 100));
    const { body: again } = await announce(browser, 'a.pdf', riverBook);
    expect(again).toMatchObject({ id: first.id, receivedBytes: 100 });
    expect((await announce(browser, 'b.pdf', riverBook)).body.id).not.toBe(first.id);
  });

  it('is forgotten when it is cancelled, and nothing of it stays', async () => {
    const browser = new Browser(school.app);
    const { body: upload } = await announce(browser, 'a.pdf', riverBook);
    await put(browser, upload, 0, riverBook);
    expect((await browser.delete(`/api/uploads/${upload.id}`)).status).toBe(204);
    expect((await browser.get<{ uploads: Upload[] }>('/api/uploads')).body.uploads).toEqual([]);
    expect((await browser.get<{ books: Book[] }>('/api/books')).body.books).toEqual([]);
    expect(await readdir(joinPath(folder, 'uploads'))).toEqual([]);
    expect(await readdir(joinPath(folder, 'books')).catch(() => [])).toEqual([]);
  });

  it('is refused with a reason that the page can say', async () => {
    const browser = new Browser(school.app);
    const picture = { width: 8, height: 8, dots: new Uint8Array(64) };
    const cases: readonly (readonly [string, Uint8Array, string])[] = [
      ['damaged.pdf', Buffer.from('not a PDF at all'), 'damaged'],
      ['secret.pdf', tinyPdf({ pages: [['Secret.']], isProtected: true }), 'password'],
      ['picture.png', Buffer.from('\u0089PNG'), 'unsupported'],
      ['scan.pdf', tinyPdf({ pages: [[], []], picture }), 'scan'],
    ];
    for (const [name, bytes, reason] of cases) {
      const { state, reason: found } = await bring(browser, name, bytes);
      // Where text recognition is installed, an empty scan holds no text.
      const expected = reason === 'scan' ? ['scan', 'no-text'] : [reason];
      expect([state, expected.includes(found ?? '')], `${name}: ${found}`).toEqual(['refused', true]);
    }
    const { book } = await bring(browser, 'river.pdf', riverBook);
    expect(await bring(browser, 'again.pdf', riverBook)).toMatchObject({ reason: 'known', book });
  }, 240_000);

  it('is refused before a byte is sent when it is too large', async () => {
    const body = { clientId: clientId(), fileName: 'a.pdf', sizeBytes: 500 * 1024 ** 2, modifiedAt: 1 };
    const reply = await new Browser(school.app).post<{ error: { code: string } }>('/api/uploads', body);
    expect(reply.body.error.code).toBe('too-large');
  });

  it.skipIf(!existsSync('/dev/full'))('waits for room when the disk is full, and goes on', async () => {
    const browser = new Browser(school.app);
    const { body: upload } = await announce(browser, 'a.pdf', riverBook);
    const file = joinPath(folder, 'uploads', `${upload.id}.pdf`);
    await mkdir(joinPath(folder, 'uploads'), { recursive: true });
    await symlink('/dev/full', file);
    const refused = await put(browser, upload, 0, riverBook);
    expect([refused.status, (refused.body as unknown as { error: { code: string } }).error.code]).toEqual([
      507,
      'disk-full',
    ]);
    expect((await browser.get<{ uploads: Upload[] }>('/api/uploads')).body.uploads[0]).toMatchObject({
      state: 'receiving',
      receivedBytes: 0,
    });
    await rm(file);
    await put(browser, upload, 0, riverBook);
    expect(await settled(browser, upload)).toMatchObject({ state: 'added' });
  });

  it('that unpacks to a thousand times its size costs its page, not the server', async () => {
    const browser = new Browser(school.app);
    const bomb = pagesOf([packedStream(Buffer.alloc(64 * 1024 ** 2, '0 '))]);
    const { body: upload } = await announce(browser, 'bomb.pdf', bomb);
    await put(browser, upload, 0, bomb);
    const asked = performance.now();
    expect((await browser.get('/api/books')).status).toBe(200);
    expect(performance.now() - asked).toBeLessThan(5_000);
    expect((await settled(browser, upload)).state).toBe('refused');
  }, 120_000);

  it('is read by the next server when the first one ends in the middle', async () => {
    const browser = new Browser(school.app);
    const { body: upload } = await announce(browser, 'a.pdf', riverBook);
    await school.books.close();
    await put(browser, upload, 0, riverBook);
    const { store, library } = school.school;
    store.run("UPDATE uploads SET state = 'reading'");
    // As if the first server had been killed between the library's change and its own.
    await library.add(joinPath(folder, 'uploads', `${upload.id}.pdf`), { fileName: 'a.pdf' });
    const work = new BookWork(school.school, joinPath(folder, 'uploads'));
    await work.start();
    expect(await settled(browser, upload)).toMatchObject({ state: 'added' });
    await work.close();
  });

  it('does not grow by what is no piece: too large, of another kind, behind its end', async () => {
    const browser = new Browser(school.app);
    const { body: upload } = await announce(browser, 'a.pdf', riverBook);
    const path = `/api/uploads/${upload.id}/bytes?offset=0`;
    expect((await browser.send('PUT', path, { a: 1 })).status).toBe(415);
    expect((await browser.send('PUT', path, new Uint8Array(1024 ** 2 + 1))).status).toBe(413);
    const longer = new Uint8Array(riverBook.length + 1);
    expect((await put(browser, upload, 0, longer)).body.receivedBytes).toBe(0);
  });
});

describe('an article', () => {
  it('that a teacher hides is quoted no more, and pupils do not see it', async () => {
    const book = await addArticleBook(school);
    await addBooks(school);
    const administrator = await setUp(school);
    const { teacher, schoolClass } = await addTeacherWithClass(school, administrator, 'Аниса');
    const { pupil } = await join(school, schoolClass.code, 'Заррина');
    const path = `/api/books/${book.id}/pages/1`;
    const question = 'Дарозии пиряхи Зарафшон чанд километр аст?';
    const { library } = school.school;
    expect(library.findEvidence(question).sentences[0]?.book.id).toBe(book.id);
    const hide = { state: 'hidden', note: 'Рақам нодуруст аст.' };
    const { body } = await teacher.send<{ page: BookPage }>('PUT', `${path}/review`, hide);
    expect(body.page).toMatchObject({ review: 'hidden', note: hide.note });
    for (const asked of [question, 'пирях чист', 'пирях', testArticle.title])
      expect(library.findEvidence(asked).sentences.filter((one) => one.book.id === book.id)).toEqual([]);
    expect((await pupil.get(path)).status).toBe(404);
    // Another server over the same file does not quote it either.
    const other = openLibrary(folder, { starter: false });
    expect(other.search('пирях')).toEqual([]);
    other.close();
    await teacher.send('PUT', `${path}/review`, { state: 'checked' });
    expect((await pupil.get<{ page: BookPage }>(path)).body.page).toMatchObject({
      review: 'checked',
      note: '',
    });
    expect(library.findEvidence(question).sentences[0]?.book.id).toBe(book.id);
  });

  it('that a teacher corrects is quoted as corrected, with nothing left of what it said', async () => {
    const book = await addArticleBook(school);
    const browser = new Browser(school.app);
    const path = `/api/books/${book.id}/pages/1`;
    const { body } = await browser.get<{ article: object }>(`${path}/article`);
    const corrected = {
      ...body.article,
      text: testArticle.text.join('\n\n').replace('27', '24'),
      summary: testArticle.summary.replace('27', '24'),
    };
    const reply = await browser.send<{ page: BookPage }>('PUT', `${path}/article`, { article: corrected });
    expect(reply.body.page).toMatchObject({ review: 'checked', isCorrected: true });
    expect(reply.body.page.text).toContain('24 километр');
    const stored = school.school.library.article(book.id, 1);
    // The prepared answer rested on the sentence that is gone.
    expect(stored?.article.questions).toEqual([]);
    expect(JSON.stringify(stored?.article)).not.toContain('27');
    const [first] = school.school.library.findEvidence(
      'Дарозии пиряхи Зарафшон чанд километр аст?',
    ).sentences;
    expect(first && school.school.library.quoteText(first.quote)).toContain('24 километр');
  });
});

describe('a book of the school', () => {
  it('is described anew and removed, and the audit log says who did it', async () => {
    const { book } = await addBooks(school);
    const administrator = await setUp(school);
    const { teacher } = await addTeacherWithClass(school, administrator, 'Аниса');
    const details = { title: 'Вахш ва шохобҳо', subject: 'География', grade: 8, authors: ['Х. Муҳаббатов'] };
    const { body } = await teacher.patch<{ book: Book }>(`/api/books/${book.id}`, details);
    expect(body.book).toMatchObject(details);
    expect(
      (await teacher.get<{ books: Book[] }>('/api/books?subject=География&grade=8')).body.books,
    ).toHaveLength(1);
    expect((await teacher.delete(`/api/books/${book.id}`)).status).toBe(204);
    expect((await teacher.get(`/api/books/${book.id}`)).status).toBe(404);
    expect((await administrator.get<{ entries: object[] }>('/api/audit')).body.entries[0]).toMatchObject({
      action: 'book-removed',
      detail: details.title,
    });
  });
});
