import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../clean/edits.ts';
import { hasLuhnDigit, isIban } from './checksums.ts';
import { findPersonalData, maskPersonalData } from './mask-personal-data.ts';
import { personalDataTypes, personalDataWords } from './personal-data-words.ts';

const all = new Set(personalDataTypes);
const mask = (text: string) => applyEdits(text, [], maskPersonalData(text, all).edits).text;

describe('what is masked', () => {
  it.each([
    ['Занг занед: +992 93 500 12 34.', 'Занг занед: [рақами телефон].'],
    [
      'Тел.: 222-14-66, 221-05-13; факс 227 11 40',
      'Тел.: [рақами телефон], [рақами телефон]; факс [рақами телефон]',
    ],
    [
      '«телефуни боварӣ» (+992 37- 221-69-17) аз рӯзи 7-ум',
      '«телефуни боварӣ» ([рақами телефон]) аз рӯзи 7-ум',
    ],
    ['рақами ман 918123456 аст', 'рақами ман 918123456 аст'],
    ['рақами 918 12 34 56 аст', 'рақами [рақами телефон] аст'],
    ['Хатлон, (3222) 2-45-67', 'Хатлон, [рақами телефон]'],
    ['Тел: +992 446000190/92/94\nФакс', 'Тел: [рақами телефон]\nФакс'],
    ['WhatsApp 00992935001234', 'WhatsApp [рақами телефон]'],
    ['Нависед ба karim.rahimov@mail.tj!', 'Нависед ба [почтаи электронӣ]!'],
    ['Сервер 91.218.17.4 кор намекунад', 'Сервер [нишонаи IP] кор намекунад'],
    ['734025, ш. Душанбе, хиёбони Рӯдакӣ, 36.', '[суроға].'],
    ['дар кӯчаи Садриддин Айнӣ, хонаи №14, ҳуҷраи 7 зиндагӣ мекунад', 'дар [суроға] зиндагӣ мекунад'],
    ['Суроға: ш. Хуҷанд, к. А. Дониш, 50.', 'Суроға: [суроға].'],
    ['шиносномаи А 12345678 дода шуд', 'шиносномаи [рақами шиноснома] дода шуд'],
    ['шиноснома: силсилаи A №1234567', 'шиноснома: силсилаи [рақами шиноснома]'],
    ['РМА 025012345', 'РМА [рақами андозсупоранда]'],
    ['ИНН: 510012345', 'ИНН: [рақами андозсупоранда]'],
    ['ба корти 4532 0151 1283 0366 гузаронед', 'ба корти [рақами корт] гузаронед'],
    ['ҳисоби 20202972000000123456', 'ҳисоби [рақами ҳисоб]'],
    ['GB82 WEST 1234 5698 7654 32', '[рақами ҳисоб]'],
    ['тарҷумон: Victor Ibragimov, victor.ibragimov@gmail.com', 'тарҷумон: [ном], [почтаи электронӣ]'],
    ['Каримов Саид Раҳимович, тел. 93 123 45 67', '[ном], тел. [рақами телефон]'],
    ['Тел.: 93 123 45 67 (Нигора Азизова)', 'Тел.: [рақами телефон] ([ном])'],
  ])('%s', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });
});

describe('what stays', () => {
  it.each([
    'Солҳои 1941-1945 ҷанг буд, 22.06.1941 оғоз ёфт.',
    'оятҳои 93-94-95-и сураи «Марям» ва 71-72-73-юми сураи «Қасас»',
    'Аҳолии он 10 985 047 нафар, масоҳат 143 100 км².',
    'ISBN 978-9975-45-07-7, ISBN 5-699-04561-9',
    'Нарх 1 250 000 сомонӣ, яъне 3.461.639 доллар',
    'телефонҳо дар солҳои 2014-2017 арзон шуданд',
    '247+385=? (632). 700−248=? (452).',
    'нусхаи 4.15.120.7 ва «о. 7.8.9.10»',
    'Дар маҳаллаи 82-и шаҳри Душанбе ва хиёбони Рӯдакӣ, 36 нафар боздошт шуданд.',
    'Дар кӯчаи Қаротегин ба дунё омадааст.',
    'Имом Бухорӣ (810 – 870), Телец 1946 392 54',
    'дар майдони Истиқлол 2500 нафар ҷамъ омад',
    'шиносномаи шаҳрвандони соли 1990 таваллуд',
    'Эмомалӣ Раҳмон соли 1952 таваллуд шудааст',
    'номи_корбар@example.com ва @Composable',
    'файли 1048576 бит, рақами (1048576) аст',
  ])('%s', (text) => {
    expect(mask(text)).toBe(text);
  });
});

describe('masking', () => {
  it('keeps a name that only stands in the same line', () => {
    const text = '(+992 37 221-69-17) аз 7 май то рӯзи мулоқоти Эмомалӣ Раҳмон бо ҷавонон';
    expect(mask(text)).toContain('Эмомалӣ Раҳмон');
  });

  it('counts by type', () => {
    expect(maskPersonalData('a@b.tj, c@d.tj, +992935001234', all).counts).toEqual({ email: 2, phone: 1 });
  });

  it('masks only the types asked for', () => {
    expect(maskPersonalData('a@b.tj, +992935001234', new Set(['phone'])).counts).toEqual({ phone: 1 });
  });

  it('finds nothing a second time, and never overlaps', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'тел. ',
        '+992',
        '93 123 45 67',
        'кӯчаи Айнӣ, 5',
        ' a@b.tj ',
        'А. Каримов',
        '\n',
        'РМА ',
        '(',
        '4532015112830366',
      ),
      fc.string({ maxLength: 6 }),
      fc.nat(10 ** 9).map(String),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const found = findPersonalData(text);
        for (const [index, { start, end }] of found.entries()) {
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThanOrEqual(found[index - 1]?.end ?? 0);
        }
        expect(Object.values(personalDataWords.placeholders).every((one) => mask(one) === one)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('checksums', () => {
  it('knows the examples of the standards', () => {
    expect([hasLuhnDigit('79927398713'), hasLuhnDigit('79927398710')]).toEqual([true, false]);
    expect([isIban('GB82WEST12345698765432'), isIban('GB82WEST12345698765433')]).toEqual([true, false]);
  });
});
