const latin: readonly (readonly [RegExp, string])[] = [
  [/sh/g, 'ш'],
  [/ch/g, 'ч'],
  [/kh/g, 'х'],
  [/gh/g, 'г'],
  [/zh/g, 'ж'],
  [/ts/g, 'тс'],
  [/yo/g, 'е'],
  [/yu/g, 'ю'],
  [/ya/g, 'я'],
  [/ye/g, 'е'],
];
const letters: Readonly<Record<string, string>> = {
  ғ: 'г',
  ӣ: 'и',
  қ: 'к',
  ӯ: 'у',
  ҳ: 'х',
  ҷ: 'ч',
  ё: 'е',
  э: 'е',
  й: 'и',
  ы: 'и',
  ц: 'тс',
  щ: 'ш',
  ъ: '',
  ь: '',
  ѓ: 'г',
  ї: 'и',
  ќ: 'к',
  ў: 'у',
  њ: 'х',
  љ: 'ч',
  һ: 'х',
  ҝ: 'к',
  ұ: 'у',
  ү: 'у',
  a: 'а',
  b: 'б',
  c: 'с',
  d: 'д',
  e: 'е',
  f: 'ф',
  g: 'г',
  h: 'х',
  i: 'и',
  j: 'ч',
  k: 'к',
  l: 'л',
  m: 'м',
  n: 'н',
  o: 'о',
  p: 'п',
  q: 'к',
  r: 'р',
  s: 'с',
  t: 'т',
  u: 'у',
  v: 'в',
  w: 'в',
  x: 'х',
  y: 'и',
  z: 'з',
  ī: 'и',
  ū: 'у',
  ğ: 'г',
  ş: 'ш',
  ç: 'ч',
};

/**
 * A word by what pupils keep of it: lower case, Cyrillic, without the six Tajik letters, ъ and ь; е for ё and э,
 * и for й. ҷамъ, чамъ, чам and jam' all give чам. Words of patterns are folded in the same way.
 */
export function foldWord(word: string): string {
  let text = word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’'ʼ`‘´]/g, '');
  if (/[a-z]/.test(text)) for (const [pattern, written] of latin) text = text.replace(pattern, written);
  return text
    .replace(/(?<=м)2$/, '²')
    .replace(/(?<=м)3$/, '³')
    .replace(/дж/g, 'ч')
    .replace(/\p{L}/gu, (letter) => letters[letter] ?? letter);
}
