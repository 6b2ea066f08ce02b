// Latin, or the Cyrillic letters that look like them.
const roman = /(?<!\p{L})[IVXLІХ]{1,6}(?!\p{L})/gu;
const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50 };

/** A text with its Roman numerals up to 89 in digits: асри IX → асри 9. A lone letter that is no numeral there stays. */
export function romanNumerals(text: string): string {
  return text.replace(roman, (found) => {
    const letters = found.replace(/І/g, 'I').replace(/Х/g, 'X');
    if (!/^L?X{0,3}(?:IX|IV|V?I{0,3})$|^XL(?:IX|IV|V?I{0,3})$/.test(letters)) return found;
    let sum = 0;
    for (const [index, letter] of [...letters].entries()) {
      const value = values[letter] ?? 0;
      sum += value < (values[letters[index + 1] ?? ''] ?? 0) ? -value : value;
    }
    return String(sum);
  });
}
