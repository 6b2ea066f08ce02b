import type { AnalysedSentence } from '../text/analysed-page.ts';
import { type Marker, markersOf } from './markers.ts';

/** What a sentence holds, whatever it is asked; all in lower case. */
export interface SentenceFacts {
  readonly markers: ReadonlySet<Marker>;
  readonly numbers: readonly string[];
  /** Years from 1000 on. */
  readonly years: readonly string[];
  /** Words with a capital inside the sentence, with their quotation mark. */
  readonly names: readonly string[];
  readonly beginsWithPronoun: boolean;
}

const pronouns =
  /^(?:ин|он|вай|ӯ|онҳо|инҳо|дар он|дар ин|аз он|аз ин|ба он|ба ин|барои ин|барои ҳамин|бинобар ин|чунин|вале|аммо|лекин|масалан|пас|ҳамин)(?!\p{L})/iu;
const remembered = new WeakMap<AnalysedSentence, SentenceFacts>();

/** The facts of a sentence, found once as long as its page is remembered. */
export function factsOf(sentence: AnalysedSentence): SentenceFacts {
  const facts = remembered.get(sentence) ?? findFacts(sentence);
  remembered.set(sentence, facts);
  return facts;
}

function findFacts(sentence: AnalysedSentence): SentenceFacts {
  const { text } = sentence;
  const all = (where: string, pattern: RegExp) =>
    Array.from(where.matchAll(pattern), ([found]) => found.toLowerCase());
  return {
    markers: markersOf(sentence),
    numbers: all(text, /\p{N}+/gu),
    years: all(text, /(?<!\p{N})(?:1\d{3}|20\d{2})(?!\p{N})/gu),
    names: all(text.slice(1), /(?<=\s)[«"]?\p{Lu}\p{Ll}+/gu),
    beginsWithPronoun: pronouns.test(text),
  };
}
