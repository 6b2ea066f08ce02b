// Asks the training library every question of the lessons and writes what the ranker sees of each into work/ranker, for
// train-ranker.ts: features of sentences and pages as 32-bit floats, and a JSON line a question.
//   node tools/library/gather-rows.ts SHARD SHARDS [--folder work/ranker]        as many processes as there are cores, SHARD from 0
import { closeSync, existsSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder } from '../../src/core/configuration.ts';
import { withoutTajikLetters } from '../../src/language/index.ts';
import type { Article } from '../../src/library/article.ts';
import {
  missingWords,
  type ReadPage,
  readPages,
  rerankRows,
  unknownWords,
} from '../../src/library/evidence/rank.ts';
import { findCandidates, rememberWords } from '../../src/library/search/candidates.ts';
import { weighTerms } from '../../src/library/search/term-index.ts';
import { openDatabase } from '../../src/library/store/database.ts';
import { understandQuestion } from '../../src/library/text/question.ts';
import { trialSample } from '../model-output.ts';
import { type GatheredQuestion, readPageWeights } from './gathered.ts';
import { fillTrainingLibrary, readLessons } from './training-library.ts';

const {
  values: { folder },
  positionals,
} = parseArgs({
  allowPositionals: true,
  options: { folder: { type: 'string', default: join(projectFolder, 'work/ranker') } },
});
const [shard, shards] = positionals.map(Number);
if (shard === undefined || shards === undefined || !(shard >= 0 && shard < shards)) {
  throw new Error('Usage: node tools/library/gather-rows.ts SHARD SHARDS [--folder FOLDER]');
}
mkdirSync(folder, { recursive: true });
const weights = readPageWeights(folder);
const articles = trialSample(await readLessons());
const file = join(folder, `library-${shard}.sqlite`);
const isMade = existsSync(file);
const database = openDatabase(file);
if (!isMade) await fillTrainingLibrary(database, articles);
// All of them: a question looks at 50 pages.
rememberWords(database, 1_000_000);

const rowsFile = openSync(join(folder, `rows-${shard}.bin`), 'w');
const linesFile = openSync(join(folder, `rows-${shard}.jsonl`), 'w');
for (const [index, article] of articles.entries()) {
  if (index % shards !== shard) continue;
  for (const asked of questionsOf(article)) {
    const { line, rows } = look(article, asked);
    writeSync(rowsFile, Buffer.from(rows.buffer));
    writeSync(linesFile, `${JSON.stringify(line)}\n`);
  }
}
closeSync(rowsFile);
closeSync(linesFile);
database.close();

interface Asked {
  readonly text: string;
  readonly evidence?: string;
  readonly isTyped: boolean;
  readonly isForeign?: boolean;
}

/** Questions in both spellings, unanswerable ones, and one that is asked of a library without its article. */
function questionsOf(article: Article): Asked[] {
  const [first] = article.questions;
  const asTyped = (text: string) => withoutTajikLetters(text).toLowerCase().replaceAll('?', '');
  return [
    ...article.questions.flatMap(({ question, typed, evidence }) => [
      { text: question, evidence, isTyped: false },
      { text: typed, evidence, isTyped: true },
    ]),
    ...article.unanswerable.flatMap((text) => [
      { text, isTyped: false },
      { text: asTyped(text), isTyped: true },
    ]),
    ...(first ? [{ text: first.question, isTyped: false, isForeign: true }] : []),
  ].filter(({ text }) => text !== '');
}

function look(
  article: Article,
  { text, evidence, isTyped, isForeign = false }: Asked,
): { line: GatheredQuestion; rows: Float32Array } {
  const question = understandQuestion(text);
  const terms = weighTerms(database, question);
  const found = findCandidates(database, terms, {});
  const candidates = isForeign ? found.filter(({ page }) => page.articleKey !== article.id) : found;
  const pages = readPages(candidates, question, terms, weights);
  const pageRows = rerankRows(
    pages,
    pages.map(({ sentences }) => sentences.map(() => 0)),
  );
  const keyOf = (page: ReadPage) => page.match.candidate.page.articleKey;
  const line: GatheredQuestion = {
    article: article.id,
    text,
    isAnswerable: evidence !== undefined,
    isTyped,
    isForeign,
    isCandidate: candidates.some(({ page }) => page.articleKey === article.id),
    unknownWords: unknownWords(terms),
    pages: pages.map((page) => ({
      isRight: keyOf(page) === article.id,
      missingWords: missingWords(page.match, terms),
      firstScore: page.firstScore,
      sentences: page.sentences.length,
      right: page.sentences.flatMap(({ match }, at) =>
        keyOf(page) === article.id && isEvidence(match.sentence.text, evidence) ? [at] : [],
      ),
    })),
  };
  const sentences = pages.flatMap((page) => page.sentences.flatMap(({ features }) => features));
  return { line, rows: Float32Array.from([...sentences, ...pageRows.flat()]) };
}

/** Whether a sentence is the one that was marked: it, or a part of it where sentences are cut otherwise. */
function isEvidence(sentence: string, evidence: string | undefined): boolean {
  if (evidence === undefined) return false;
  return (
    sentence.includes(evidence) || (evidence.includes(sentence) && sentence.length > 0.6 * evidence.length)
  );
}
