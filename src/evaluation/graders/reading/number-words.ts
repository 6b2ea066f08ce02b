import { readNumbersInText, restoreNumerals } from '../../../language/index.ts';

/** A text whose numbers in Tajik words are in digits, ordinals with an ezafe too: нуҳуми сентябр → 9-ум сентябр. */
export function numbersInDigits(text: string): string {
  return readNumbersInText(restoreNumerals(text).replace(/(?<=\p{L}[ую]м)и(?!\p{L})/gu, ''));
}
