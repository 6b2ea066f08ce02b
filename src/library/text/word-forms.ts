import { isStopWord, plainTajik, splitWords, stemWord } from '../../language/index.ts';

/**
 * A word as it is compared: lower case, Tajik letters as their plain forms, without ъ and ь, ё and э as е. Only letters
 * and digits remain (3,5 becomes 3x5), so that the index takes it for one word.
 */
export function foldWord(word: string): string {
  return plainTajik(word.normalize('NFC').toLowerCase())
    .replace(/[ъь’'ʼ\u200C]/gu, '')
    .replace(/[ёэ]/gu, 'е')
    .replace(/[^\p{L}\p{N}]/gu, 'x');
}

/** A word of a text in the two forms by which it is found. */
export interface WordForms {
  /** As it stands, folded. */
  readonly plain: string;
  /** Its stem, folded; the plain form where it has no other. */
  readonly stem: string;
  /** Of a closed class (дар, аст, ки): never looked for. */
  readonly isStopWord: boolean;
}

const mostRemembered = 60_000;
const remembered = new Map<string, WordForms>();

/** The forms of one word without hyphens. Stems of frequent words are remembered. */
export function formsOfWord(word: string): WordForms {
  const lower = word.toLowerCase();
  const known = remembered.get(lower);
  if (known) return known;
  const plain = foldWord(lower);
  const stem = foldWord(stemWord(lower));
  const forms = { plain, stem: stem === '' ? plain : stem, isStopWord: isStopWord(lower) };
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(lower, forms);
  return forms;
}

/** A word and where it is. */
export interface PlacedWord extends WordForms {
  readonly start: number;
  readonly end: number;
}

/** The words of a text with their places; parts of a word with hyphens are words of their own. */
export function placedWords(text: string, from = 0): PlacedWord[] {
  const words: PlacedWord[] = [];
  let at = 0;
  for (const whole of splitWords(text)) {
    const place = text.indexOf(whole, at);
    at = place + whole.length;
    let inside = 0;
    for (const part of whole.split('-')) {
      if (part !== '') {
        const start = from + place + inside;
        words.push({ ...formsOfWord(part), start, end: start + part.length });
      }
      inside += part.length + 1;
    }
  }
  return words;
}
