import { identifyLanguage, type Restoration, restoreLetters, transliterate } from '../../language/index.ts';
import type { AnswerScript } from '../contract/people.ts';

/** What somebody probably meant by what they typed. */
export interface Meaning {
  /** `letters`: typed without ғ ӣ қ ӯ ҳ ҷ; `latin`, `persian`: typed in that script. */
  readonly kind: 'letters' | 'latin' | 'persian';
  readonly original: string;
  readonly meant: string;
  /** The script that was typed: answers can be given in it. */
  readonly script: AnswerScript;
  /** Sent without asking, with a way to undo it; otherwise the person is asked first. */
  readonly sure: boolean;
}

const arabicLetter = /\p{Script=Arabic}/gu;
const latinLetter = /\p{Script=Latin}/gu;
const cyrillicLetter = /\p{Script=Cyrillic}/gu;
/** One short word decides little: so sure must the identification be for it, and for a sentence. */
const shortLetters = 6;
const shortProbability = 0.9;
/**
 * A line is sent without asking when every restored word is at least so sure. A last и for ӣ seldom changes what is
 * asked, so less will do. Chosen on half of the lessons, measured on the other (`npm run bench -- meaning`).
 */
const sureWord = 0.65;
const sureLastI = 0.55;
/** In a long text one unsure word in so many restored ones does not hide what is asked; not tuned. */
const changesAnUnsureWord = 12;

/**
 * Reads a question as Tajik that was typed some other way; undefined when it stands as it was typed.
 * `script` is the one in which the person wants answers: who has chosen a script is not asked about it.
 */
export function findMeaning(text: string, script: AnswerScript = 'Cyrl'): Meaning | undefined {
  const latin = text.match(latinLetter)?.length ?? 0;
  const arabic = text.match(arabicLetter)?.length ?? 0;
  const cyrillic = text.match(cyrillicLetter)?.length ?? 0;
  if (arabic > latin + cyrillic) {
    const meant = transliterate(text, { from: 'Arab', to: 'Cyrl' });
    return meaning({ kind: 'persian', original: text, meant, script: 'Arab', sure: script === 'Arab' });
  }
  if (latin > arabic + cyrillic) {
    if (!isLatinTajik(text)) return undefined;
    const meant = transliterate(text, { from: 'Latn', to: 'Cyrl' });
    return meaning({ kind: 'latin', original: text, meant, script: 'Latn', sure: script === 'Latn' });
  }
  const restoration = restoreLetters(text);
  return meaning({
    kind: 'letters',
    original: text,
    meant: restoration.text,
    script: 'Cyrl',
    sure: isSure(restoration),
  });
}

function meaning(found: Meaning): Meaning | undefined {
  return found.meant === found.original ? undefined : found;
}

function isSure({ changes }: Restoration): boolean {
  const unsure = changes.filter(({ before, after, confidence }) => {
    const isLastI = before.slice(0, -1) === after.slice(0, -1) && /и$/iu.test(before);
    return confidence < (isLastI ? sureLastI : sureWord);
  });
  return unsure.length <= changes.length / changesAnUnsureWord;
}

/** English, Uzbek, code and formulas are written in Latin letters too. */
function isLatinTajik(text: string): boolean {
  const { language, letters, probability } = identifyLanguage(text, { minimumLetters: 2 });
  return language === 'tgk_Latn' && (letters >= shortLetters || probability >= shortProbability);
}
