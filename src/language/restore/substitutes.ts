import { tajikLexicon } from '../lexicon/lexicon.ts';
import type { Edit } from '../repair/rewriting.ts';
import { tajikEvidence } from '../repair/tajik-places.ts';

/** What people type for a letter that their keyboard lacks, beside the plain letter itself. */
const substitutes: readonly (readonly [typed: RegExp, letter: string])[] = [
  [/дж|j/gi, 'ҷ'],
  [/г[ъ'’ʼ`]/gi, 'ғ'],
  [/к[ъ'’ʼ`]/gi, 'қ'],
  [/х[ъ'’ʼ`]|h/gi, 'ҳ'],
  [/у['’ʼ`]/gi, 'ӯ'],
  [/ч['’ʼ`]/gi, 'ҷ'],
  [/и['’ʼ`]|й$/gi, 'ӣ'],
];
const sign = /дж|[гкх]ъ|[а-яё]['’ʼ`jh]|[jh][а-яё]|[бвгджзклмнпрстфхчш]й(?![а-яёғӣқӯҳҷ])/gi;
const part = /[а-яёғӣқӯҳҷjh'’ʼ`]/i;
const quotes = /^['’ʼ`]+|(?<![гкхучи])['’ʼ`]+$/gi;
// A substitute must make a known word; then as little evidence as this is enough (logits).
const leastEvidence = 1;

/** Words in which such substitutes stand for Tajik letters, where that makes them known words. */
export function findSubstitutes(text: string): Edit[] {
  const edits: Edit[] = [];
  const evidence = tajikEvidence(text);
  let done = 0;
  for (const { index } of text.matchAll(sign)) {
    if (index < done) continue;
    let start = index;
    let end = index;
    while (start > done && part.test(text.charAt(start - 1))) start -= 1;
    while (end < text.length && part.test(text.charAt(end))) end += 1;
    done = end;
    const typed = text.slice(start, end);
    const word = typed.replace(quotes, '');
    start += typed.indexOf(word);
    const written = writeLetters(word);
    if (written !== undefined && evidence(start).sum > leastEvidence) {
      edits.push({ start, end: start + word.length, replacement: written });
    }
  }
  return edits;
}

/** The word with letters for the substitutes in it, if that makes it a known word. */
function writeLetters(word: string): string | undefined {
  const lexicon = tajikLexicon();
  if (lexicon.weight(word.toLowerCase()) > 0) return undefined;
  let written = word;
  for (const [typed, letter] of substitutes) {
    written = written.replace(typed, (match) =>
      match.charAt(0) === match.charAt(0).toLowerCase() ? letter : letter.toUpperCase(),
    );
  }
  const best = lexicon.bestForm(written.toLowerCase());
  if (written === word || best === undefined) return undefined;
  // The letters that stood for others must be those of the known word.
  const agrees = [...written.toLowerCase()].every(
    (letter, index) => !/[ғӣқӯҳҷ]/.test(letter) || best[index] === letter,
  );
  return agrees ? written : undefined;
}
