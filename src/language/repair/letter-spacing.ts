import { matchesOf } from '../../core/known.ts';
import { runsThroughAlphabet } from '../alphabet-run.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { cyrillicLookAlikes, replaceAll } from './look-alikes.ts';
import { editsOf, type RepairRule } from './rule.ts';

/** Cyrillic letters and the Latin ones that look like them. */
const letter = `[\\p{Script=Cyrillic}${[...cyrillicLookAlikes.keys()].join('')}]\\p{M}*`;
const space = '[ \u00A0\u2009\u200A]';
/** Letters set apart, words of them by more than one space. */
const spacedText = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{N}'’-])${letter}(?:${space}{1,4}${letter})+(?![\\p{L}\\p{M}\\p{N}'’-])(?:${space}?[.,:;!?…](?=\\s|$))?`,
  'gu',
);
const endMark = new RegExp(`${space}?[.,:;!?…]$`, 'u');
const betweenWords = new RegExp(`${space}{2,}`, 'u');
const anySpace = new RegExp(space, 'gu');
const mostlyCyrillic = 0.5;
/** Fewer letters may be a list of classes, answers or signs. */
const fewestKnown = 4;
const fewestUnknown = 6;
const shortestPart = 2;
/** Words that stand in one run without a wider space between them are this long on average. */
const usualPart = 4;
const fewestOfSeveral = 9;
const vowels = /[аеёиоуыэюяӣӯ]/giu;

/** Words whose letters are set apart for emphasis: М У Қ А Д Д И М А. */
export const letterSpacing: RepairRule = {
  name: 'letter-spacing',
  summary: 'Letters of a word that are set apart by spaces for emphasis are joined.',
  trigger: new RegExp(`(?<![\\p{L}\\p{M}])${letter}(?:${space}${letter}){3,}(?![\\p{L}\\p{M}])`, 'u'),
  find: ({ text, lexicon }) => editsOf(text, spacedText, ([match]) => joined(match, lexicon)),
};

/** The words of a run of letters; undefined when it may be something else: an alphabet, answers, signs. */
function joined(match: string, lexicon: Lexicon): string | undefined {
  const run = match.replace(endMark, '');
  const mark = match.slice(run.length).replace(anySpace, '');
  const parts = run
    .split(betweenWords)
    .map((part) => replaceAll(part.replace(anySpace, ''), cyrillicLookAlikes));
  const cyrillic = matchesOf(run, /\p{Script=Cyrillic}/gu).length;
  if (cyrillic <= mostlyCyrillic * parts.join('').length) return undefined;
  const words = parts.map((part) => wordsOf(part, lexicon));
  // A short word is one beside a word that certainly is.
  if (!words.some((each) => each)) return undefined;
  if (parts.some((part, index) => !words[index] && part.length > 3)) return undefined;
  return parts.map((part, index) => words[index] ?? part).join(' ') + mark;
}

function wordsOf(letters: string, lexicon: Lexicon): string | undefined {
  if (letters.length < fewestKnown || runsThroughAlphabet(letters)) return undefined;
  if (lexicon.weight(letters.toLowerCase()) > 0) return letters;
  const several = letters.length >= fewestOfSeveral ? knownWords(letters, lexicon) : undefined;
  if (several) return several.join(' ');
  const share = (letters.match(vowels)?.length ?? 0) / letters.length;
  return letters.length >= fewestUnknown && /[аои]/iu.test(letters) && share >= 0.2 && share <= 0.7
    ? letters
    : undefined;
}

/** The fewest known words that a run of letters is made of. */
function knownWords(letters: string, lexicon: Lexicon): string[] | undefined {
  const best: (string[] | undefined)[] = [[]];
  for (let end = 1; end <= letters.length; end += 1) {
    for (let start = 0; start <= end - shortestPart; start += 1) {
      const before = best[start];
      const word = letters.slice(start, end);
      if (!before || before.length + 1 >= (best[end]?.length ?? Number.POSITIVE_INFINITY)) continue;
      if (lexicon.weight(word.toLowerCase()) > 0) best[end] = [...before, word];
    }
  }
  const words = best[letters.length];
  return words && letters.length / words.length >= usualPart ? words : undefined;
}
