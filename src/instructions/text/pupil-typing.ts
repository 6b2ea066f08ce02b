import type { Random } from '../random.ts';

/** Letters that a Russian keyboard has not, and what pupils type for them. */
const plainLetters: Readonly<Record<string, readonly string[]>> = {
  ӣ: ['и', 'и', 'й'],
  ӯ: ['у'],
  ҳ: ['х'],
  қ: ['к'],
  ғ: ['г'],
  ҷ: ['ч', 'ч', 'дж'],
};

/**
 * A text as pupils type it: without the Tajik letters, mostly in lower case and without the last mark.
 * What is in `{braces}` stays.
 */
export function typeAsPupil(text: string, random: Random): string {
  const isLower = random.chance(0.8);
  const letters = Object.fromEntries(
    Object.entries(plainLetters).map(([letter, typed]) => [letter, random.pick(typed)]),
  );
  const typed = text.replace(/\{[^}]*\}|[^{]+/g, (part) => {
    if (part.startsWith('{')) return part;
    const plain = part.replace(/[ӣӯҳқғҷ]/giu, (letter) => {
      const small = letters[letter.toLowerCase()] ?? letter;
      return letter === letter.toLowerCase() ? small : small.toUpperCase();
    });
    return isLower ? plain.toLowerCase() : plain;
  });
  return random.chance(0.7) ? typed.replace(/[.!]$/, '').replace(/[«»]/g, '') : typed;
}
