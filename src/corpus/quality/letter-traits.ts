/** What a letter is; a letter can be several things. */
export const letterTrait = { capital: 1, latin: 2, vowel: 4, russian: 8 } as const;

const traitsOf = new Uint8Array(0x10000);
for (let unit = 0; unit < 0x600; unit += 1) {
  const character = String.fromCharCode(unit);
  const lower = character.toLowerCase();
  let traits = 0;
  if (lower !== character) traits |= letterTrait.capital;
  if (/[a-z]/.test(lower)) traits |= letterTrait.latin;
  if (/[аеёиӣоуӯэюяыaeiouy]/.test(lower)) traits |= letterTrait.vowel;
  if (/[ыщь]/.test(lower)) traits |= letterTrait.russian;
  traitsOf[unit] = traits;
}

/** The traits of a word: of any letter, of the first, and how many are capital or Russian only (ы щ ь). */
export interface WordTraits {
  readonly all: number;
  readonly first: number;
  readonly capitals: number;
  readonly russianLetters: number;
}

/** Looks at the letters of a word once. */
export function measureWord(text: string, start: number, end: number): WordTraits {
  let all = 0;
  let capitals = 0;
  let russianLetters = 0;
  for (let index = start; index < end; index += 1) {
    const traits = traitsOf[text.charCodeAt(index)] ?? 0;
    all |= traits;
    capitals += traits & letterTrait.capital;
    russianLetters += (traits & letterTrait.russian) >> 3;
  }
  return { all, first: traitsOf[text.charCodeAt(start)] ?? 0, capitals, russianLetters };
}
