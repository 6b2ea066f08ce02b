import { plainTajik } from '../skeleton.ts';
import { numerals } from './numerals.ts';

const { units, tens, hundreds, scales, variants } = numerals;
/** Numerals that have a Tajik letter, the longest first, by what is typed without it. */
const typed = [...units, ...tens, ...hundreds, ...scales, ...Object.keys(variants)]
  .filter((word) => plainTajik(word) !== word)
  .map((word) => ({ word, plain: plainTajik(word) }))
  .sort((one, other) => other.plain.length - one.plain.length);

/**
 * A text whose numerals have their Tajik letters, also where they were typed without them: хафтоду панч →
 * ҳафтоду панҷ. Only for text that is known to hold a number: «си» is not always thirty.
 */
export function restoreNumerals(text: string): string {
  return text.replace(/\p{L}+/gu, (found) => {
    const plain = plainTajik(found.toLowerCase());
    for (const { word, plain: start } of typed) {
      const ending = plain.startsWith(start) ? plain.slice(start.length) : undefined;
      if (ending === undefined || !/^(?:|у|ю|ву|ум|юм|уми|юми)$/.test(ending)) continue;
      // сию (thirty and) is written without its ӣ.
      return word.endsWith('ӣ') && /^ю/.test(ending) ? `${word.slice(0, -1)}и${ending}` : word + ending;
    }
    return found;
  });
}
