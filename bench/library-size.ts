// Disk, time and memory of a library of many books: copies of the 208-page geography textbook, each with its sentences in
// another order and a share of its words exchanged for those of other texts, beside the starter library.
//   LIBRARY_BOOKS=100 npm run bench library-size
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../src/core/artefact/fingerprint.ts';
import { sharedFolder } from '../src/core/configuration.ts';
import { readText } from '../src/core/files.ts';
import { seededRandom } from '../src/core/seeded-random.ts';
import { splitWords } from '../src/language/index.ts';
import { findEvidence } from '../src/library/evidence/find-evidence.ts';
import { readFileApart } from '../src/library/reading/read-file.ts';
import { installStarter } from '../src/library/starter/install.ts';
import { insertBook } from '../src/library/store/books.ts';
import { openDatabase } from '../src/library/store/database.ts';
import { readLessons } from '../tools/library/training-library.ts';

const count = Number(process.env.LIBRARY_BOOKS ?? 100);
const folder = await mkdtemp(join(tmpdir(), 'soro-library-size-'));
try {
  const file = join(folder, 'library.sqlite');
  const database = openDatabase(file);
  let began = performance.now();
  installStarter(database, 0);
  console.log(
    `starter library installed in ${(performance.now() - began).toFixed(0)} ms, ${await megabytes(file)} MB`,
  );
  began = performance.now();
  const { pages } = await readFileApart(
    join(sharedFolder(), 'data/documents/pdf/geography-grade-8-textbook.pdf'),
  );
  console.log(`a book of ${pages.length} pages read in ${(performance.now() - began).toFixed(0)} ms`);
  const foreign = splitWords(await readText(join(sharedFolder(), 'data/text/research/wiki-tg.txt')));
  const details = {
    authors: [],
    year: null,
    edition: '',
    subject: '',
    grade: null,
    language: 'tg',
    licence: '',
  };
  began = performance.now();
  for (let book = 0; book < count; book += 1) {
    const random = seededRandom(book);
    const own = pages.map((page) => ({ ...page, text: changed(page.text, foreign, random) }));
    const title = `copy ${book}`;
    insertBook(
      database,
      {
        ...details,
        origin: 'added',
        format: 'file',
        title,
        sha256: sha256(title),
        fileName: title,
        pages: own,
      },
      0,
    );
  }
  database.run('PRAGMA wal_checkpoint(TRUNCATE)');
  console.log(
    `${count} books added in ${((performance.now() - began) / 1000).toFixed(1)} s, ${await megabytes(file)} MB in all`,
  );
  const questions = (await readLessons()).flatMap((article) =>
    article.questions.slice(0, 1).map(({ typed }) => typed),
  );
  for (const question of questions.slice(0, 20)) findEvidence(database, question);
  const before = process.memoryUsage().rss;
  const times: number[] = [];
  const processor: number[] = [];
  for (const question of questions) {
    const start = performance.now();
    const used = process.cpuUsage();
    findEvidence(database, question);
    const { user, system } = process.cpuUsage(used);
    times.push(performance.now() - start);
    processor.push((user + system) / 1000);
  }
  const time = (list: number[], at: number) =>
    (list.sort((one, other) => one - other)[Math.floor(at * list.length)] ?? 0).toFixed(0);
  const grown = ((process.memoryUsage().rss - before) / 1e6).toFixed(0);
  console.log(
    `${questions.length} questions: p50 ${time(times, 0.5)} ms, p95 ${time(times, 0.95)} ms (processor ${time(processor, 0.5)}, ${time(processor, 0.95)}); memory grew by ${grown} MB`,
  );
  database.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Every tenth word is another one, and the sentences are in another order. */
function changed(text: string, foreign: readonly string[], random: () => number): string {
  return text
    .split(/(?<=[.!?])\s/u)
    .map((sentence) =>
      sentence.replace(/\p{L}{4,}/gu, (word) =>
        random() < 0.1 ? (foreign[Math.floor(random() * foreign.length)] ?? word) : word,
      ),
    )
    .map((sentence) => ({ sentence, order: random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ sentence }) => sentence)
    .join(' ');
}

async function megabytes(file: string): Promise<string> {
  return ((await stat(file)).size / 1e6).toFixed(1);
}
