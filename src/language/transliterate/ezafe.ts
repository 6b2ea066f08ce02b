/**
 * The word with the ezafe that joins it to its attribute: китоб → китоби, тоҷикӣ → тоҷикии.
 * A joined word (`+ро`) keeps its mark.
 */
export function addEzafe(word: string): string {
  return word.endsWith('ӣ') ? `${word.slice(0, -1)}ии` : `${word}и`;
}

/** The word without its ezafe; a word that does not show one is returned as it is. */
export function removeEzafe(word: string): string {
  if (word.length <= 3 || !word.endsWith('и')) return word;
  return word.endsWith('ии') ? `${word.slice(0, -2)}ӣ` : word.slice(0, -1);
}
