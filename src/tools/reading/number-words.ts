import { last } from '../../core/known.ts';
import { numberToWords, ordinalToWords, wordsToNumber } from '../../language/index.ts';
import { type Rational, rational, readDecimal } from '../exact/rational.ts';
import { foldWord } from './fold.ts';

/** A number read from words. */
export interface WordNumber {
  readonly value: Rational;
  readonly isOrdinal: boolean;
  /** How many words it took. */
  readonly count: number;
  /** The words are side by side without the joining -у: бист панҷ may be 25, or 20 and 5. */
  readonly isLoose: boolean;
}

// Older and spoken forms that are read; language/numbers knows them too, by their proper letters.
const variants =
  'чаҳор чаҳордаҳ ҳафдаҳ ҳаҷдаҳ ҳиждаҳ нӯздаҳ дувист чаҳорсад чиҳил чаҳил миллён милён милион миллярд миллиёрд'.split(
    ' ',
  );
const fractions: Readonly<Record<string, Rational>> = {
  [foldWord('ним')]: rational(1, 2),
  [foldWord('якуним')]: rational(3, 2),
  [foldWord('дуюним')]: rational(5, 2),
  [foldWord('дувуним')]: rational(5, 2),
  [foldWord('сеюним')]: rational(7, 2),
};

const proper = new Map<string, string>();

function load(): Map<string, string> {
  if (proper.size > 0) return proper;
  const bases = new Set(variants);
  for (let value = 0; value <= 20; value += 1) bases.add(numberToWords(value));
  for (let value = 20; value <= 90; value += 10) bases.add(numberToWords(value));
  for (let value = 100; value <= 900; value += 100) bases.add(numberToWords(value));
  for (const power of [3, 6, 9, 12])
    bases.add(
      numberToWords(10n ** BigInt(power))
        .split(' ')
        .at(-1) ?? '',
    );
  for (const word of bases) {
    const joined = word.endsWith('ӣ')
      ? `${word.slice(0, -1)}ию`
      : /[оеӯу]$/u.test(word)
        ? `${word}ву`
        : `${word}у`;
    for (const form of [joined, word]) proper.set(foldWord(form), form);
    // дую, сею beside дуву, севу.
    if (/[еу]$/u.test(word)) proper.set(foldWord(`${word}ю`), `${word}ву`);
  }
  for (let value = 1; value <= 100; value += 1) {
    const word = last(ordinalToWords(value).split(' '));
    for (const form of [word, `${word}и`]) proper.set(foldWord(form), word);
  }
  for (const word of ['садум', 'ҳазорум', 'чорум', 'чаҳорум', 'дуввум', 'сеюм'])
    proper.set(foldWord(word), word);
  return proper;
}

/** Whether a folded word can be part of a number. */
export function isNumberWord(folded: string): boolean {
  return load().has(folded);
}

/** The longest number that begins at a place of the folded words. */
export function readWordNumber(
  folded: readonly string[],
  from: number,
  mayBeLoose: boolean,
): WordNumber | undefined {
  const half = fractions[folded[from] ?? ''];
  if (half) return { value: half, isOrdinal: false, count: 1, isLoose: false };
  const words = load();
  const read: string[] = [];
  let best: WordNumber | undefined;
  let isLoose = false;
  for (let place = from; place < folded.length && read.length < 24; place += 1) {
    const word = words.get(folded[place] ?? '');
    if (word === undefined) break;
    if (read.length > 0 && !isJoined(read.at(-1) ?? '', word)) {
      if (!mayBeLoose) break;
      isLoose = true;
    }
    read.push(word);
    const number = wordsToNumber(read.join(' '));
    if (!number || !/^\d+$/.test(number.text)) continue;
    best = { value: readDecimal(number.text), isOrdinal: number.isOrdinal, count: read.length, isLoose };
    if (number.isOrdinal) break;
  }
  return best;
}

/** Whether two number words belong together for certain: чилу як, ду ҳазор, панҷ сад. */
function isJoined(before: string, after: string): boolean {
  return /(?:у|ю)$/u.test(before) && before !== 'ду'
    ? true
    : /^(?:сад|ҳазор|милл|милё|милион|трилл)/u.test(after);
}
