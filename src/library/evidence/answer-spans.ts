import type { SentenceMatch } from '../search/page-features.ts';
import type { AnalysedSentence } from '../text/analysed-page.ts';
import type { Question } from '../text/question.ts';
import type { QuestionKind, Span } from '../types.ts';

const word = String.raw`[\p{L}\p{N}%°²³/]+`;
/** Places in a sentence that can be the answer to a kind of question. */
const patterns: Partial<Readonly<Record<QuestionKind, RegExp>>> = {
  when: /(?:соли|солҳои|асри|асрҳои)\s+[\p{N}IVXХІ]+(?:[–-][\p{N}IVXХІ]+)?(?:\s*(?:то|ва)\s+\p{N}+)?/giu,
  count: new RegExp(
    String.raw`(?:тақрибан |зиёда аз |қариб |то )?−?\p{N}[\p{N} .,–-]*\p{N}?\s*${word}(?:\s+метр)?`,
    'giu',
  ),
  why: /(?:зеро|чунки|азбаски|барои он ки|бинобар ин|барои ҳамин|аз ин рӯ)[^.!?;]*/giu,
  who: /(?<=\s)\p{Lu}\p{L}+(?:[ -]\p{Lu}\p{L}+|\s+ибни\s+\p{Lu}\p{L}+)*/gu,
  where: /(?:дар|аз|ба)\s+(?:\p{Ll}+и\s+){0,2}\p{Lu}\p{L}+(?:\s+\p{Lu}\p{L}+)*/gu,
};
const order: readonly QuestionKind[] = ['when', 'count', 'why', 'who', 'where'];

/** Where in a sentence what was asked for stands, in offsets of its page. At most two places; none when it cannot be told. */
export function findAnswerSpans(
  sentence: AnalysedSentence,
  match: SentenceMatch,
  question: Question,
): Span[] {
  const kind = order.find((one) => question.kinds.includes(one));
  const pattern = kind && patterns[kind];
  if (!pattern) return [];
  const asked = question.understood.toLowerCase();
  const hitPlaces = match.hits.map(({ word: at }) => sentence.words[at]?.start ?? 0);
  const found = [...sentence.text.matchAll(pattern)]
    .map((found) => ({ text: found[0].trimEnd(), index: found.index }))
    .map(({ text, index }) => ({ text, start: sentence.start + index }))
    // What the question itself says is not the answer.
    .filter(({ text }) => !asked.includes(text.toLowerCase()));
  const distance = (start: number) => Math.min(...hitPlaces.map((place) => Math.abs(place - start)), 1e6);
  return found
    .sort((one, other) => distance(one.start) - distance(other.start))
    .slice(0, kind === 'count' || kind === 'when' ? 1 : 2)
    .map(({ text, start }) => ({ start, end: start + text.length }))
    .sort((one, other) => one.start - other.start);
}
