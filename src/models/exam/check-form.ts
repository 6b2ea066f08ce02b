import { identifyLanguage, splitWords } from '../../language/index.ts';

/** What is wrong with an answer, seen without knowing the subject; null when nothing is. */
export interface FormCheck {
  readonly fault: 'empty' | 'not-tajik' | 'repeats' | null;
}

/** A phrase of this many words that occurs this often is a loop: verse and lists repeat less. */
const phraseWords = 4;
const mostPhrases = 3;

/** Looks at the form of an answer alone. */
export function checkForm(text: string): FormCheck {
  if (!/\p{L}/u.test(text)) return { fault: 'empty' };
  if (repeatsItself(text)) return { fault: 'repeats' };
  return {
    fault: identifyLanguage(text, { minimumLetters: 3 }).language === 'tgk_Cyrl' ? null : 'not-tajik',
  };
}

function repeatsItself(text: string): boolean {
  const words = [...splitWords(text.toLowerCase())].map(String);
  const counts = new Map<string, number>();
  for (let start = 0; start + phraseWords <= words.length; start += 1) {
    const phrase = words.slice(start, start + phraseWords).join(' ');
    const count = (counts.get(phrase) ?? 0) + 1;
    if (count > mostPhrases) return true;
    counts.set(phrase, count);
  }
  return false;
}
