/**
 * Character trigrams of the words of a text: lower case, letters only, each word between `_` marks
 * (`ва` gives `_ва`, `ва_`).
 */
export function* trigramsOf(text: string): Generator<string> {
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{M}]+/gu)) {
    const marked = `_${word}_`;
    for (let index = 0; index + 3 <= marked.length; index += 1) yield marked.slice(index, index + 3);
  }
}
