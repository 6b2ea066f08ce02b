import { describe, expect, it } from 'vitest';
import {
  boxPage,
  type ColumnsPage,
  columnsPage,
  figurePage,
  type MadePage,
  plainStyle,
  prosePage,
  tableInColumnPage,
} from '../../testing/made-pages/pages.ts';
import { river, village } from '../../testing/made-pages/village.ts';
import { readTiny } from '../../testing/read-tiny-pdf.ts';

const paragraphs = [...village, ...village];

async function textOf({ lines }: MadePage): Promise<string> {
  const { text } = await readTiny({ pages: [lines], isProportional: true });
  return text.replace(/\s+/g, ' ');
}

const page: ColumnsPage = {
  paragraphs,
  heading: '',
  columns: 2,
  gutter: 16,
  shift: 0,
  drawn: 'columns',
  style: plainStyle,
};

describe('columns of prose are read one after the other', () => {
  const ragged = { ...plainStyle, align: 'ragged', pieces: 'lines' } as const;
  it.each<[string, Partial<ColumnsPage>]>([
    ['justified', {}],
    ['ragged', { style: ragged }],
    ['on shifted baselines', { shift: 6 }],
    ['ragged, on shifted baselines', { shift: 6, style: ragged }],
    ['under a heading over both', { heading: 'Зиндагӣ дар деҳаи кӯҳӣ' }],
    ['with a narrow gutter', { gutter: 11 }],
    ['with broken words and set-in paragraphs', { style: { ...plainStyle, hyphenation: true, indent: 14 } }],
    ['drawn line by line across the page', { drawn: 'rows' }],
    ['shifted by less than a line, drawn across the page', { drawn: 'rows', shift: 2 }],
    ['three of them', { columns: 3, style: { ...plainStyle, size: 8, leading: 10 } }],
    ['of different lengths', { paragraphs: paragraphs.slice(0, 9) }],
  ])('%s', async (_, change) => {
    const made = columnsPage('page', { ...page, ...change });
    const text = await textOf(made);
    expect(text).toContain(made.flows.flat().join(' '));
    expect(text).not.toContain('|');
  });

  it('above and below a figure, whose words stand in no sentence', async () => {
    const [labels, caption] = [['шимол', 'ҷануб', '50 км'], 'Расми 3. Деҳа'];
    const made = figurePage('page', { ...page, heading: '' }, labels, caption);
    const text = await textOf(made);
    const pattern = new RegExp(`(?: (?:${[...labels, caption].join('|')}))+(?= )`, 'g');
    expect(text.replace(pattern, '')).toBe(made.flows[0]?.join(' '));
    for (const { index } of text.matchAll(pattern)) expect(text.slice(0, index)).toMatch(/\.$/);
  });

  it('around a table in one of them, which stays a table', async () => {
    const made = tableInColumnPage('page', page, [
      ['Ному насаб', 'Алгебра', 'Забон'],
      ['Каримов А.', '4', '5'],
      ['Раҳимова З.', '5', '5'],
    ]);
    const text = await textOf(made);
    const table = 'Ному насаб | Алгебра | Забон Каримов А. | 4 | 5 Раҳимова З. | 5 | 5 ';
    expect(text).toContain(table);
    expect(text.replace(table, '')).toBe(made.flows[0]?.join(' '));
  });
});

it.each(['left', 'right'] as const)('a box on the %s is not in the middle of a sentence', async (side) => {
  const made = boxPage('page', { main: paragraphs, box: river }, plainStyle, side);
  const text = await textOf(made);
  const box = river.join(' ');
  expect(text).toContain(box);
  expect(text.replace(`${box} `, '')).toContain(made.flows[0]?.join(' '));
  expect(text.slice(0, text.indexOf(box)).trimEnd()).toMatch(/\.$/);
});

it.each([170, 200, 260])('justified prose of %i points stays prose', async (measure) => {
  const long = [
    'Пешниҳодшавандагони озмуни ҷумҳуриявӣ ҳуҷҷатҳои тасдиқкунандаи таҳсилоти касбии худро дар муҳлати муқарраргардида ба котиботи масъули комиссияи тахассусӣ месупоранд.',
    'Дар ҳолатҳои риоя нагардидани тартиботи пешниҳоднамоӣ ва баргузории аттестатсияи педагогӣ Комиссияи байниидоравии минтақавӣ масъулиятшиносии роҳбариятро муайян менамояд.',
    'Фаъолияти муассисаҳои таҳсилоти томактабӣ мутобиқи қонунгузории амалкунандаи Ҷумҳурии Тоҷикистон баҳодиҳӣ ва назорат карда мешавад.',
  ];
  const made = prosePage('page', [...long, ...long], { ...plainStyle, size: 12, leading: 14 }, measure);
  expect(await textOf(made)).toBe(made.flows.flat().join(' '));
});
