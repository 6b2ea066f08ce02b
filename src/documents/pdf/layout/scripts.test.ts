import { expect, it } from 'vitest';
import { readTiny } from '../../testing/read-tiny-pdf.ts';
import { type TinyText, tinyLetterWidth } from '../../testing/tiny-pdf.ts';

/** A line of which `^{…}` is raised and `_{…}` lowered, letter widths being all the same. */
function scripted(marked: string, y = 700): TinyText[] {
  let x = 50;
  return [...marked.matchAll(/([\^_])\{([^}]*)\}|([^^_]+)/g)].map(([, mark, inner = '', plain = '']) => {
    const size = mark ? 8 : 12;
    const text = mark ? inner : plain;
    const piece = { text, x, y: y + (mark === '^' ? 5 : mark === '_' ? -3 : 0), size };
    x += text.length * size * tinyLetterWidth;
    return piece;
  });
}

it.each([
  ['Адади 2^{10} = 1024 аст', 'Адади 2¹⁰ = 1024 аст'],
  ['Яъне 10^{-3} = 0,001 аст', 'Яъне 10⁻³ = 0,001 аст'],
  ['Яъне 10^{-}^{3} = 0,001 аст', 'Яъне 10⁻³ = 0,001 аст'],
  ['Об H_{2}O ва масоҳат 25 м^{2}, бале', 'Об H₂O ва масоҳат 25 м², бале'],
  ['Нисфи он ^{1}/_{2} аст', 'Нисфи он 1/2 аст'],
  ['Дараҷаи x^{n+m} калон аст', 'Дараҷаи x^(n+m) калон аст'],
])('%s is read as %s', async (marked, expected) => {
  expect((await readTiny({ pages: [scripted(marked)] })).text).toBe(expected);
});

it('finds exponents that are drawn after their line', async () => {
  const [first, script, ...rest] = scripted('Теорема: a^{2} + b = c ва ғайра');
  const lines = [...[first, ...rest], script].filter((line) => line !== undefined);
  expect((await readTiny({ pages: [lines] })).text).toBe('Теорема: a² + b = c ва ғайра');
});

it('writes fractions that are set one above the other on their line', async () => {
  const line = (text: string, x: number, y: number) => ({ text, x, y });
  const pages = [
    [
      line('Муодилаи нав ин аст, ки мо онро дар дарс меомӯзем:', 50, 740),
      line('x =', 50, 700),
      line('a + b', 77, 706),
      line('2', 89, 692),
      line('+ 1 мебошад.', 116, 700),
      line('Матн дар ин ҷо давом меёбад ва ба поён мерасад.', 50, 670),
    ],
  ];
  expect((await readTiny({ pages })).text).toContain('x = (a + b)/2 + 1 мебошад.');
});
