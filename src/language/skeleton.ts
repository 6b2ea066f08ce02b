/**
 * Tajik letters as codes without what tells the six special letters from their plain forms: text in
 * Unicode, in an old Tajik font and typed without Tajik letters all give the same codes.
 */
const plainForms: Readonly<Record<string, string>> = {
  ғ: 'г',
  ӣ: 'и',
  қ: 'к',
  ӯ: 'у',
  ҳ: 'х',
  ҷ: 'ч',
  ѓ: 'г',
  ї: 'и',
  ќ: 'к',
  ў: 'у',
  њ: 'х',
  љ: 'ч',
  ѐ: 'е',
  ѝ: 'и',
};

/** Code of everything that is not a letter of a Cyrillic word. */
export const outside = 0;

const firstLetter = 0x400;
const letterCount = 0x130;
const codes = makeCodes();

/** The code of a UTF-16 unit: 0 for what is not a Cyrillic letter, else the same for both cases. */
export function skeletonCode(unit: number): number {
  const index = unit - firstLetter;
  return index >= 0 && index < letterCount ? (codes[index] ?? outside) : outside;
}

function makeCodes(): Uint8Array {
  const table = new Uint8Array(letterCount);
  const known = new Map<string, number>();
  for (let index = 0; index < letterCount; index += 1) {
    const letter = String.fromCharCode(firstLetter + index).toLowerCase();
    if (!/^\p{L}$/u.test(letter)) continue;
    const plain = plainForms[letter] ?? letter;
    const code = known.get(plain) ?? known.size + 1;
    known.set(plain, code);
    table[index] = code;
  }
  return table;
}

/** A lower-case word with the special letters, and those of the old fonts, as plain ones. */
export function plainTajik(word: string): string {
  return word.replace(/[ғӣқӯҳҷѓїќўњљѐѝ]/g, (letter) => plainForms[letter] ?? letter);
}
