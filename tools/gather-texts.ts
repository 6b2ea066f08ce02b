// Makes documents of the running text in the shared data, for recipes/soro-270m.yaml: `npx node tools/gather-texts.ts [FOLDER]`
// (work/texts by default). The files there hold one paragraph a line; consecutive paragraphs become documents of about
// 2,500 characters, with source, licence and register in a sources.yaml beside them. Nothing is cleaned: the corpus
// stage does that. Of the explanatory dictionary only the half that the benchmark does not ask about is taken
// (first byte of the headword's hash below 128, as in make-sample.ts). Of the lessons only the articles of the training
// part are taken (`lessonSplit`). The grade-8 geography textbook is left out: reading is measured on it.
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { sha256 } from '../src/core/artefact/fingerprint.ts';
import { projectFolder, sharedFolder } from '../src/core/configuration.ts';
import { readText, writeFileAtomically } from '../src/core/files.ts';
import { jsonLine, readJsonLinesFile } from '../src/core/json-lines.ts';
import { readArticles } from '../src/instructions/readers/articles.ts';

const documentCharacters = 2500;
const none = 'none stated (for experiments)';

/** File below data/text, name of the source, register, licence as SOURCES.md states it. */
const sources: readonly (readonly [file: string, name: string, kind: string, licence: string])[] = [
  ['open/mozilla-www.txt', 'Mozilla web site, Tajik translation', 'software', 'MPL-2.0'],
  ['open/ui-strings.txt', 'Debian and Firefox strings, Tajik', 'software', 'GPL/LGPL/MPL-2.0 per package'],
  ['research/bbc-paragraphs.txt', 'BBC Tajik paragraphs', 'news', none],
  ['research/bbc-tweets.txt', 'BBC Tajik tweets', 'news', none],
  ['research/emaktab-lessons-noboiler.txt', 'eMaktab lessons', 'school', none],
  ['research/farzi-ayn.txt', 'Farzi ayn', 'religious', none],
  ['research/gov-education-docs.txt', 'Government documents on education', 'official', none],
  ['research/hadith-bukhari.txt', 'Sahih al-Bukhari, Tajik', 'religious', none],
  ['research/islamic-misc.txt', 'Stories of the prophets', 'religious', none],
  ['research/parstranslit.txt', 'ParsTranslit', 'news', none],
  ['research/poem-igorshaposhnikov.txt', 'Poem (IgorShaposhnikov)', 'literature', none],
  ['research/poems-misc.txt', 'Modern poems', 'literature', none],
  ['research/quran-translations.txt', 'Translations of the Quran', 'religious', 'CC BY-NC-ND 4.0 in part'],
  ['research/school-essays.txt', 'School essays', 'school', none],
  ['research/shahnama.txt', 'Shahnama', 'literature', none],
  ['research/stib-news.txt', 'News fragments (stib)', 'news', none],
  ['research/tafsir-osonbayon.txt', 'Tafsiri osonbayon', 'religious', none],
  ['research/teach-courses.txt', 'Course texts', 'school', none],
  ['research/v14-news.txt', 'News (V14)', 'news', none],
  ['research/web-heritage.txt', 'Tajik heritage', 'web', none],
  ['research/web-localisations.txt', 'Strings of web sites', 'software', none],
  ['research/wiki-tg.txt', 'Tajik Wikipedia', 'web', 'CC BY-SA'],
  ['research/book-textbook-algebra-11.txt', 'Algebra, grade 11', 'school', none],
  ['research/book-education-marketing-lectures.txt', 'Lectures on marketing', 'school', none],
  ['research/book-history-language-zaboni-millat-1.txt', 'History of the Tajik language', 'essays', none],
  ['research/book-essays-adabiyot-va-farhang.txt', 'Essays on literature and culture', 'essays', none],
  ['research/book-essays-maqomi-kitob.txt', 'Essays on books', 'essays', none],
  ['research/book-essays-ocr-shamsi-qays.txt', 'Essays (read by OCR)', 'essays', none],
  ['research/book-essays-shami-khotira-journalism.txt', 'Journalism', 'essays', none],
  ['research/book-essays-shoiri-dardho.txt', 'Essays on a poet', 'essays', none],
  ['research/book-philosophy-dao-de-jing.txt', 'Dao De Jing', 'essays', none],
  ['research/book-folklore-ghoron-oral-literature.txt', 'Oral literature of Ghoron', 'folklore', none],
  ['research/book-folklore-omens-folk-beliefs.txt', 'Folk beliefs', 'folklore', none],
  ['research/book-folklore-poetry-1001-folk-rubai.txt', 'Folk quatrains', 'folklore', none],
  ['research/book-folklore-poetry-kulob-folk-songs.txt', 'Folk songs of Kulob', 'folklore', none],
  ['research/book-proverbs-riddles.txt', 'Riddles', 'folklore', none],
  ['research/book-proverbs-world-proverbs.txt', 'Proverbs of the world', 'folklore', none],
];

const wordSchema = z.looseObject({ word: z.string(), definition: z.string() });

async function dictionaryLines(): Promise<string[]> {
  const lines: string[] = [];
  const file = join(sharedFolder(), 'data/linguistic/explanatory-dictionary/words.jsonl');
  for await (const { word, definition } of readJsonLinesFile(file, wordSchema)) {
    const isTraining = (Buffer.from(sha256(word), 'hex')[0] ?? 255) < 128;
    if (isTraining && definition.trim() !== '') lines.push(`${word}: ${definition.trim()}`);
  }
  return lines;
}

/** Consecutive lines as documents of about the same length. */
function documents(lines: readonly string[]): string {
  let output = '';
  let current: string[] = [];
  let characters = 0;
  const finish = () => {
    if (current.length > 0) output += jsonLine({ text: current.join('\n') });
    current = [];
    characters = 0;
  };
  for (const line of lines) {
    if (line.trim() === '') continue;
    current.push(line.trim());
    characters += line.length;
    if (characters >= documentCharacters) finish();
  }
  finish();
  return output;
}

const wordBookSchema = z.looseObject({
  word: z.string(),
  meanings: z.array(z.looseObject({ definition: z.string(), example: z.string() })),
});

/** The lessons as running text: article, its terms, its questions with answers; two documents an article. */
async function lessonDocuments(): Promise<string> {
  let output = '';
  for await (const article of readArticles(join(lessonsFolder, 'articles.jsonl'), 'train')) {
    output += jsonLine({ text: [article.title, ...article.text].join('\n') });
    const terms = article.terms.map(({ term, definition }) => `${term}: ${definition}`);
    const questions = article.questions.map(({ question, answer }) => `${question} ${answer}`);
    output += jsonLine({
      text: [article.title, article.simple, article.summary, ...terms, ...questions].join('\n'),
    });
  }
  return output;
}

async function wordBookLines(): Promise<string[]> {
  const lines: string[] = [];
  for await (const { word, meanings } of readJsonLinesFile(
    join(lessonsFolder, 'words.jsonl'),
    wordBookSchema,
  )) {
    for (const { definition, example } of meanings) lines.push(`${word}: ${definition}. ${example}`);
  }
  return lines;
}

/** The Tajik sides of parallel sentences that a person wrote; what only programs say is left to `software`. */
async function parallelLines(file: string): Promise<string[]> {
  const lines: string[] = [];
  const schema = z.looseObject({ tg: z.string() });
  for await (const { tg } of readJsonLinesFile(join(sharedFolder(), 'data', file), schema)) lines.push(tg);
  return lines;
}

const lessonsFolder = join(sharedFolder(), 'data/lessons');
const folder = resolve(process.argv[2] ?? join(projectFolder, 'work/texts'));
const entries = [];
for (const [file, name, kind, licence] of sources) {
  const lines = (await readText(join(sharedFolder(), 'data/text', file))).split(/\r?\n/);
  const target = file.replace(/^.*\//, '').replace(/\.txt$/, '.jsonl');
  await writeFileAtomically(join(folder, target), documents(lines));
  entries.push({ files: target, name, address: 'the shared data, see its SOURCES.md', licence, kind });
}
await writeFileAtomically(join(folder, 'dictionary.jsonl'), documents(await dictionaryLines()));
const dictionary = { files: 'dictionary.jsonl', name: 'Explanatory dictionary of Tajik', licence: 'MIT' };
entries.push({ ...dictionary, address: 'the shared data, see its SOURCES.md', kind: 'dictionary' });
const written = [
  {
    files: 'lessons.jsonl',
    text: await lessonDocuments(),
    name: 'Lessons of the project',
    kind: 'lessons',
    licence: 'CC0-1.0',
  },
  {
    files: 'word-book.jsonl',
    text: documents(await wordBookLines()),
    name: 'Word book of the project',
    kind: 'lessons',
    licence: 'CC0-1.0',
  },
  {
    files: 'lesson-sentences.jsonl',
    text: documents(await parallelLines('lessons/parallel.jsonl')),
    name: 'Parallel sentences of the project',
    kind: 'lessons',
    licence: 'CC0-1.0',
  },
  {
    files: 'programming-tasks.jsonl',
    text: documents(await parallelLines('teaching/tg-ru-en/programming-tasks.jsonl')),
    name: 'Programming tasks (ptaskbook)',
    kind: 'software',
    licence: 'MIT',
  },
];
for (const { text, ...entry } of written) {
  await writeFileAtomically(join(folder, entry.files), text);
  entries.push({ ...entry, address: 'the shared data, see its SOURCES.md' });
}
await writeFileAtomically(join(folder, 'sources.yaml'), stringify({ sources: entries }));
process.stdout.write(`${entries.length} files in ${folder}\n`);
