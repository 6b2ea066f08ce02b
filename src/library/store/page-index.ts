import { placedWords, type WordForms } from '../text/word-forms.ts';
import type { LibraryDatabase } from './database.ts';
import type { NewPage } from './new-book.ts';

/** Puts a page into the index under its row's number. */
export function indexPage(database: LibraryDatabase, number: number, page: NewPage): void {
  const words = placedWords(page.text);
  const heading = placedWords(page.section.join('\n'));
  const aids = placedWords(aidsOf(page));
  database.run(
    'INSERT INTO page_index (rowid, heading, stems, plain, aids) VALUES (:number, :heading, :stems, :plain, :aids)',
    {
      number,
      heading: lookedFor(heading)
        .flatMap(({ stem, plain }) => [stem, plain])
        .join(' '),
      stems: lookedFor(words)
        .map(({ stem }) => stem)
        .join(' '),
      plain: lookedFor(words)
        .map(({ plain }) => plain)
        .join(' '),
      aids: lookedFor(aids)
        .map(({ stem }) => stem)
        .join(' '),
    },
  );
  rememberWords(database, [...words, ...heading]);
  database.run('UPDATE totals SET pages = pages + 1, words = words + :words', { words: words.length });
}

/** Takes a page out of the index. */
export function unindexPage(database: LibraryDatabase, number: number, text: string): void {
  database.run('DELETE FROM page_index WHERE rowid = :number', { number });
  const words = placedWords(text).length;
  database.run('UPDATE totals SET pages = pages - 1, words = words - :words', { words });
}

/** What explains an article beside its text: its summary, its simple version and its terms. */
function aidsOf({ article }: NewPage): string {
  if (!article) return '';
  const terms = article.terms.map(({ term, definition }) => `${term}: ${definition}`);
  return [article.summary, article.simple, ...terms].join('\n');
}

function lookedFor<Word extends WordForms>(words: readonly Word[]): Word[] {
  return words.filter(({ isStopWord }) => !isStopWord);
}

/** Words in which slips are looked for: letters only, long enough to tell a slip from another word. */
function rememberWords(database: LibraryDatabase, words: readonly WordForms[]): void {
  for (const { plain, isStopWord } of words) {
    if (isStopWord || plain.length < 4 || plain.length > 30 || !/^[а-яa-z]+$/u.test(plain)) continue;
    const known = database.get('SELECT 1 FROM words WHERE word = :word', { word: plain });
    if (known) continue;
    const { inserted: number } = database.run('INSERT INTO words (word) VALUES (:word)', { word: plain });
    database.run('INSERT INTO word_parts (rowid, word) VALUES (:number, :word)', { number, word: plain });
  }
}
