import { splitWords } from '../../language/index.ts';
import { plainWord } from '../database/search-words.ts';

/** Is in the place of what was taken out. */
const removed = '[ном]';

const contacts =
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|(?:\+|00)?\d[\d\s()-]{7,}\d|(?<![\p{L}\p{N}])@[\p{L}\p{N}_]{3,}/gu;
// "my name is X", in Tajik, Russian and English; the name may be two words.
const introductions =
  /((?<!\p{L})(?:номи\s+ман|исми\s+ман|номам|исмам|насабам|меня\s+зовут|мо[её]\s+имя|my\s+name\s+is)\s*[:—–-]?\s*)(\p{L}[\p{L}\p{M}’'-]*(?:\s+\p{Lu}[\p{L}\p{M}’'-]*)?)/giu;
// "I am X": only a capital tells a name from a word.
const iAm = /((?<!\p{L})[Мм]ан\s+)(\p{Lu}[\p{L}\p{M}’'-]+)(?=\s+(?:ҳастам|мебошам|ам)(?!\p{L}))/gu;
/** Endings that a name takes in a sentence. */
const endings = [
  '',
  'ро',
  'и',
  'у',
  'ю',
  'ам',
  'ат',
  'аш',
  'ҷон',
  'хон',
  'ҷонро',
  'и',
  'а',
  'у',
  'ом',
  'е',
  'ой',
];
/** Words that are nicknames and also words: taking them out everywhere would leave no sentence. */
const shortestName = 3;

/**
 * Takes names and contact data out of a text: the names that are known (pupils and teachers of the class), what
 * follows "my name is", addresses, telephone numbers. A name that the text mentions otherwise can stay: a teacher
 * reads a correction before it is used.
 */
export function removeNames(text: string, names: readonly string[]): string {
  const known = new Set(
    names
      .flatMap((name) => splitWords(name))
      .map(plainWord)
      .filter((name) => name.length >= shortestName && !/^\d+$/u.test(name))
      .flatMap((name) => endings.map((ending) => name + plainWord(ending))),
  );
  return text
    .replace(contacts, removed)
    .replace(introductions, `$1${removed}`)
    .replace(iAm, `$1${removed}`)
    .replace(/[\p{L}\p{M}]+/gu, (word) => (known.has(plainWord(word)) ? removed : word));
}
