const wordPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[-’'ʼ][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

/** The words of a text in order: letters and digits, inner hyphens and apostrophes kept. */
export function splitWords(text: string): string[] {
  return text.match(wordPattern) ?? [];
}

// A full stop after these does not end a sentence: ниг. (see), маҷ. (figuratively), ва ғ. (etc.), years, places.
const abbreviations = new Set([
  'ниг',
  'маҷ',
  'кит',
  'муқ',
  'мас',
  'с',
  'ш',
  'н',
  'г',
  'в',
  'д',
  'саҳ',
  'тақр',
]);

/**
 * The sentences of a text in order, trimmed. A sentence ends at `.`, `!`, `?` or `…` before a space
 * and a capital, digit or quotation mark, and at every line end; initials (А. Лоҳутӣ) and the usual
 * abbreviations of Tajik dictionaries do not end one.
 */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  for (const line of text.split(/\n+/)) {
    let start = 0;
    for (const match of line.matchAll(/[.!?…]+[»”")\]]*\s+(?=[«“"(—–-]?\s*[\p{Lu}\p{N}])/gu)) {
      const word = line.slice(start, match.index).match(/[\p{L}\p{M}]+$/u)?.[0] ?? '';
      const isInitial = /^\p{Lu}$/u.test(word);
      if (match[0].startsWith('.') && (isInitial || abbreviations.has(word))) continue;
      const end = match.index + match[0].length;
      sentences.push(line.slice(start, end).trim());
      start = end;
    }
    const rest = line.slice(start).trim();
    if (rest !== '') sentences.push(rest);
  }
  return sentences;
}
