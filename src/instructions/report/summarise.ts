import { countUp } from '../../core/count-up.ts';
import { at } from '../../core/known.ts';
import { isStopWord, splitSentences, splitWords, stemWord } from '../../language/index.ts';

/** Words of a text by their stems, with how often each occurs. */
export function stemCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of splitWords(text.toLowerCase())) {
    if (isStopWord(word) || word.length < 3 || /\d/.test(word)) continue;
    const stem = stemWord(word);
    countUp(counts, stem);
  }
  return counts;
}

/**
 * The sentences of a text that say most of what it is about, in their order (sum of the counts of a
 * sentence's stems by the root of its length; a stem that is said counts no more).
 */
export function mainSentences(text: string, wanted: number): string[] {
  const sentences = splitSentences(text);
  const weights = stemCounts(text);
  const chosen = new Set<number>();
  while (chosen.size < Math.min(wanted, sentences.length)) {
    let best = -1;
    let bestScore = -1;
    for (const [place, sentence] of sentences.entries()) {
      if (chosen.has(place)) continue;
      const stems = [...stemCounts(sentence).keys()];
      const score =
        stems.reduce((sum, stem) => sum + (weights.get(stem) ?? 0), 0) / Math.sqrt(stems.length + 4);
      if (score > bestScore) [best, bestScore] = [place, score];
    }
    chosen.add(best);
    for (const stem of stemCounts(at(sentences, best)).keys()) weights.set(stem, 0);
  }
  return [...chosen].sort((one, other) => one - other).map((place) => at(sentences, place));
}
