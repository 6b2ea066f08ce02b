import type { Script } from './labels.ts';

/** Kinds of UTF-16 units. Letters of a script have its place in `scripts` plus 1. */
export const kinds = {
  separator: 0,
  Cyrl: 1,
  Latn: 2,
  Arab: 3,
  otherLetter: 4,
  ignored: 5,
  apostrophe: 6,
} as const;

/** What the identifier needs to know of each UTF-16 unit. */
export interface CharacterTables {
  /** A value of `kinds` for each unit. */
  readonly kind: Uint8Array;
  /** The unit that stands for it: lower case, one apostrophe, one form of each Arabic letter. */
  readonly folded: Uint16Array;
}

const patterns: Readonly<Record<Script, RegExp>> = {
  Cyrl: /\p{Script=Cyrillic}/u,
  Latn: /\p{Script=Latin}/u,
  Arab: /\p{Script=Arabic}/u,
};
const joiner = 0x200c;
// Apostrophes between letters are letters of Uzbek and Ukrainian: oʻ, о‘, п'ять.
const apostrophes = "'`´ʹʻʼʽˈ‘’";
// Marks and format characters: soft hyphens, joiners, directions.
const invisible = /[\p{M}\p{Cf}]/u;
// Presentation forms beyond NFKC's reach are rare; these pairs are the same letter on two keyboards.
const sameLetter: Readonly<Record<string, string>> = { ي: 'ی', ى: 'ی', ك: 'ک' };

let tables: CharacterTables | undefined;

/** The tables, made at the first call. */
export function characterTables(): CharacterTables {
  tables ??= makeTables();
  return tables;
}

function makeTables(): CharacterTables {
  const kind = new Uint8Array(0x10000);
  const folded = new Uint16Array(0x10000);
  for (let unit = 0; unit < 0x10000; unit += 1) {
    folded[unit] = unit;
    // Halves of surrogate pairs: letters of scripts that have no model, and emoji. Neither is counted.
    if (unit >= 0xd800 && unit <= 0xdfff) continue;
    const character = String.fromCharCode(unit);
    kind[unit] = kindOf(character);
    if (kind[unit] === kinds.apostrophe) folded[unit] = 0x27;
    else if (kind[unit] !== kinds.otherLetter && kind[unit] !== kinds.separator)
      folded[unit] = foldedUnit(character);
  }
  kind[joiner] = kinds.Arab;
  return { kind, folded };
}

function kindOf(character: string): number {
  if (apostrophes.includes(character)) return kinds.apostrophe;
  if (!/\p{L}/u.test(character)) return invisible.test(character) ? kinds.ignored : kinds.separator;
  if (patterns.Cyrl.test(character)) return kinds.Cyrl;
  if (patterns.Latn.test(character)) return kinds.Latn;
  if (patterns.Arab.test(character)) return kinds.Arab;
  return kinds.otherLetter;
}

function foldedUnit(character: string): number {
  const lower = character.normalize('NFKC').toLowerCase();
  const same = sameLetter[lower] ?? lower;
  // İ becomes i and a mark; ligatures become two letters: the first stands for them.
  return same.charCodeAt(0);
}
