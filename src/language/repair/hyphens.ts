import { editsOf, type RepairRule } from './rule.ts';

/** Soft hyphens are places to break a line, not part of a word. */
export const softHyphen: RepairRule = {
  name: 'soft-hyphen',
  summary: 'Soft hyphens (U+00AD) are removed, with the line end after one.',
  trigger: /\u00AD/,
  find: ({ text }) => editsOf(text, /\u00AD+(?: *\r?\n(?=\p{Ll}))?/gu, () => ''),
};

/** The sign that some programs write for a soft hyphen. */
export const notSign: RepairRule = {
  name: 'not-sign',
  summary: '¬ inside a word, a soft hyphen of old programs, is removed with the line end after it.',
  trigger: /\p{L}¬/u,
  find: ({ text }) => editsOf(text, /(?<=\p{L})¬ *(?:\r?\n *)?(?=\p{Ll})/gu, () => ''),
};

/** A word broken at the end of a line, put together where the parts are no words with a hyphen. */
export const lineEndHyphen: RepairRule = {
  name: 'line-end-hyphen',
  summary: 'Words broken by a hyphen at the end of a line are joined.',
  trigger: /\p{L}[-\u2010] *\r?\n *\p{Ll}/u,
  find: ({ text, isTajik, lexicon }) =>
    editsOf(
      text,
      /(?<![\p{L}-])(\p{L}+)[-\u2010] *\r?\n *(\p{Ll}+)/gu,
      ({ 0: match, 1: first = '', 2: second = '', index }) => {
        if (!isTajik(index)) return undefined;
        const joined = lexicon.weight((first + second).toLowerCase());
        const apart = Math.min(lexicon.weight(first.toLowerCase()), lexicon.weight(second.toLowerCase()));
        if (joined > 0 || apart === 0) return first + second;
        return match.replace(/ *\r?\n */, '');
      },
    ),
};
