import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../src/core/artefact/fingerprint.ts';
import { sharedFolder } from '../../src/core/configuration.ts';
import { readText } from '../../src/core/files.ts';
import { parseJson, parseWith } from '../../src/core/schema.ts';
import { isReject, readOneFile, sectionsSchema } from '../../src/documents/index.ts';
import { cutPages } from '../../src/library/reading/cut-pages.ts';
import { pageOfArticle } from '../../src/library/reading/read-articles.ts';
import { insertBook } from '../../src/library/store/books.ts';
import { type LibraryDatabase, openDatabase } from '../../src/library/store/database.ts';
import type { NewPage } from '../../src/library/store/new-book.ts';
import { hashOf } from '../../tools/library/split.ts';
import { readLessons } from '../../tools/library/training-library.ts';
import { type SectionQuestion, sectionQuestions } from './textbook-questions.ts';

const textbooks = [
  'documents/pdf/geography-grade-8-textbook.pdf',
  'documents/books/textbook-algebra-11.pdf',
  'documents/books/lectures-marketing-tjfont.pdf',
];
/** Running text of many sorts; no book that is in the library as a PDF. Measured with only: not ours to pass on. */
const distractorFiles = [
  'bbc-paragraphs',
  'wiki-tg',
  'school-essays',
  'v14-news',
  'stib-news',
  'book-history-language-zaboni-millat-1',
  'emaktab-lessons-noboiler',
  'teach-courses',
];
const distractorCount = 6_000;

/** The library that is judged: every article, three textbooks, 6,000 paragraphs of other texts. */
export interface JudgedLibrary {
  readonly database: LibraryDatabase;
  readonly pages: readonly { readonly key: string; readonly title: string; readonly text: string }[];
  readonly questions: readonly SectionQuestion[];
  readonly geographyId: string;
}

/** Makes the library in a file, or opens the one that an earlier run made. */
export async function judgedLibrary(file: string): Promise<JudgedLibrary> {
  const pages: { key: string; title: string; text: string }[] = [];
  const isMade = existsSync(file);
  const database = openDatabase(file);
  const put = (title: string, own: readonly NewPage[]) => {
    for (const [index, page] of own.entries()) {
      pages.push({
        key: page.article?.id ?? `${title} ${index + 1}`,
        title: page.section.join(' '),
        text: page.text,
      });
    }
    if (!isMade) insert(database, title, own);
    return sha256(title).slice(0, 12);
  };
  put('lessons', (await readLessons()).map(pageOfArticle));
  let questions: SectionQuestion[] = [];
  let geographyId = '';
  for (const path of textbooks) {
    const { pages: own, questions: found } = await readTextbook(join(sharedFolder(), 'data', path));
    const id = put(path, own);
    if (path === textbooks[0]) {
      questions = found;
      geographyId = id;
    }
  }
  put('distractors', await readDistractors());
  return { database, pages, questions, geographyId };
}

async function readTextbook(path: string): Promise<{ pages: NewPage[]; questions: SectionQuestion[] }> {
  for await (const outcome of readOneFile(path, new AbortController().signal)) {
    if (isReject(outcome)) continue;
    const { text, pageStarts = [], metadata } = outcome;
    const json = typeof metadata.sections === 'string' ? metadata.sections : '[]';
    const headings = parseWith(sectionsSchema, parseJson(json));
    const { questions, pages } = sectionQuestions(text, pageStarts, headings);
    const cut = cutPages({ text, pageStarts, sections: json, pageShift: undefined });
    const sectionOf = new Map(cut.map(({ pdfPage, section }) => [pdfPage, section]));
    return {
      questions,
      pages: pages.map((own, index) => ({
        pdfPage: index + 1,
        printedPage: '',
        section: sectionOf.get(index + 1) ?? [],
        text: own === '' ? '–' : own,
      })),
    };
  }
  throw new Error(`${path} cannot be read`);
}

async function readDistractors(): Promise<NewPage[]> {
  const chosen: { order: number; text: string }[] = [];
  for (const name of distractorFiles) {
    const lines = (await readText(join(sharedFolder(), `data/text/research/${name}.txt`))).split('\n');
    for (const text of lines)
      if (text.length >= 200 && text.length < 4_000) chosen.push({ order: hashOf(text), text });
  }
  return chosen
    .sort((one, other) => one.order - other.order)
    .slice(0, distractorCount)
    .map(({ text }) => ({ pdfPage: null, printedPage: '', section: [], text }));
}

function insert(database: LibraryDatabase, title: string, pages: readonly NewPage[]): void {
  const details = {
    authors: [],
    year: null,
    edition: '',
    subject: '',
    grade: null,
    language: 'tg',
    licence: '',
  };
  insertBook(
    database,
    { ...details, origin: 'added', format: 'file', title, sha256: sha256(title), fileName: title, pages },
    0,
  );
}
