import { restoreLetters, unicodeLetters, withCapitalsOf } from '../../language/index.ts';
import { tajikLexicon } from '../../language/lexicon/lexicon.ts';
import { replaceSpans, withoutOverlaps } from '../reading/replace-spans.ts';
import { agreementChanges } from './agreement.ts';
import { joinedWords, markChanges, properNames } from './marks.ts';
import { nearestWord } from './nearest-word.ts';
import type { TextChange } from './text-change.ts';
import { usualSlips } from './usual-slips.ts';

export interface CheckedText {
  readonly corrected: string;
  /** In the order of the text; they do not overlap. */
  readonly changes: readonly TextChange[];
}

/** A word is common from here on: 1 + log2 of its count in the lexicon. */
const commonWeight = 5;

/**
 * Corrects slips where the rules are sure: Tajik letters, words one letter away from a single known word, parts
 * written apart, doubled words, marks, capitals of names, izofat before names, the ending of a verb after its pronoun.
 * What is not sure stays as it is.
 */
export function checkText(text: string): CheckedText {
  const found: TextChange[] = [
    ...joinedWords(text),
    ...agreementChanges(text),
    ...markChanges(text),
    ...properNames(text),
    ...usualSlips(text),
    ...letterChanges(text),
  ];
  const placed = found
    .filter(({ before, after }) => before !== after)
    .map((change) => ({
      change,
      start: change.offset,
      end: change.offset + change.before.length,
      after: change.after,
    }));
  const kept = withoutOverlaps(placed);
  return { corrected: replaceSpans(text, kept), changes: kept.map(({ change }) => change) };
}

const letterReason = 'Ҳарфи тоҷикӣ: ғ, ӣ, қ, ӯ, ҳ, ҷ.';

function letterChanges(text: string): TextChange[] {
  const lexicon = tajikLexicon();
  const restored = new Map(
    restoreLetters(text).changes.map(({ offset, before, after }) => [offset, { before, after }]),
  );
  return [...text.matchAll(/[\p{L}\p{M}\u00AD]+(?:-[\p{L}\p{M}]+)*/gu)].flatMap(
    ({ 0: written, index }): TextChange[] => {
      const make = (after: string, kind: TextChange['kind'], reason: string): TextChange[] =>
        after === written ? [] : [{ offset: index, before: written, after, kind, reason }];
      if (!/^[\p{Script=Cyrillic}\u00AD-]+$/u.test(written)) return [];
      const glyphs = withoutOldGlyphs(written);
      if (glyphs !== written) return make(glyphs, 'letter', 'Ҳарф аз шрифти кӯҳна ё аломати ноаён.');
      const fromLine = restored.get(index);
      if (fromLine?.before === written) return make(fromLine.after, 'letter', letterReason);
      const word = written.toLowerCase();
      if (word.length < 3 || word.includes('-') || lexicon.weight(word) > 0) return [];
      const best = lexicon.bestForm(word);
      if (
        best !== undefined &&
        best !== word &&
        lexicon.weight(best) >= commonWeight &&
        !isDoubtfulI(word, best) &&
        !isDoubtfulName(written, index, best)
      )
        return make(withCapitalsOf(written, best), 'letter', letterReason);
      // A name that is not known is no slip.
      if (/^\p{Lu}/u.test(written)) return [];
      const near = nearestWord(word, lexicon);
      return near === undefined
        ? []
        : make(near, 'spelling', `Дар луғат «${word}» нест; наздиктарин калима «${near}» аст.`);
    },
  );
}

/** Letters of legacy fonts that stand for Tajik ones; hyphens that nobody sees go. */
function withoutOldGlyphs(word: string): string {
  return word.replace(/./gu, (letter) => (letter === '\u00AD' ? '' : (unicodeLetters[letter] ?? letter)));
}

/** -и and -ӣ at the end differ in grammar, not in spelling: «дӯсти ман», «дӯстӣ». */
function isDoubtfulI(word: string, best: string): boolean {
  return word.slice(0, -1) === best.slice(0, -1) && /[иӣ]$/u.test(word);
}

/** A name that is not known (Тусӣ, Барҳак) keeps its letters; one that begins a sentence may be a word. */
function isDoubtfulName(written: string, index: number, best: string): boolean {
  if (!/^\p{Lu}/u.test(written))
    return /[ғӣқӯҳҷ]/iu.test(written) && /[и]$/u.test(best) && written.endsWith('ӣ');
  return index > 0 || best.length < 4 || /[ғӣқӯҳҷ]/u.test(written);
}
