import { z } from 'zod';
import { defineTextVerb } from './text-verb.ts';

const nothing = z.strictObject({});

export const wordsVerb = defineTextVerb({
  name: 'words',
  summary: 'split text into words',
  description:
    'Prints each word on a line of its own, without punctuation; илмию-техникӣ, 3,5 and 21-ум are one word each.',
  settings: nothing,
  examples: ['soro text words book.txt | sort | uniq -c'],
  async start() {
    const { splitWords } = await import('../../language/index.ts');
    return splitWords;
  },
});

export const sentencesVerb = defineTextVerb({
  name: 'sentences',
  summary: 'split text into sentences',
  description:
    'Prints each sentence on a line of its own. Abbreviations, initials, list numbers and direct speech do not end one.',
  settings: nothing,
  examples: ['soro text sentences book.txt'],
  async start() {
    const { splitSentences } = await import('../../language/index.ts');
    return splitSentences;
  },
});

export const syllablesVerb = defineTextVerb({
  name: 'syllables',
  summary: 'mark the syllables of words',
  description: 'Prints each line with its words divided: ки-тоб, сан-ъат.',
  settings: z.strictObject({ mark: z.string().default('-').describe('what separates syllables') }),
  examples: ['echo "Забони тоҷикӣ" | soro text syllables'],
  async start({ mark }) {
    const { splitSyllables } = await import('../../language/index.ts');
    return (line) => line.replace(/\p{Script=Cyrillic}+/gu, (word) => splitSyllables(word).join(mark));
  },
});

export const stemVerb = defineTextVerb({
  name: 'stem',
  summary: 'reduce words to stems for search',
  description:
    'Prints the stems of each line’s words: китобҳоямро → китоб, мекунанд → кард (the past stem stands for a verb). ' +
    'An ending is taken off only where a word of the explanatory dictionary remains, or where it is safe.',
  settings: nothing,
  examples: ['echo "Китобҳоямро мехонанд" | soro text stem'],
  async start() {
    const { splitWords, stemWord } = await import('../../language/index.ts');
    return (line) => splitWords(line).map(stemWord).join(' ');
  },
});

export const stopWordsVerb = defineTextVerb({
  name: 'stopwords',
  summary: 'remove or mark words that carry no subject',
  description:
    'Prints the words of each line without prepositions, pronouns, conjunctions and auxiliary verbs.',
  settings: z.strictObject({
    mark: z.boolean().default(false).describe('keep the line and put stop words in [brackets] instead'),
  }),
  examples: ['soro text stopwords question.txt', 'echo "Ман ба мактаб меравам" | soro text stopwords --mark'],
  async start({ mark }) {
    const { isStopWord, splitWords } = await import('../../language/index.ts');
    if (mark)
      return (line) =>
        line.replace(/\p{Script=Cyrillic}+/gu, (word) => (isStopWord(word) ? `[${word}]` : word));
    return (line) =>
      splitWords(line)
        .filter((word) => !isStopWord(word))
        .join(' ');
  },
});
