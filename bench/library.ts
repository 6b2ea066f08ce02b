// Retrieval, evidence and refusing, on articles of ../shared/data/lessons that the ranker was not trained on (split by
// article: tools/library/split.ts), in a library of all articles, three textbooks and 6,000 other paragraphs.
//   npm run bench library                  the test part
//   LIBRARY_PART=development npm run bench library
// Peer: SORO_MINISEARCH names MiniSearch's file (node_modules/minisearch/dist/es/index.js). Fuzzed questions: LIBRARY_FUZZ (10,000).
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../src/core/configuration.ts';
import { seededRandom } from '../src/core/seeded-random.ts';
import { withoutTajikLetters } from '../src/language/index.ts';
import { findEvidence } from '../src/library/evidence/find-evidence.ts';
import { searchPages } from '../src/library/search/search-pages.ts';
import { selectPage } from '../src/library/store/books.ts';
import type { Evidence } from '../src/library/types.ts';
import { partOf } from '../tools/library/split.ts';
import { readLessons } from '../tools/library/training-library.ts';
import { judgedLibrary } from './library/judged-library.ts';
import { miniSearch, type Peer, plainFts, stemFts } from './library/peers.ts';
import { rocTable } from './library/roc.ts';

const part = process.env.LIBRARY_PART ?? 'test';
const fuzzCount = Number(process.env.LIBRARY_FUZZ ?? 10_000);
const folder = join(projectFolder, 'work/bench-library');
const file = join(folder, 'library.sqlite');
await mkdir(folder, { recursive: true });
for (const ending of ['', '-wal', '-shm']) await rm(`${file}${ending}`, { force: true });

const { database, pages, questions, geographyId } = await judgedLibrary(file);
database.run('PRAGMA wal_checkpoint(TRUNCATE)');
const articles = (await readLessons()).filter(({ id }) => partOf(id) === part);
console.log(
  `${pages.length} pages (${((await stat(file)).size / 1e6).toFixed(1)} MB), ${articles.length} articles of the ${part} part`,
);

const share = (list: readonly unknown[], holds: (at: number) => boolean) =>
  (list.filter((_, at) => holds(at)).length / Math.max(1, list.length)).toFixed(3);

// Retrieval and evidence.
const times: number[] = [];
const judged = { answerable: [] as Evidence[], unanswerable: [] as Evidence[] };
const wellTyped = articles.flatMap((article) =>
  article.questions.map((own) => ({ article, own, text: own.question })),
);
const asTyped = articles.flatMap((article) =>
  article.questions.filter(({ typed }) => typed !== '').map((own) => ({ article, own, text: own.typed })),
);
for (const [name, list] of [
  ['well typed', wellTyped],
  ['as pupils type', asTyped],
] as const) {
  const places = list.map(({ article, text }) =>
    searchPages(database, text, { limit: 5 }).findIndex(({ page }) => page.articleKey === article.id),
  );
  const evidence = list.map(({ article, own, text }) => {
    const began = performance.now();
    const found = findEvidence(database, text, { limit: 5 });
    times.push(performance.now() - began);
    judged.answerable.push(found);
    const at = found.sentences.findIndex(
      ({ page, quote }) =>
        page.articleKey === article.id && isSame(page.text.slice(quote.start, quote.end), own.evidence),
    );
    return { at, decision: found.decision };
  });
  const shown = evidence.map(({ at, decision }) => at >= 0 && (decision === 'answer' ? at < 1 : at < 3));
  console.log(
    `${name} (${list.length}): article @1 ${share(list, (at) => places[at] === 0)} @5 ${share(list, (at) => (places[at] ?? -1) >= 0)}; ` +
      `evidence first ${share(list, (at) => evidence[at]?.at === 0)}, @3 ${share(list, (at) => (evidence[at]?.at ?? -1) >= 0 && (evidence[at]?.at ?? 9) < 3)}, ` +
      `@5 ${share(list, (at) => (evidence[at]?.at ?? -1) >= 0)}, in the shown quotes ${share(list, (at) => shown[at] ?? false)}`,
  );
}

// Refusing.
for (const text of articles.flatMap(({ unanswerable }) => unanswerable)) {
  for (const typed of [text, withoutTajikLetters(text).toLowerCase().replaceAll('?', '')]) {
    judged.unanswerable.push(findEvidence(database, typed));
  }
}
const decided = (list: readonly Evidence[], ...decisions: readonly string[]) =>
  share(list, (at) => decisions.includes(list[at]?.decision ?? ''));
console.log(
  `answered: answerable ${decided(judged.answerable, 'answer')}, unanswerable ${decided(judged.unanswerable, 'answer')}; ` +
    `answer or passages: ${decided(judged.answerable, 'answer', 'passages')}, ${decided(judged.unanswerable, 'answer', 'passages')}`,
);
console.log(
  rocTable(
    judged.answerable.map((one) => one.answerProbability),
    judged.unanswerable.map((one) => one.answerProbability),
  ),
);

// The textbook's own questions.
const scope = { bookIds: [geographyId] };
const hits = (search: (question: string) => readonly number[], most: number) =>
  share(questions, (at) =>
    search(questions[at]?.question ?? '')
      .slice(0, most)
      .some((page) => questions[at]?.pages.has(page)),
  );
const inBook = (question: string) =>
  searchPages(database, question, { ...scope, limit: 5 }).map(({ page }) => page.number);
const typed = (question: string) => inBook(withoutTajikLetters(question).toLowerCase());
console.log(
  `${questions.length} questions of the textbook: section @1 ${hits(inBook, 1)} @5 ${hits(inBook, 5)}; ` +
    `without Tajik letters @1 ${hits(typed, 1)} @5 ${hits(typed, 5)}`,
);

// Peers.
const asked = [...wellTyped, ...asTyped].map(({ text }) => text);
const keys = [...wellTyped, ...asTyped].map(({ article }) => article.id);
const book = pages.filter(({ key }) => key.startsWith('documents/pdf/geography'));
const makers: readonly ((of: typeof pages) => Peer | undefined | Promise<Peer | undefined>)[] = [
  plainFts,
  stemFts,
  miniSearch,
];
for (const make of makers) {
  const peer = await make(pages);
  const ofBook = await make(book);
  if (!peer || !ofBook) continue;
  const found = await peer.search(asked);
  const right = (from: number, to: number, most: number) =>
    share(asked.slice(from, to), (at) =>
      (found[from + at] ?? []).slice(0, most).includes(keys[from + at] ?? ''),
    );
  const sections = await ofBook.search(questions.map(({ question }) => question));
  const section = (most: number) =>
    share(questions, (at) =>
      (sections[at] ?? [])
        .slice(0, most)
        .some((key) => questions[at]?.pages.has(Number(key.split(' ').at(-1)))),
    );
  const middle = wellTyped.length;
  console.log(
    `${peer.name}: well typed @1 ${right(0, middle, 1)} @5 ${right(0, middle, 5)}, as typed @1 ${right(middle, asked.length, 1)} ` +
      `@5 ${right(middle, asked.length, 5)}, sections @1 ${section(1)} @5 ${section(5)}`,
  );
}

// Quotes under fuzzed questions.
const random = seededRandom(7);
const pick = <Item>(list: readonly Item[]): Item | undefined => list[Math.floor(random() * list.length)];
let quotes = 0;
let wrong = 0;
const before = process.memoryUsage().rss;
for (let round = 0; round < fuzzCount; round += 1) {
  const { sentences } = findEvidence(database, fuzzedQuestion());
  for (const { page, quote, answerSpans } of sentences) {
    quotes += 1;
    const stored = selectPage(database, quote.bookId, quote.page)?.text ?? '';
    const own = stored.slice(quote.start, quote.end);
    const isWhole =
      Buffer.from(own).equals(Buffer.from(page.text.slice(quote.start, quote.end))) && own.trim() === own;
    const areInside = answerSpans.every(
      ({ start, end }) => start >= quote.start && end <= quote.end && start < end,
    );
    if (own === '' || !isWhole || !own.isWellFormed() || !areInside) wrong += 1;
  }
}
const grown = (process.memoryUsage().rss - before) / 1e6;
console.log(
  `${fuzzCount} fuzzed questions: ${quotes} quotes, ${wrong} not equal to their page; memory grew by ${grown.toFixed(0)} MB`,
);
times.sort((one, other) => one - other);
const time = (at: number) => (times[Math.floor(at * times.length)] ?? 0).toFixed(1);
console.log(`findEvidence: p50 ${time(0.5)} ms, p95 ${time(0.95)} ms`);
database.close();

function isSame(sentence: string, evidence: string): boolean {
  return (
    sentence.includes(evidence) || (evidence.includes(sentence) && sentence.length > 0.6 * evidence.length)
  );
}

/** A question cut, mixed, doubled, in other letters, or noise. */
function fuzzedQuestion(): string {
  const text = pick(asked) ?? '';
  const words = text.split(' ');
  switch (Math.floor(random() * 6)) {
    case 0:
      return words.filter(() => random() < 0.6).join(' ');
    case 1:
      return [...words, ...(pick(asked) ?? '').split(' ')].sort(() => random() - 0.5).join(' ');
    case 2:
      return [...text].map((letter) => (random() < 0.08 ? (pick([...text]) ?? '') : letter)).join('');
    case 3:
      return withoutTajikLetters(text).toUpperCase();
    case 4:
      return (pick(pages)?.text ?? '').slice(Math.floor(random() * 200), 100 + Math.floor(random() * 400));
    default:
      return Array.from({ length: 1 + Math.floor(random() * 30) }, () =>
        String.fromCodePoint(
          pick([
            0x22, 0x27, 0x2a, 0x28, 0x3a, 0x30, 0x410, 0x43e, 0x4b7, 0x20, 0x20, 0x645, 0x61, 0x1f600, 0x0,
          ]) ?? 0x20,
        ),
      ).join('');
  }
}
