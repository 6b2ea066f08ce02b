/** What a question asks for; in Tajik the word stands where the answer stood. */
export type QuestionKind = 'чанд' | 'кай' | 'куҷо' | 'кӣ' | 'кадом' | 'чӣ' | 'чаро' | 'чист';

/** A question made from a sentence, and the part of that sentence which answers it. */
export interface InSituQuestion {
  readonly kind: QuestionKind;
  readonly question: string;
  /** The words of the sentence that answer: `sentence.slice(start, end)`. */
  readonly answer: string;
  readonly start: number;
  readonly end: number;
}

/** A rule's find: the characters from `start` to `end` give way to the question word. */
export interface Replacement {
  readonly kind: QuestionKind;
  readonly start: number;
  readonly end: number;
  /** What is in the question instead. */
  readonly asked: string;
  /** The answer, where it is more or less than what gives way. */
  readonly answerStart?: number;
  readonly answerEnd?: number;
}

/** Puts the question word where the answer stood, capitalises the beginning, ends with a question mark. */
export function askInPlace(sentence: string, found: Replacement): InSituQuestion {
  const { kind, start, end, asked, answerStart = start, answerEnd = end } = found;
  const rest = sentence.slice(end);
  const body = `${sentence.slice(0, start)}${asked}${rest.slice(0, ownClauseLength(rest))}`
    .replace(/\s+/gu, ' ')
    .replace(/[.!…]+$/u, '')
    .trim();
  const question = `${body.slice(0, 1).toUpperCase()}${body.slice(1)}?`;
  return {
    kind,
    question,
    answer: sentence.slice(answerStart, answerEnd),
    start: answerStart,
    end: answerEnd,
  };
}

const finiteVerb =
  /(?<![\p{L}\p{M}])(?:аст|нест|буд|шуд|кард|дорад|доштанд|дошт|гардид|гирифт|овард|омад|рафт|дод|монд|ёфт|сохт|навишт|гузошт|н?а?ме\p{L}+(?:ад|анд)|\p{L}+(?:уданд|иданд|данд|танд|кардааст|шудааст))$/u;

/**
 * How much of what follows the asked part belongs to its own clause: a second statement («… шуд ва … рафт») is no
 * part of the question. It begins after «ва», «, яъне», «, вале», «, зеро» where a finite verb has ended the first.
 */
function ownClauseLength(rest: string): number {
  for (const match of rest.matchAll(/,?\s(?:ва|яъне|вале|аммо|лекин|зеро|чунки)\s|,\s(?=ки\s)/gu)) {
    if (finiteVerb.test(rest.slice(0, match.index))) return match.index;
  }
  return rest.length;
}
