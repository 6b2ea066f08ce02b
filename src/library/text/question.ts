import { normaliseText, restoreLetters, transliterate } from '../../language/index.ts';
import type { QuestionKind } from '../types.ts';
import { isQuestionWord, kindsOf } from './question-kinds.ts';
import { type PlacedWord, placedWords } from './word-forms.ts';

/** A word of a question that is looked for, in every form by which it can be found. */
export interface QuestionTerm {
  readonly surface: string;
  /** Folded forms as they may be in a text. */
  readonly plain: ReadonlySet<string>;
  /** Folded stems, of the word as typed and with its letters restored. */
  readonly stems: ReadonlySet<string>;
  /** Begins with a capital though it is not the first word. */
  readonly isName: boolean;
  readonly isNumber: boolean;
}

/** A question as it is looked for. */
export interface Question {
  readonly asked: string;
  /** In Cyrillic, with Tajik letters. */
  readonly understood: string;
  readonly kinds: readonly QuestionKind[];
  readonly terms: readonly QuestionTerm[];
  /** All words in order. */
  readonly words: readonly PlacedWord[];
}

/** A question is read up to here: nobody asks in more, and a pasted book must not stop the server. */
const longestQuestion = 2_000;
const mostTerms = 32;

/** Brings a question as people type it into the form in which it is looked for. */
export function understandQuestion(asked: string): Question {
  const text = normaliseText(asked.slice(0, longestQuestion)).replaceAll('\n', ' ');
  const cyrillic = toCyrillic(text);
  const understood = restoreLetters(cyrillic).text;
  const folded = placedWords(understood)
    .map(({ plain }) => plain)
    .join(' ');
  const typed = placedWords(cyrillic);
  const restored = placedWords(understood);
  const terms = new Map<string, QuestionTerm>();
  for (const [index, word] of restored.entries()) {
    const other = restored.length === typed.length ? typed[index] : undefined;
    const term = termOf(understood, word, other, index);
    if (term && !terms.has(word.stem) && terms.size < mostTerms) terms.set(word.stem, term);
  }
  return {
    asked: text,
    understood,
    kinds: kindsOf(folded, understood),
    terms: [...terms.values()],
    words: restored,
  };
}

function termOf(
  text: string,
  word: PlacedWord,
  typed: PlacedWord | undefined,
  index: number,
): QuestionTerm | undefined {
  const isAsking = isQuestionWord(word.plain) || (typed !== undefined && isQuestionWord(typed.plain));
  if (isAsking || word.isStopWord) return undefined;
  const surface = text.slice(word.start, word.end);
  const plain = new Set([word.plain]);
  const stems = new Set([word.stem]);
  if (typed) {
    plain.add(typed.plain);
    stems.add(typed.stem);
  }
  return {
    surface,
    plain,
    stems,
    isName: index > 0 && /^\p{Lu}/u.test(surface),
    isNumber: /^\p{N}/u.test(surface),
  };
}

/** Tajik in Cyrillic, whatever script it was typed in; a text of mixed scripts stays. */
function toCyrillic(text: string): string {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const cyrillic = count(/\p{Script=Cyrillic}/gu);
  const latin = count(/\p{Script=Latin}/gu);
  const arabic = count(/\p{Script=Arabic}/gu);
  if (arabic > cyrillic + latin) return transliterate(text, { from: 'Arab', to: 'Cyrl' });
  if (latin > 2 * (cyrillic + arabic) && latin > 3) return transliterate(text, { from: 'Latn', to: 'Cyrl' });
  return text;
}
