import { identifyLanguage, restoreLetters, transliterate } from '../../language/index.ts';
import type { AnswerScript } from '../contract/people.ts';

/** What somebody probably meant; shown beside what was typed, and taken only when the person says so. */
export interface Meaning {
  /** `letters`: typed without ғ ӣ қ ӯ ҳ ҷ; `latin`, `persian`: typed in that script. */
  readonly kind: 'letters' | 'latin' | 'persian';
  readonly original: string;
  readonly meant: string;
  /** The script that was typed: answers can be given in it. */
  readonly script: AnswerScript;
}

const arabicLetter = /\p{Script=Arabic}/gu;
const latinLetter = /\p{Script=Latin}/gu;
const cyrillicLetter = /\p{Script=Cyrillic}/gu;
/** One short word decides little: so sure must the identification be for it, and for a sentence. */
const shortLetters = 6;
const shortProbability = 0.9;

/** Reads a question as Tajik that was typed some other way; undefined when it stands as it was typed. */
export function findMeaning(text: string): Meaning | undefined {
  const latin = text.match(latinLetter)?.length ?? 0;
  const arabic = text.match(arabicLetter)?.length ?? 0;
  const cyrillic = text.match(cyrillicLetter)?.length ?? 0;
  if (arabic > latin + cyrillic) return meaning('persian', text, 'Arab', fromScript(text, 'Arab'));
  if (latin > arabic + cyrillic) {
    if (!isLatinTajik(text)) return undefined;
    return meaning('latin', text, 'Latn', fromScript(text, 'Latn'));
  }
  return meaning('letters', text, 'Cyrl', restoreLetters(text).text);
}

function meaning(
  kind: Meaning['kind'],
  original: string,
  script: AnswerScript,
  meant: string,
): Meaning | undefined {
  return meant === original ? undefined : { kind, original, meant, script };
}

function fromScript(text: string, from: 'Arab' | 'Latn'): string {
  return transliterate(text, { from, to: 'Cyrl' });
}

/** English, Uzbek, code and formulas are written in Latin letters too. */
function isLatinTajik(text: string): boolean {
  const { language, letters, probability } = identifyLanguage(text, { minimumLetters: 2 });
  return language === 'tgk_Latn' && (letters >= shortLetters || probability >= shortProbability);
}
