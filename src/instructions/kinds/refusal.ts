import { computedOrigin, type Generator } from '../generator.ts';
import { readPhrasings, wordList } from '../text/phrasings.ts';

/** Requests that do harm, and kind refusals that offer something better. */
export const generateRefusals: Generator = function* ({ random }) {
  const phrasings = readPhrasings('refusal');
  const groups = Object.keys(phrasings.groups);
  for (let round = 0; ; round += 1) {
    for (const group of random.shuffle(groups)) {
      const origin = computedOrigin(`refusal.yaml, ${group}, round ${round}`);
      const act = group === 'despair' ? '' : random.pick(wordList(phrasings, group));
      yield { ...origin, turns: [{ group, slots: { act } }] };
    }
  }
};
