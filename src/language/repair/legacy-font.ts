import { unicodeLetters } from '../legacy-letters.ts';
import type { Edit } from './rewriting.ts';
import { editsOf, type RepairRule } from './rule.ts';

const legacyLetters = /[њљќїўѓЊЉЌЇЎЃ]/g;
const legacyWord = /[\u0400-\u04FF]*[њљќїўѓЊЉЌЇЎЃ][\u0400-\u04FF]*/g;
// Letters of Ukrainian, Belarusian, Serbian and Macedonian that are in no Tajik font.
const foreignLetters = /[іІєЄґҐјЈђЂџЏ]/;

// Above this (logits) the words around leave no doubt; below it the words themselves must be known.
const clearEvidence = 15;
const littleEvidence = 2;
// This many words in the font, half of them known, are a text in it.
const wholeTextWords = 20;

/** Tajik set in a "Tj" font, also where Unicode is beside it in the line. */
export const legacyFont: RepairRule = {
  name: 'legacy-font',
  summary: 'Letters of the old Tajik fonts (њ љ ќ ї ў ѓ) become ҳ ҷ қ ӣ ӯ ғ.',
  trigger: /[њљќїўѓЊЉЌЇЎЃ]/,
  find: ({ text, evidence, lexicon }) => {
    const edits = editsOf(text, legacyWord, ({ 0: word }) =>
      foreignLetters.test(word)
        ? undefined
        : word.replace(legacyLetters, (letter) => unicodeLetters[letter] ?? letter),
    );
    const isLikely = ({ start, replacement }: Edit, least: number) => {
      const { sum, against } = evidence(start);
      if (sum <= least) return false;
      return !isShared(replacement) || (sum > least + 2 && sum > 4 * against);
    };
    const isKnown = (edit: Edit) =>
      lexicon.weight(edit.replacement.toLowerCase()) > 0 && isLikely(edit, littleEvidence);
    // A whole document shows that its font is an old one; a heading of two words does not.
    const isWholeText = edits.length >= wholeTextWords && edits.filter(isKnown).length * 2 >= edits.length;
    return byLine(text, edits).flatMap((line) => {
      const known = line.filter(isKnown);
      // A letter by itself is the letter spoken about, unless the line has words in the font.
      const isSet = known.some(({ replacement }) => replacement.length > 1 || /ӯ/i.test(replacement));
      if (isSet && known.length * 2 >= line.length) return line;
      return line.filter((edit) => {
        if (isWholeText) return evidence(edit.start).sum > 0;
        if (edit.replacement.length === 1 || (isShared(edit.replacement) && !isSet)) return false;
        return isLikely(edit, clearEvidence);
      });
    });
  },
};

/** Whether ў and ї are the only letters of the font in a word: Uzbek, Belarusian and Ukrainian have them too. */
function isShared(repaired: string): boolean {
  return !/[ҳҷқғ]/i.test(repaired);
}

function byLine(text: string, edits: readonly Edit[]): Edit[][] {
  const lines: Edit[][] = [];
  let end = -1;
  for (const edit of edits) {
    if (edit.start >= end) {
      const next = text.indexOf('\n', edit.start);
      end = next === -1 ? text.length : next;
      lines.push([]);
    }
    lines.at(-1)?.push(edit);
  }
  return lines;
}

/**
 * A second family of fonts, of some web pages of the 2000s: і ѕ ї ў І for ҳ қ ҷ ӯ Ғ.
 * Source: words of the Tajik list in tesseract's langdata (Apache-2.0), e.g. іуѕуѕии, Їуміурии, УлуІзода.
 */
const webFontLetters: Readonly<Record<string, readonly string[]>> = {
  і: ['ҳ'],
  ѕ: ['қ'],
  ї: ['ҷ', 'ӣ'],
  ў: ['ӯ'],
  І: ['Ҳ', 'Ғ'],
  Ѕ: ['Қ'],
  Ї: ['Ҷ', 'Ӣ'],
};

/** Tajik in that second family: only words that become known ones. */
export const legacyWebFont: RepairRule = {
  name: 'legacy-web-font',
  summary: 'Letters of a second family of old fonts (і ѕ ї for ҳ қ ҷ), in words that become known ones.',
  trigger: /[іѕІЅ]/,
  find: ({ text, isTajik, lexicon }) =>
    editsOf(text, /[\u0400-\u04FF]*[іѕІЅ][\u0400-\u04FF]*/g, ({ 0: word, index }) => {
      if (word.length < 3 || !isTajik(index)) return undefined;
      let candidates = [''];
      for (const letter of word) {
        const options = webFontLetters[letter] ?? [letter];
        candidates = candidates.flatMap((begun) => options.map((option) => begun + option)).slice(0, 32);
      }
      return candidates.find((candidate) => lexicon.weight(candidate.toLowerCase()) > 0);
    }),
};
