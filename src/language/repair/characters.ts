import { editsOf, type RepairRule } from './rule.ts';

/** Soft hyphens are places to break a line, not part of a word. */
export const softHyphen: RepairRule = {
  name: 'soft-hyphen',
  summary: 'Soft hyphens (U+00AD) are removed.',
  trigger: /\u00AD/,
  find: ({ text }) => editsOf(text, /\u00AD+/g, () => ''),
};

const wrongVowels: Readonly<Record<string, string>> = { ѐ: 'ё', Ѐ: 'Ё', ȳ: 'ӯ', Ȳ: 'Ӯ', ū: 'ӯ', Ū: 'Ӯ' };

/** ѐ is a letter of Macedonian; ȳ and ū are Latin. */
export const wrongVowel: RepairRule = {
  name: 'wrong-vowel',
  summary: 'ѐ for ё, and Latin ȳ or ū for ӯ inside Cyrillic words.',
  trigger: /[ѐЀȳȲūŪ]/,
  find: ({ text, isTajik }) =>
    editsOf(
      text,
      /[ѐЀ]|(?<=\p{Script=Cyrillic})[ȳȲūŪ]|(?<!\p{Script=Latin})[ȳȲūŪ](?=\p{Script=Cyrillic})/gu,
      (match) => (isTajik(match.index) ? wrongVowels[match[0]] : undefined),
    ),
};
