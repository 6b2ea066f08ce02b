const signs = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const;
const wellFormed = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/;
const cyrillic: Readonly<Record<string, string>> = { Х: 'X', М: 'M', С: 'C', І: 'I', Ӏ: 'I', В: 'V', Л: 'L' };

export const largestRoman = 3999;

/** 2024 → MMXXIV, with the value of each sign: M = 1000 … */
export function toRoman(value: number): { text: string; steps: string[] } {
  let rest = value;
  let text = '';
  const steps: string[] = [];
  for (const [worth, sign] of signs) {
    while (rest >= worth) {
      rest -= worth;
      text += sign;
      steps.push(`${sign} = ${worth}`);
    }
  }
  return { text, steps };
}

/** XIX → 19; typed with Cyrillic Х, М, С too. Undefined where the word is no Roman number in its right form. */
export function fromRoman(word: string): number | undefined {
  const text = [...word].map((letter) => cyrillic[letter] ?? letter).join('');
  if (text === '' || !wellFormed.test(text)) return undefined;
  let value = 0;
  let rest = text;
  for (const [worth, sign] of signs) {
    while (rest.startsWith(sign)) {
      value += worth;
      rest = rest.slice(sign.length);
    }
  }
  return value;
}
