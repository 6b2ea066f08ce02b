/** The alphabet in its official order (1998); ц, щ, ы, ь stand where foreign names need them. */
const alphabet = 'абвгғдеёжзиӣйкқлмнопрстуӯфхҳцчҷшщъыьэюя';

const weights = new Map([...alphabet].map((letter, index) => [letter, String.fromCharCode(0xe000 + index)]));

/**
 * Compares two texts by the Tajik alphabet, for `sort`. ICU has no rules for `tg`: it takes ё, ӣ and ӯ as
 * accented е, и and у, so that words with and without them mix. Case and punctuation decide only between equals.
 */
export function compareTajik(one: string, other: string): number {
  const [left, right] = [sortKey(one), sortKey(other)];
  if (left !== right) return left < right ? -1 : 1;
  const [plain, otherPlain] = [one.normalize('NFC'), other.normalize('NFC')];
  const [lower, otherLower] = [plain.toLowerCase(), otherPlain.toLowerCase()];
  if (lower !== otherLower) return lower < otherLower ? -1 : 1;
  // Small letters come before capitals, as in dictionaries.
  return plain === otherPlain ? 0 : plain > otherPlain ? -1 : 1;
}

/** A string whose code-unit order is the order of the Tajik alphabet; keep it where a list is sorted often. */
export function sortKey(text: string): string {
  let key = '';
  for (const character of text.normalize('NFC').toLowerCase()) {
    const weight = weights.get(character);
    if (weight) key += weight;
    else if (/\s/.test(character)) key += ' ';
    else if (/[\p{L}\p{N}]/u.test(character)) key += character.normalize('NFD').replace(/\p{M}/gu, '');
  }
  return key;
}
