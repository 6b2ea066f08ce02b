import { BadInputError } from '../../core/errors.ts';
import { fromLatinByRule, type LatinSystem, toLatin } from './latin-script.ts';
import { toPersianScript, toTajikFromPersian } from './persian-script.ts';
import { typedLatinToTajik } from './typed-latin.ts';

/** ISO 15924 codes of the scripts that Tajik is written in. */
export const scripts = ['Cyrl', 'Arab', 'Latn'] as const;

export type Script = (typeof scripts)[number];

export interface TransliterationOptions {
  readonly from: Script;
  readonly to: Script;
  /** How Latin letters are used; `chat` is what people type. */
  readonly latin?: LatinSystem;
}

/**
 * Writes Tajik in another script, line by line or a whole text at once. Between Persian script and Cyrillic
 * words are found in a lexicon, spelt letter by letter where it has none, and chosen by their neighbours (ezafe,
 * homographs); Latin goes through Cyrillic.
 * @throws BadInputError when both scripts are the same.
 */
export function transliterate(text: string, { from, to, latin = 'chat' }: TransliterationOptions): string {
  if (from === to) {
    throw new BadInputError({
      message: `Both scripts are ${from}.`,
      remedy: `Choose two of ${scripts.join(', ')}.`,
    });
  }
  const cyrillic =
    from === 'Arab' ? toTajikFromPersian(text) : from === 'Latn' ? fromLatin(text, latin) : text;
  return to === 'Arab' ? toPersianScript(cyrillic) : to === 'Latn' ? toLatin(cyrillic, latin) : cyrillic;
}

function fromLatin(text: string, system: LatinSystem): string {
  return system === 'chat' ? typedLatinToTajik(text) : fromLatinByRule(text, system);
}
