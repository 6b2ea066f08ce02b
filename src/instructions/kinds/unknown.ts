import { splitSyllables, splitWords, stemWord } from '../../language/index.ts';
import { computedOrigin, type Generator } from '../generator.ts';
import type { Random } from '../random.ts';
import { readPhrasings, wordList } from '../text/phrasings.ts';

const asked = ['now', 'personal', 'future', 'detail', 'missing'] as const;

/** What cannot be known: words that do not exist, the present hour, the pupil's own life, the future. */
export const generateUnknown: Generator = function* ({ random }) {
  const phrasings = readPhrasings('unknown');
  const grammar = readPhrasings('grammar');
  const real = [...wordList(grammar, 'nouns'), ...wordList(grammar, 'qualities')];
  const syllables = [...new Set(real.flatMap((word) => splitSyllables(word)))];
  for (let round = 0; ; round += 1) {
    const word = inventedWord(syllables, random);
    if (word)
      yield {
        ...computedOrigin(`invented word ${word}`),
        turns: [{ group: 'made-up-word', slots: { word } }],
      };
    const group = random.pick(asked);
    const question = random.pick(wordList(phrasings, group));
    const origin = computedOrigin(`unknown.yaml, ${group}, round ${round}`);
    yield { ...origin, turns: [{ group, slots: { question } }] };
  }
};

/** A word of real syllables that no dictionary has; nothing when chance made a real one. */
function inventedWord(syllables: readonly string[], random: Random): string | undefined {
  const count = random.integer(2, 3);
  const word = Array.from({ length: count }, () => random.pick(syllables)).join('');
  const isSound =
    word.length >= 6 &&
    word.length <= 11 &&
    !/(.)\1|[бвгғджзйкқлмнпрстфхҳчҷш]{3}|[аеиоуӣӯэюя]{2}/u.test(word);
  // A stem shorter than the word was found in the dictionary.
  return isSound && stemWord(word) === word && splitWords(word).length === 1 ? word : undefined;
}
