import { placeSentences, type SentencePlace } from './sentences.ts';
import { type PlacedWord, placedWords } from './word-forms.ts';

/** A sentence with its words. */
export interface AnalysedSentence extends SentencePlace {
  readonly text: string;
  readonly words: readonly PlacedWord[];
}

/** A page as the ranker reads it. */
export interface AnalysedPage {
  /** Words of its section's headings or of the article's title. */
  readonly heading: readonly PlacedWord[];
  readonly sentences: readonly AnalysedSentence[];
  readonly wordCount: number;
}

/** Splits a page into sentences and words. */
export function analysePage(text: string, section: readonly string[]): AnalysedPage {
  const sentences = placeSentences(text).map((place) => {
    const own = text.slice(place.start, place.end);
    return { ...place, text: own, words: placedWords(own, place.start) };
  });
  const wordCount = sentences.reduce((sum, { words }) => sum + words.length, 0);
  return { heading: placedWords(section.join('\n')), sentences, wordCount };
}
