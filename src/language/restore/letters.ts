/** The six letters that Tajik has beside the Russian alphabet, and the letters typed for them. */
export const specialOf: Readonly<Record<string, string>> = {
  г: 'ғ',
  и: 'ӣ',
  к: 'қ',
  у: 'ӯ',
  х: 'ҳ',
  ч: 'ҷ',
  Г: 'Ғ',
  И: 'Ӣ',
  К: 'Қ',
  У: 'Ӯ',
  Х: 'Ҳ',
  Ч: 'Ҷ',
};

const plainOf = new Map(Object.entries(specialOf).map(([plain, special]) => [special, plain]));

/** A text as it is typed on a keyboard without the Tajik letters: each becomes the one it looks like. */
export function withoutTajikLetters(text: string): string {
  return text.replace(/[ғӣқӯҳҷҒӢҚӮҲҶ]/g, (letter) => plainOf.get(letter) ?? letter);
}

/** Whether a UTF-16 unit is г, и, к, у, х or ч: 1 to 6 in this order, either case; 0 for other units. */
export const plainIndex = new Uint8Array(0x500);
/** The special letter for each plain one, as UTF-16 units. */
export const specialUnit = new Uint16Array(0x500);
/** 1 to 6 for ғ, ӣ, қ, ӯ, ҳ, ҷ, either case; 0 for other units. */
export const specialIndex = new Uint8Array(0x500);

for (const [index, [plain, special]] of Object.entries(specialOf).entries()) {
  plainIndex[plain.charCodeAt(0)] = (index % 6) + 1;
  specialUnit[plain.charCodeAt(0)] = special.charCodeAt(0);
  specialIndex[special.charCodeAt(0)] = (index % 6) + 1;
}
