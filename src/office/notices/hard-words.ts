import { isStopWord, stemWord } from '../../language/index.ts';
import { tajikLexicon } from '../../language/lexicon/lexicon.ts';
import { findWord } from '../../tools/index.ts';
import type { UnderstoodNotice } from '../contract/notices.ts';
import { foldInPlace } from '../reading/fold.ts';
import { officialWords } from './official-words.ts';

type HardWord = UnderstoodNotice['words'][number];

const mostWords = 12;
/** 1 + log2 of a word's count in the lexicon: what is more common than this, everybody knows. */
const knownWeight = 5;

/** Words that a reader may not know, each once, with the meaning that the list or the word book gives. */
export function hardWords(text: string): HardWord[] {
  const folded = foldInPlace(text);
  const found = new Map<string, HardWord>();
  for (const { official, plain, meaning: given, pattern } of officialWords()) {
    const match = [...folded.matchAll(pattern)][0];
    if (!match || (plain !== undefined && given === undefined)) continue;
    const entry = findWord(official);
    const meaning = given ?? entry?.meanings[0]?.definition;
    if (meaning === undefined) continue;
    const [start, end] = [match.index, match.index + match[0].length];
    found.set(official, {
      start,
      end,
      text: text.slice(start, end),
      word: official,
      meaning,
      ru: entry?.ru ?? [],
      en: entry?.en ?? [],
    });
  }
  const lexicon = tajikLexicon();
  for (const { 0: written, index } of text.matchAll(/\p{L}{5,}/gu)) {
    if (isStopWord(written.toLowerCase()) || /^\p{Lu}/u.test(written)) continue;
    const entry = findWord(written) ?? findWord(stemWord(written));
    const [meaning, other] = entry?.meanings ?? [];
    // Of two meanings we do not know which is meant.
    if (!entry || !meaning || other || found.has(entry.word) || entry.part === 'феъл') continue;
    if (lexicon.weight(entry.word) >= knownWeight) continue;
    found.set(entry.word, {
      start: index,
      end: index + written.length,
      text: written,
      word: entry.word,
      meaning: meaning.definition,
      ru: entry.ru,
      en: entry.en,
    });
  }
  return [...found.values()].sort((one, two) => one.start - two.start).slice(0, mostWords);
}
