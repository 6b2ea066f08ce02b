// Whether a Tajik and a Persian sentence are the same text, by their consonants alone: some pairs of
// ParsText and ParsTranslit are paraphrases or lack a half.
import { editDistance } from './measure.ts';
import type { Pair } from './pairs.ts';

const consonants: Readonly<Record<string, string>> = {
  ب: 'б',
  پ: 'п',
  ت: 'т',
  ط: 'т',
  ث: 'с',
  س: 'с',
  ص: 'с',
  ج: 'ҷ',
  چ: 'ч',
  خ: 'х',
  د: 'д',
  ذ: 'з',
  ز: 'з',
  ض: 'з',
  ظ: 'з',
  ر: 'р',
  ژ: 'ж',
  ش: 'ш',
  غ: 'ғ',
  ف: 'ф',
  ق: 'қ',
  ک: 'к',
  گ: 'г',
  ل: 'л',
  م: 'м',
  ن: 'н',
};
const kept = new Set(Object.values(consonants));

/** At most a quarter of the consonants differ; и, у, ҳ, ъ and doubled letters, which the scripts treat apart, do not count. */
export function isSameText({ tajik, persian }: Pair): boolean {
  const ofTajik = [...tajik]
    .filter((letter) => kept.has(letter))
    .join('')
    .replace(/(.)\1/gu, '$1');
  const ofPersian = [...persian]
    .map((letter) => consonants[letter] ?? '')
    .join('')
    .replace(/(.)\1/gu, '$1');
  return editDistance(ofTajik, ofPersian) <= 0.25 * Math.max(ofTajik.length, 4);
}
