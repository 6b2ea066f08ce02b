import { describe, expect, it } from 'vitest';
import { plainStyle, tableLines } from '../../testing/made-pages/pages.ts';
import { setColumn } from '../../testing/made-pages/typeset.ts';
import { village } from '../../testing/made-pages/village.ts';
import { readTiny } from '../../testing/read-tiny-pdf.ts';

type Table = readonly (readonly string[])[];

interface Placing {
  readonly columns: readonly number[];
  readonly align?: 'left' | 'right' | 'centre';
  readonly size?: number;
  readonly leading?: number;
}

async function textOf(table: Table, { columns, align = 'left', size = 10, leading = 15 }: Placing) {
  const above = setColumn(village.slice(0, 2), { x: 50, top: 770, bottom: 500, width: 495 }, plainStyle);
  const rows = tableLines(table, { x: 50, y: above.y - 10, size, leading }, columns, align);
  const below = setColumn(
    village.slice(2, 4),
    { x: 50, top: above.y - 20 - table.length * leading, bottom: 60, width: 495 },
    plainStyle,
  );
  const lines = [...above.lines.flat(), ...rows, ...below.lines.flat()];
  return (await readTiny({ pages: [lines], isProportional: true })).text;
}

const rowsOf = (table: Table) => table.map((cells) => cells.join(' | ').trim()).join('\n');

describe('a table between paragraphs stays a table', () => {
  it.each<[string, Table, Placing]>([
    [
      'of marks',
      [
        ['№', 'Ному насаб', 'Алгебра', 'Физика', 'Забон'],
        ['1', 'Каримов Аҳмад', '4', '5', '5'],
        ['2', 'Раҳимова Зарина', '5', '5', '4'],
        ['3', 'Саидов Фаррух', '3', '4', '4'],
      ],
      { columns: [0, 30, 200, 270, 340] },
    ],
    [
      'of numbers set to the right',
      [
        ['Сол', 'Аҳолӣ, ҳазор', 'Масоҳат', 'Ҳосил'],
        ['1990', '5 297', '143,1', '38,2'],
        ['2000', '6 189', '143,1', '41,7'],
        ['2010', '7 621', '142,6', '45,0'],
        ['2020', '9 314', '142,6', '51,9'],
      ],
      { columns: [0, 100, 210, 310], align: 'right' },
    ],
    [
      'of lessons by days',
      [
        ['Соат', 'Душанбе', 'Сешанбе', 'Чоршанбе', 'Панҷшанбе'],
        ['8:00', 'Алгебра', 'Физика', 'Забон', 'Таърих'],
        ['8:50', 'Забон', 'Алгебра', 'Кимиё', 'Варзиш'],
        ['9:40', 'Таърих', 'Варзиш', 'Физика', 'Алгебра'],
        ['10:30', 'Кимиё', 'Адабиёт', 'Алгебра', 'Физика'],
      ],
      { columns: [0, 60, 160, 260, 360] },
    ],
    [
      'of contents',
      [
        ['Пешгуфтор', '3'],
        ['Боби якум. Деҳа ва мардуми он', '7'],
        ['Боби дуюм. Боғ ва дарё', '24'],
        ['Боби сеюм. Мактаби нав', '41'],
        ['Луғат', '96'],
      ],
      { columns: [0, 430], align: 'right' },
    ],
    [
      'of short words',
      [
        ['Шаҳр', 'Вилоят', 'Дарё'],
        ['Хуҷанд', 'Суғд', 'Сир'],
        ['Кӯлоб', 'Хатлон', 'Яхсу'],
        ['Хоруғ', 'Бадахшон', 'Ғунд'],
      ],
      { columns: [0, 150, 300] },
    ],
    [
      'of words and their meaning',
      [
        ['меҳр', 'дӯстӣ, муҳаббат'],
        ['раҳ', 'роҳ, тариқ'],
        ['сарв', 'дарахти ҳамешасабз'],
        ['хирад', 'ақл, фаҳм'],
      ],
      { columns: [0, 140] },
    ],
    [
      'of two rows',
      [
        ['Масса, кг', '1', '2', '5'],
        ['Нарх, сомонӣ', '12', '24', '60'],
      ],
      { columns: [0, 150, 220, 290] },
    ],
    [
      'with cells in the middle of their columns',
      [
        ['Моҳ', 'Гармӣ', 'Борон'],
        ['январ', '−2', '68'],
        ['апрел', '15', '112'],
        ['июл', '28', '3'],
        ['октябр', '14', '31'],
      ],
      { columns: [0, 120, 240], align: 'centre' },
    ],
    [
      'of prices with long names',
      [
        ['Номгӯи мол', 'Воҳид', 'Нарх'],
        ['Орди гандуми навъи якум', 'кг', '5,80'],
        ['Равғани офтобпараст', 'литр', '17,50'],
        ['Биринҷи девзира', 'кг', '21,00'],
        ['Шакар', 'кг', '11,20'],
      ],
      { columns: [0, 220, 320] },
    ],
    [
      'with empty cells',
      [
        ['Ном', 'Сентябр', 'Октябр', 'Ноябр'],
        ['Каримов', '12', '', '3'],
        ['Раҳимова', '4', '7', ''],
        ['Саидов', '9', '1', '2'],
      ],
      { columns: [0, 120, 210, 300] },
    ],
    [
      'of plus and minus',
      [
        ['Хосият', 'Об', 'Рӯған', 'Намак'],
        ['Дар об ҳал мешавад', '+', '–', '+'],
        ['Месӯзад', '–', '+', '–'],
        ['Ранг дорад', '–', '+', '–'],
      ],
      { columns: [0, 200, 280, 360] },
    ],
    [
      'of dates and events',
      [
        ['1924', 'Таъсиси ҷумҳурӣ'],
        ['1929', 'Ҷумҳурии иттифоқӣ'],
        ['1991', 'Истиқлолият'],
        ['1994', 'Конститутсия'],
      ],
      { columns: [0, 80] },
    ],
  ])('%s', async (_, table, placing) => {
    expect(await textOf(table, placing)).toContain(`\n${rowsOf(table)}\n`);
  });
});

it('a table whose cells hold several lines keeps each cell together', async () => {
  const cells = [
    ['Барнома', 'Тартиб додани нақшаи солонаи корҳои боғдорӣ дар деҳа', 'Раёсати маориф'],
    ['Назорат', 'Санҷиши ҳолати ниҳолҳо дар охири ҳар семоҳа', 'Кумитаи деҳа'],
    ['Ҳисобот', 'Пешниҳоди маълумот ба мақомоти маҳаллии ҳокимият', 'Мактаби миёна'],
  ];
  const style = { ...plainStyle, align: 'ragged', pieces: 'lines' } as const;
  const lines = cells.flatMap((row, index) =>
    row.flatMap((text, column) => {
      const box = { x: 50 + 130 * column, top: 700 - 60 * index, bottom: 60, width: 115 };
      return setColumn([text], box, style).lines.flat();
    }),
  );
  const { text } = await readTiny({ pages: [lines], isProportional: true });
  expect(text.replace(/[ \n]+/g, ' ')).toBe(cells.map((row) => row.join(' | ')).join(' '));
});
