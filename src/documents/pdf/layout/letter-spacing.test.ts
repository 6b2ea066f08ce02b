import { expect, it } from 'vitest';
import { readTiny } from '../../testing/read-tiny-pdf.ts';
import { withoutLetterSpacing } from './letter-spacing.ts';

it.each([
  ['М У Қ А Д Д И М А', 'МУҚАДДИМА'],
  ['Д и қ қ а т  д и ҳ е д : ин муҳим аст', 'Диққат диҳед: ин муҳим аст'],
  ['Ҳ а л . Аз формулаи', 'Ҳал. Аз формулаи'],
  ['А Б В Г Ғ Д Е', 'А Б В Г Ғ Д Е'],
  ['дар ин ҷо у ба мо гуфт', 'дар ин ҷо у ба мо гуфт'],
  ['x y z', 'x y z'],
  ['ту ва у ё о ба ин', 'ту ва у ё о ба ин'],
])('%s is read as %s', (text, expected) => {
  expect(withoutLetterSpacing(text)).toBe(expected);
});

it.each([3, 6, 9])('letters drawn one by one, %i points apart, are words', async (apart) => {
  let x = 50;
  const lines = [...'ҚОИДАИ НАВ'].flatMap((text) => {
    const at = x;
    x += 6 + apart;
    return text === ' ' ? [] : [{ text, x: at, y: 700 }];
  });
  expect((await readTiny({ pages: [lines] })).text).toBe('ҚОИДАИ НАВ');
});
