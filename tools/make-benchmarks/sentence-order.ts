// Makes benchmarks/sentence-order: `npx node tools/make-benchmarks/sentence-order.ts`.
// A sentence of NTREX or SIB-200 and three in which words changed places: a preposition behind its noun, a noun and
// what its ezafe leads to, a determiner behind its noun. Tajik allows none of these, however free its order.
import { type Draft, shuffled, writeItems } from './items.ts';
import {
  ezafeStem,
  isBare,
  isForm,
  isHeadword,
  prepositions,
  pronouns,
  type Sentence,
  sentences,
} from './sources/sentences.ts';

const seed = 'sentence-order 1';
const determiners = new Set(['ҳар', 'баъзе', 'чанд', 'якчанд', 'чунин', 'ҳамаи', 'тамоми', 'ягон']);

/** Places where a word may not change places with the next one. */
function swaps({ words }: Sentence): number[] {
  return words.flatMap((word, index) => {
    const next = words[index + 1];
    if (index === 0 || !isBare(word) || !isBare(next) || prepositions.has(next)) return [];
    if (pronouns.has(next)) return [];
    if (prepositions.has(word)) return isForm(next) ? [index] : [];
    if (determiners.has(word)) return isHeadword(next) && !word.endsWith('и') ? [index] : [];
    // In a row of ezafes two of them may change places.
    return ezafeStem(word) && isForm(next) && !next.endsWith('и') ? [index] : [];
  });
}

function swap(words: readonly string[], places: readonly number[]): string {
  const changed = [...words];
  for (const place of places)
    [changed[place], changed[place + 1]] = [changed[place + 1] ?? '', changed[place] ?? ''];
  return changed.join(' ');
}

const drafts = shuffled(sentences, seed, ({ text }) => text).flatMap((sentence): Draft[] => {
  if (sentence.words.length < 6 || sentence.words.length > 22) return [];
  const places = swaps(sentence);
  const apart = places.filter((place, index) => index === 0 || place - (places[index - 1] ?? 0) > 1);
  if (apart.length < 2) return [];
  const wrong = new Set(
    shuffled(places, sentence.text, String).map((place) => swap(sentence.words, [place])),
  );
  wrong.add(swap(sentence.words, apart.slice(0, 2)));
  const chosen = [...wrong].filter((text) => text !== sentence.text).slice(0, 3);
  return chosen.length < 3
    ? []
    : [{ right: sentence.text, wrong: chosen, rule: 'words exchanged', source: sentence.source }];
});
await writeItems('sentence-order', drafts.slice(0, 350));
