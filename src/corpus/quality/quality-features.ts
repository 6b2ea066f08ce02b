import { splitSentences } from '../../language/index.ts';
import { type Tokens, tokenKind } from '../tokens.ts';

/** How much of a text is looked at, in UTF-16 units. */
export const sampledCharacters = 20_000;

/** Words whose share says how a text is joined together; chosen by hand among the most frequent. */
const functionWords = (
  'ва дар ба аз ки бо барои то ин он як ҳам низ ё агар чун зеро лекин аммо балки чунки пас баъд ' +
  'аст буд мебошад шуд шудааст мешавад карда шуда будааст ман мо шумо ӯ онҳо худ ҳар ҳама чӣ кадом чаро чанд ' +
  'яъне масалан инчунин ҳамчунин бояд метавонад ниг'
).split(' ');

/** Names of the features, in the order of {@link qualityFeatures}. */
export const featureNames: readonly string[] = [
  'wordsPerSentence',
  'shortSentences',
  'endedLines',
  'wordsPerLine',
  'shortLines',
  'commas',
  'fullStops',
  'questionsAndExclamations',
  'quotationMarks',
  'brackets',
  'ellipses',
  'dashes',
  'colons',
  'symbols',
  'numbers',
  'capitalWords',
  'upperCaseWords',
  'latinWords',
  'tajikLetters',
  'russianLetters',
  'wordLength',
  'longWords',
  'vowellessWords',
  'differentWords',
  'functionWordShare',
  ...functionWords.map((word) => `word:${word}`),
];

const functionWordIndex = new Map(functionWords.map((word, index) => [word, index]));
const perWord = [
  [/,/g, 'commas'],
  [/\./g, 'fullStops'],
  [/[?!]/g, 'questionsAndExclamations'],
  [/[«»"“”„]/g, 'quotationMarks'],
  [/[()[\]]/g, 'brackets'],
  [/…|\.{3}/g, 'ellipses'],
  [/[–—]| - /g, 'dashes'],
  [/[:;]/g, 'colons'],
  [/[|{}<>_/\\#=@%&*~^$+`]/g, 'symbols'],
] as const;

/**
 * The shape of a text as numbers: sentences, lines, punctuation, letters, function words; shares, so that
 * length does not count. Undefined for a text of fewer than ten words.
 */
export function qualityFeatures(whole: string, tokens: Tokens): Float64Array | undefined {
  const text = whole.slice(0, sampledCharacters);
  const words = measureWords(text, tokens);
  if (words.count < 10) return undefined;
  const values = new Map<string, number>(Object.entries({ ...words.shares, ...measureLines(text) }));
  for (const [pattern, name] of perWord) {
    values.set(name, Math.log1p(((text.match(pattern)?.length ?? 0) / words.count) * 20));
  }
  const letters = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  values.set('tajikLetters', (text.match(/[ғӣқӯҳҷ]/gi)?.length ?? 0) / Math.max(1, letters));
  values.set('russianLetters', (text.match(/[ыщь]/gi)?.length ?? 0) / Math.max(1, letters));
  return Float64Array.from(featureNames, (name) => values.get(name) ?? 0);
}

function measureLines(text: string) {
  const lines = text.split('\n').filter((line) => /\p{L}/u.test(line));
  const sentences = splitSentences(text)
    .map(countWords)
    .filter((count) => count > 0);
  const share = (of: number, all: readonly unknown[]) => of / Math.max(1, all.length);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const lineWords = lines.map(countWords);
  return {
    wordsPerSentence: Math.log1p(share(sum(sentences), sentences)),
    shortSentences: share(sentences.filter((count) => count <= 3).length, sentences),
    endedLines: share(lines.filter((line) => /[.!?…:;»"]\s*$/.test(line)).length, lines),
    wordsPerLine: Math.min(4, Math.log1p(share(sum(lineWords), lineWords))),
    shortLines: share(lineWords.filter((count) => count < 5).length, lines),
  };
}

function measureWords(text: string, tokens: Tokens) {
  const counts = { words: 0, numbers: 0, capital: 0, upper: 0, latin: 0, letters: 0, long: 0, vowelless: 0 };
  const functionCounts = new Float64Array(functionWords.length);
  const firstWords = new Set<number>();
  let sampledWords = 0;
  for (let index = 0; index < tokens.count && (tokens.ends[index] ?? 0) <= text.length; index += 1) {
    if (tokens.kinds[index] === tokenKind.number) counts.numbers += 1;
    if (tokens.kinds[index] !== tokenKind.word) continue;
    const word = text.slice(tokens.starts[index], tokens.ends[index]);
    const lower = word.toLowerCase();
    counts.words += 1;
    counts.letters += word.length;
    if (word[0] !== lower[0]) counts.capital += 1;
    if (word.length > 1 && word === word.toUpperCase() && word !== lower) counts.upper += 1;
    if (/[a-z]/.test(lower)) counts.latin += 1;
    if (word.length > 12) counts.long += 1;
    if (word.length > 2 && !/[аеёиӣоуӯэюяыaeiouy]/.test(lower)) counts.vowelless += 1;
    const place = functionWordIndex.get(lower);
    if (place !== undefined) functionCounts[place] = (functionCounts[place] ?? 0) + 1;
    if (sampledWords < 150) {
      sampledWords += 1;
      firstWords.add(tokens.hashLow[index] ?? 0);
    }
  }
  const count = counts.words;
  const all = Math.max(1, count);
  const functionShares = functionWords.map((word, index) => {
    const share = (functionCounts[index] ?? 0) / all;
    return [`word:${word}`, Math.log1p(share * 100)] as const;
  });
  return {
    count,
    shares: {
      ...Object.fromEntries(functionShares),
      numbers: counts.numbers / (all + counts.numbers),
      capitalWords: counts.capital / all,
      upperCaseWords: counts.upper / all,
      latinWords: counts.latin / all,
      wordLength: counts.letters / all,
      longWords: counts.long / all,
      vowellessWords: counts.vowelless / all,
      // A short text repeats less: what is left after the usual share of its length.
      differentWords: firstWords.size / Math.max(1, sampledWords) ** 0.9,
      functionWordShare: functionCounts.reduce((sum, one) => sum + one, 0) / all,
    },
  };
}

function countWords(text: string): number {
  return text.match(/\p{L}+/gu)?.length ?? 0;
}
