const vowels = /[аоуэиӣӯеёюяы]/iu;
const cyrillic = /^\p{Script=Cyrillic}+$/u;

/**
 * The syllables of a Tajik word: ки-тоб, дӯст-дор, сан-ъат, да-рё. Each holds one vowel; of the consonants
 * between two vowels the last begins the second syllable. A word in another script, or without a vowel,
 * is one piece; the parts of a hyphenated word are divided each for itself.
 */
export function splitSyllables(word: string): string[] {
  return word.split('-').flatMap((part) => (cyrillic.test(part) ? divide(part) : part === '' ? [] : [part]));
}

function divide(word: string): string[] {
  const places: number[] = [];
  for (let index = 0; index < word.length; index += 1)
    if (vowels.test(word.charAt(index))) places.push(index);
  const pieces: string[] = [];
  let start = 0;
  for (const [index, place] of places.entries()) {
    const next = places[index + 1];
    if (next === undefined) break;
    let cut = next - 1 > place ? next - 1 : next;
    // The soft sign belongs to the consonant before it.
    if (/ь/iu.test(word.charAt(cut))) cut += cut + 1 < next ? 1 : 0;
    pieces.push(word.slice(start, cut));
    start = cut;
  }
  pieces.push(word.slice(start));
  return pieces;
}
