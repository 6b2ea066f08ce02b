import { knownEntry } from '../../core/known.ts';
import { scanTokens, type Tokens, tokenKind } from '../tables/tokens.ts';
import { letterTrait, measureWord } from './letter-traits.ts';

/** How many tokens of a text are looked at. */
const sampledTokens = 4000;

/** Of how many words the different ones are counted. */
const vocabularyWords = 150;

/** Words whose share says how a text is joined together; chosen by hand among the most frequent. */
const functionWords = (
  'ва дар ба аз ки бо барои то ин он як ҳам низ ё агар чун зеро лекин аммо балки чунки пас баъд ' +
  'аст буд мебошад шуд шудааст мешавад карда шуда будааст ман мо шумо ӯ онҳо худ ҳар ҳама чӣ кадом чаро чанд ' +
  'яъне масалан инчунин ҳамчунин бояд метавонад ниг'
).split(' ');

const marks: Readonly<Record<string, string>> = {
  commas: ',',
  fullStops: '.',
  questionsAndExclamations: '?!',
  quotationMarks: '«»"“”„',
  brackets: '()[]',
  ellipses: '…',
  dashes: '–—-',
  colons: ':;',
  symbols: '|{}<>_/\\#=@%&*~^$+`',
};
const markNames = Object.keys(marks);
const markOf = new Map(
  markNames.flatMap((name, index) =>
    Array.from(knownEntry(marks, name), (sign) => [sign.charCodeAt(0), index] as const),
  ),
);

const shapeNames = [
  'wordsPerSentence',
  'shortSentences',
  'endedLines',
  'wordsPerLine',
  'shortLines',
  ...markNames,
  'numbers',
  'capitalWords',
  'upperCaseWords',
  'latinWords',
  'russianLetters',
  'wordLength',
  'longWords',
  'vowellessWords',
  'differentWords',
  'functionWordShare',
] as const;

/** Names of the features, in the order of {@link qualityFeatures}. */
export const featureNames: readonly string[] = [
  ...shapeNames,
  ...functionWords.map((word) => `word:${word}`),
];

/** Function word by the low half of its hash. */
const functionWordOf = new Map(functionWords.map((word, index) => [scanTokens(word).hashLow[0] ?? 0, index]));

interface Counts {
  words: number;
  numbers: number;
  capital: number;
  upper: number;
  latin: number;
  russianLetters: number;
  letters: number;
  long: number;
  vowelless: number;
  sentences: number;
  shortSentences: number;
  lines: number;
  endedLines: number;
  shortLines: number;
  readonly marks: Float64Array;
  readonly functionWords: Float64Array;
  readonly vocabulary: Set<number>;
}

/**
 * The shape of a text as numbers: sentences, lines, punctuation, letters, function words; shares, so that
 * length does not count. Undefined for a text of fewer than ten words. Nothing here looks at ғ ӣ қ ӯ ҳ ҷ:
 * a text typed without them is a good text in need of `restore`.
 */
export function qualityFeatures(text: string, tokens: Tokens): Float64Array | undefined {
  const counts = countShape(text, tokens);
  const { words } = counts;
  if (words < 10) return undefined;
  const per = (count: number, all = words) => count / Math.max(1, all);
  const functionWordCount = counts.functionWords.reduce((sum, one) => sum + one, 0);
  const shapes = [
    Math.log1p(per(words, counts.sentences)),
    per(counts.shortSentences, counts.sentences),
    per(counts.endedLines, counts.lines),
    Math.min(4, Math.log1p(per(words, counts.lines))),
    per(counts.shortLines, counts.lines),
    ...counts.marks.map((count) => Math.log1p(per(count) * 20)),
    per(counts.numbers, words + counts.numbers),
    per(counts.capital),
    per(counts.upper),
    per(counts.latin),
    per(counts.russianLetters, counts.letters),
    per(counts.letters),
    per(counts.long),
    per(counts.vowelless),
    // A short text repeats less: what is left after the usual share of its length.
    counts.vocabulary.size / Math.min(words, vocabularyWords) ** 0.9,
    per(functionWordCount),
  ];
  return Float64Array.from([...shapes, ...counts.functionWords.map((count) => Math.log1p(per(count) * 100))]);
}

function countShape(text: string, tokens: Tokens): Counts {
  const counts: Counts = {
    words: 0,
    numbers: 0,
    capital: 0,
    upper: 0,
    latin: 0,
    russianLetters: 0,
    letters: 0,
    long: 0,
    vowelless: 0,
    sentences: 0,
    shortSentences: 0,
    lines: 0,
    endedLines: 0,
    shortLines: 0,
    marks: new Float64Array(markNames.length),
    functionWords: new Float64Array(functionWords.length),
    vocabulary: new Set(),
  };
  let sentenceWords = 0;
  let lineWords = 0;
  let previousEnd = 0;
  let lastMark = 0;
  const endSentence = () => {
    if (sentenceWords === 0) return;
    counts.sentences += 1;
    if (sentenceWords <= 3) counts.shortSentences += 1;
    sentenceWords = 0;
  };
  const endLine = () => {
    endSentence();
    if (lineWords === 0) return;
    counts.lines += 1;
    if (lineWords < 5) counts.shortLines += 1;
    if (isLineEnd(lastMark)) counts.endedLines += 1;
    lineWords = 0;
  };
  for (let index = 0; index < tokens.count && index < sampledTokens; index += 1) {
    const start = tokens.starts[index] ?? 0;
    const end = tokens.ends[index] ?? 0;
    if (hasLineEnd(text, previousEnd, start)) endLine();
    previousEnd = end;
    if (tokens.kinds[index] === tokenKind.punctuation) {
      lastMark = text.charCodeAt(start);
      countMark(counts.marks, lastMark, end - start);
      if (isSentenceEnd(lastMark)) endSentence();
      continue;
    }
    lastMark = 0;
    sentenceWords += 1;
    lineWords += 1;
    if (tokens.kinds[index] === tokenKind.number) counts.numbers += 1;
    else countWord(counts, text, start, end, tokens.hashLow[index] ?? 0);
  }
  endLine();
  return counts;
}

function countWord(counts: Counts, text: string, start: number, end: number, hash: number): void {
  const traits = measureWord(text, start, end);
  counts.words += 1;
  counts.letters += end - start;
  counts.russianLetters += traits.russianLetters;
  if (traits.all & letterTrait.latin) counts.latin += 1;
  if (traits.first & letterTrait.capital) counts.capital += 1;
  if (end - start > 1 && traits.capitals === end - start) counts.upper += 1;
  if (end - start > 12) counts.long += 1;
  if (end - start > 2 && !(traits.all & letterTrait.vowel)) counts.vowelless += 1;
  if (counts.words <= vocabularyWords) counts.vocabulary.add(hash);
  const place = functionWordOf.get(hash);
  if (place !== undefined) counts.functionWords[place] = (counts.functionWords[place] ?? 0) + 1;
}

function countMark(marksSeen: Float64Array, unit: number, length: number): void {
  const mark = unit === 0x2e && length >= 3 ? markNames.indexOf('ellipses') : markOf.get(unit);
  if (mark !== undefined) marksSeen[mark] = (marksSeen[mark] ?? 0) + 1;
}

function isSentenceEnd(unit: number): boolean {
  return unit === 0x2e || unit === 0x21 || unit === 0x3f || unit === 0x2026;
}

/** A sentence end, a colon, a semicolon or a closing quotation mark. */
function isLineEnd(unit: number): boolean {
  return isSentenceEnd(unit) || unit === 0x3a || unit === 0x3b || unit === 0xbb || unit === 0x22;
}

function hasLineEnd(text: string, from: number, to: number): boolean {
  for (let index = from; index < to; index += 1) if (text.charCodeAt(index) === 0x0a) return true;
  return false;
}
