// Trains both models of src/language/transliterate: `npx node tools/train-transliterator.ts` (about 15 minutes, one core);
// `npx node tools/train-transliterator.ts to-tajik` trains the second model from the first as it stands.
//
// 1. Sentence pairs (tools/transliterator/pairs.ts: sources, duplicates, what is held out) are aligned letter by letter.
// 2. Tajik → Persian script is trained on them: a lexicon of words with counts, a letter model for unseen words,
//    a chooser among candidates by the neighbouring words.
// 3. Tajik prose without held-out lines is written in Persian script by that model; with the real pairs (which
//    count three times as much) it trains Persian script → Tajik: more words, and ezafe in far more contexts.
// No running text of a source is kept: models hold single words with counts and hashed weights.
import { readFile } from 'node:fs/promises';
import { writeFileAtomically } from '../src/core/files.ts';
import { headwords } from '../src/language/headwords.ts';
import { removeEzafe } from '../src/language/transliterate/ezafe.ts';
import { formsOf } from '../src/language/transliterate/known-forms.ts';
import { spellWord } from '../src/language/transliterate/letter-model.ts';
import {
  type LoadedModel,
  packModel,
  roundLetters,
  unpackModel,
} from '../src/language/transliterate/model-file.ts';
import { createWriter } from '../src/language/transliterate/persian-script.ts';
import { normaliseSpacing } from '../src/language/transliterate/persian-text.ts';
import { createCandidates, neighboursOf, writeWords } from '../src/language/transliterate/script-model.ts';
import { modelOutput, trialSample } from './model-output.ts';
import { type Aligner, trainAligner } from './transliterator/align.ts';
import { type Chunk, chunksOf } from './transliterator/chunks.ts';
import { seedToPersian, seedToTajik } from './transliterator/letter-seeds.ts';
import { countForms, type Direction, keptForm, makeLexicon } from './transliterator/lexicon.ts';
import { loadPairs, type Pair } from './transliterator/pairs.ts';
import { findNames, loadProse } from './transliterator/prose.ts';
import { type ChooserExample, leaveOneOut, trainChooser } from './transliterator/train-chooser.ts';
import { trainLetters } from './transliterator/train-letters.ts';

const pairSources =
  'Tajik–Persian pairs: ParsText, ParsTranslit (merchantrayyan), V14DK/tajik-farsi, k1n5-bt, stibiumghost/tajik-to-persian-transliteration';

const persianMarks: Readonly<Record<string, string>> = { ',': '،', ';': '؛', '?': '؟' };

/** A single short word may cost more a letter than a sentence. */
const mostCostOfWord = 4;

interface WeightedChunk {
  readonly chunk: Chunk;
  readonly weight: number;
}

interface Sentence {
  readonly chunks: readonly Chunk[];
  readonly weight: number;
}

const { train: given, words: listed, isHeldOut } = loadPairs();
const words = trialSample(listed);
const train = trialSample(given).map(({ tajik, persian }) => ({ tajik, persian: normaliseSpacing(persian) }));
log(`${train.length} pairs, ${words.length} words`);

const persianFile = new URL('../src/language/transliterate/data/to-persian.model', import.meta.url).pathname;
const persianModel =
  process.argv[2] === 'to-tajik'
    ? unpackModel(await readFile(persianFile), persianFile)
    : await trainToPersian();

const prose = trialSample(loadProse(isHeldOut));
log(`${prose.length} lines of prose`);
const toTajik = trainAligner(
  train.map((one) => source('to-tajik', one)),
  seedToTajik,
  { longest: 3, rounds: 3 },
);
const written = writeProse(prose.map(({ lower }) => lower));
log('prose written in Persian script');
const sentences = [...sentencesOf('to-tajik', toTajik, train, 1), ...written];
const names = new Set(
  [...findNames(prose.map(({ text }) => text))].filter((word) => !headwords().has(removeEzafe(word))),
);
const tajikModel = trainDirection('to-tajik', sentences, listedWords('to-tajik', toTajik), names);
await save(tajikModel, [pairSources, 'Tajik prose: see tools/transliterator/prose.ts']);

async function trainToPersian(): Promise<LoadedModel> {
  const toPersian = trainAligner(
    train.map((one) => source('to-persian', one)),
    seedToPersian,
    { longest: 2, rounds: 3 },
  );
  const model = trainDirection(
    'to-persian',
    sentencesOf('to-persian', toPersian, train, 1),
    listedWords('to-persian', toPersian),
    new Set(),
  );
  await save(model, [pairSources]);
  return model;
}

/** Tajik lines as sentences of Persian words with what they are in Tajik. Punctuation is between spaces. */
function writeProse(lines: readonly string[]): Sentence[] {
  const { model, candidatesOf } = createWriter(persianModel);
  const known = new Map<string, readonly Chunk[] | undefined>();
  const chunksOfWord = (tajik: string, persian: string) => {
    const key = `${tajik}\t${persian}`;
    if (!known.has(key))
      known.set(key, /^[+-]/.test(persian) ? undefined : chunksOf(toTajik, persian, tajik, mostCostOfWord));
    return known.get(key);
  };
  return lines.flatMap((line) => {
    const own: string[] = [];
    const marks = [''];
    for (const token of line.split(' ')) {
      if (isMark(token)) marks[own.length] = token;
      else marks[own.push(token)] = '';
    }
    const persian = writeWords(model, candidatesOf, own, marks);
    const chunks: Chunk[] = [];
    for (const [index, word] of own.entries()) {
      const found = chunksOfWord(word, persian[index] ?? '');
      if (!found) return [];
      const mark = marks[index] ?? '';
      if (mark !== '') chunks.push({ word: persianMarks[mark] ?? mark, text: mark, spellings: [mark] });
      chunks.push(...found);
    }
    return [{ chunks, weight: 0.34 }];
  });
}

function trainDirection(
  direction: Direction,
  sentences: readonly Sentence[],
  listed: readonly WeightedChunk[],
  names: ReadonlySet<string>,
): LoadedModel {
  const examples = sentences
    .flatMap(({ chunks, weight }) => chunks.map((chunk) => ({ chunk, weight })))
    .filter(({ chunk }) => isSound(direction, chunk));
  const counts = countForms(direction, examples);
  for (const [word, row] of countForms(direction, listed)) if (!counts.has(word)) counts.set(word, row);
  const types = new Map<string, { chunk: Chunk; weight: number }>();
  for (const { chunk, weight } of [...examples, ...listed]) {
    const key = `${chunk.word}\t${chunk.text}`;
    types.set(key, { chunk, weight: (types.get(key)?.weight ?? 0) + weight });
  }
  const letterExamples = [...types.values()]
    .filter(({ weight }) => weight > 0.4)
    .map(({ chunk, weight }) => ({ chunk, weight: Math.min(3, Math.sqrt(weight)) }));
  log(`${direction}: ${examples.length} words, ${letterExamples.length} types for letters`);
  const letters = roundLetters(trainLetters(letterExamples, { bits: 19, rounds: 4, spellingsPerLetter: 12 }));
  const whole = makeLexicon(counts, 0.02);
  const lexicon = new Map(
    [...whole].filter(([word, forms]) => {
      const total = forms.reduce((sum, { count }) => sum + count, 0);
      if (total >= 3) return true;
      const best = spellWord(letters, word, 1)[0]?.text ?? '';
      return total > 0.4 && !(forms.length === 1 && [best, removeEzafe(best)].includes(forms[0]?.text ?? ''));
    }),
  );
  log(`${direction}: letters done; lexicon ${lexicon.size} of ${whole.size}`);
  const candidatesOf = createCandidates({ direction, lexicon, letters });
  const choices: ChooserExample[] = sentences.flatMap(({ chunks, weight }) => {
    const { own, marks } = withoutMarks(chunks);
    const list = own.map(({ word }) => word);
    return own.map((chunk, index) => ({ place: neighboursOf(list, marks, index), gold: chunk.text, weight }));
  });
  const kept = (text: string) => keptForm(direction, text);
  const chooser = trainChooser(
    choices,
    ({ place, gold, weight }) =>
      leaveOneOut(candidatesOf(place.word), kept, gold, formsOf({ direction, lexicon }, place.word), weight),
    { bits: direction === 'to-tajik' ? 21 : 20, rounds: direction === 'to-tajik' ? 2 : 3 },
  );
  log(`${direction}: chooser done, dense ${[...chooser.dense].map((value) => value.toFixed(2))}`);
  return { direction, lexicon, letters, chooser, names };
}

/** ParsText has lost the first О of many words (Осиё → сиё): not to be learnt. */
function isSound(direction: Direction, { word, text }: Chunk): boolean {
  if (isMark(word)) return false;
  return direction === 'to-persian' || !word.startsWith('آ') || /^\+?[оа]/u.test(text);
}

function isMark(word: string): boolean {
  return /^\p{P}$/u.test(word);
}

/** The words of a sentence, and the marks between them as the writer sees them. */
function withoutMarks(chunks: readonly Chunk[]): { own: Chunk[]; marks: string[] } {
  const own: Chunk[] = [];
  const marks = [''];
  for (const chunk of chunks) {
    if (isMark(chunk.word)) marks[own.length] = chunk.word;
    else {
      own.push(chunk);
      marks[own.length] = '';
    }
  }
  return { own, marks };
}

function sentencesOf(
  direction: Direction,
  aligner: Aligner,
  pairs: readonly Pair[],
  weight: number,
): Sentence[] {
  return pairs.flatMap((one) => {
    const chunks = chunksOf(aligner, ...source(direction, one));
    return chunks ? [{ chunks, weight }] : [];
  });
}

function listedWords(direction: Direction, aligner: Aligner): WeightedChunk[] {
  const single = words.filter(({ tajik, persian }) => !/ /.test(tajik + persian));
  return sentencesOf(direction, aligner, single, 0.5).flatMap(({ chunks, weight }) =>
    chunks.map((chunk) => ({ chunk, weight })),
  );
}

function source(direction: Direction, { tajik, persian }: Pair): [string, string] {
  return direction === 'to-tajik' ? [persian, tajik] : [tajik, persian];
}

async function save(model: LoadedModel, sources: readonly string[]): Promise<void> {
  const bytes = packModel(model, [...sources, 'Trained by tools/train-transliterator.ts']);
  await writeFileAtomically(modelOutput(`src/language/transliterate/data/${model.direction}.model`), bytes);
  log(`${model.direction}: ${bytes.length} bytes`);
}

function log(line: string): void {
  process.stderr.write(`${(process.uptime()).toFixed(0)} s  ${line}\n`);
}
