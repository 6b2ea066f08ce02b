import { expect, test } from 'vitest';
import { isReject } from '../../reader.ts';
import { readBytes } from '../../testing/read-file.ts';
import { assemble, stream } from '../../testing/tiny-pdf.ts';
import { pdfReader } from '../reader.ts';

const letters = [..."абвгдежзийклмнопрстуфхцчшщъэюяғӣқӯҳҷАБВГДЕЖЗИЙКЛМНОПРСТУФХЧШЪЭЮЯҚҲҶ .,-'"];
const codeOf = new Map(letters.map((letter, index) => [letter, index + 33]));
const hexOf = (text: string) =>
  [...text].map((letter) => (codeOf.get(letter) ?? 0).toString(16).padStart(2, '0')).join('');
const utf16 = (text: string) =>
  `<FEFF${[...text].map((letter) => letter.charCodeAt(0).toString(16).padStart(4, '0')).join('')}>`;
const show = (text: string) => `<${hexOf(text)}> Tj`;
const line = (y: number, ...parts: readonly string[]) => `1 0 0 1 50 ${y} Tm ${parts.join(' ')}`;
const spanOf = (properties: string, ...parts: readonly string[]) =>
  `/Span ${properties} BDC ${parts.join(' ')} EMC`;
const said = (text: string, ...parts: readonly string[]) =>
  spanOf(`<< /ActualText ${utf16(text)} >>`, ...parts);

interface Extra {
  readonly properties?: string;
  /** Further objects, from 7 on, and what the catalogue and the page say of them. */
  readonly objects?: readonly string[];
  readonly catalogue?: string;
  readonly page?: string;
  /** Whether the font says which letters its codes are. */
  readonly isNamed?: boolean;
}

async function textOf(content: string, extra: Extra = {}): Promise<string> {
  const mappings = letters.map(
    (letter) => `<${hexOf(letter)}> <${letter.charCodeAt(0).toString(16).padStart(4, '0')}>`,
  );
  const widths = Array<number>(256).fill(500).join(' ');
  const pdf = assemble([
    `<< /Type /Catalog /Pages 2 0 R ${extra.catalogue ?? ''} >>`,
    '<< /Type /Pages /Count 1 /Kids [5 0 R] >>',
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica ${extra.isNamed === false ? '' : '/ToUnicode 4 0 R'}
/FirstChar 0 /LastChar 255 /Widths [${widths}] >>`,
    stream(`/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def
1 begincodespacerange <00> <FF> endcodespacerange
${mappings.length} beginbfchar ${mappings.join('\n')} endbfchar endcmap end end`),
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${extra.page ?? ''}
/Resources << /Font << /F 3 0 R >> /Properties << ${extra.properties ?? ''} >> >> /Contents 6 0 R >>`,
    stream(`BT /F 12 Tf ${content} ET`),
    ...(extra.objects ?? []),
  ]);
  const [outcome] = await readBytes(pdfReader, pdf);
  if (!outcome || isReject(outcome)) return `rejected: ${outcome?.reason}`;
  return outcome.text.replaceAll('\n', ' ');
}

test('a ligature inside a word is the letters that it stands for', async () => {
  const text = await textOf(line(700, show('ма'), said('кт', show('х')), show('аби мо.')));
  expect(text).toBe('мактаби мо.');
});

test('a word that a line end changes is read as the author gives it, once', async () => {
  const text = await textOf(
    [
      line(
        700,
        show('Дар ин деҳа як '),
        spanOf(`<< /ActualText ${utf16('мактаб')} >>`, show('мак-'), line(686, show('таб'))),
      ),
      show(' ҳаст.'),
    ].join(' '),
  );
  expect(text).toBe('Дар ин деҳа як мактаб ҳаст.');
});

test('a soft hyphen in place of the drawn one joins the word, also one inside the text', async () => {
  const hyphen = await textOf(
    [
      line(700, show('Бачаҳо ба донишго'), said('\u00AD', show('-'))),
      line(686, show('ҳ мераванд ва меоянд.')),
    ].join(' '),
  );
  expect(hyphen).toBe('Бачаҳо ба донишгоҳ мераванд ва меоянд.');
  const inside = await textOf(line(700, said('му\u00ADал\u00ADлим', show('муаллим')), show(' омад.')));
  expect(inside.replaceAll('\u00AD', '')).toBe('муаллим омад.');
});

test("a replacement from the page's property lists counts as well", async () => {
  const text = await textOf(line(700, spanOf('/MC0', show('Т')), show('оҷикистон.')), {
    properties: `/MC0 << /ActualText ${utf16('Т')} /MCID 4 >>`,
  });
  expect(text).toBe('Тоҷикистон.');
  const other = await textOf(line(700, spanOf('/MC0', show('Х')), show('оҷикистон.')), {
    properties: `/MC0 << /ActualText ${utf16('Т')} >>`,
  });
  expect(other).toBe('Тоҷикистон.');
});

test('the outermost of nested replacements counts', async () => {
  const text = await textOf(
    line(700, said('Душанбе', show('Д'), said('ХХ', show('уш')), show('анбе')), show(' зебост.')),
  );
  expect(text).toBe('Душанбе зебост.');
});

test('/Alt describes and is no text', async () => {
  const text = await textOf(
    line(700, spanOf(`<< /Alt ${utf16('расми кӯҳ')} /MCID 0 >>`, show('Кӯҳи баланд.'))),
  );
  expect(text).toBe('Кӯҳи баланд.');
});

test('a replacement that shows nothing hides no letters, but hides a drawn hyphen', async () => {
  expect(await textOf(line(700, said('', show('Матни пурра.'))))).toBe('Матни пурра.');
  expect(await textOf(line(700, said('\uFFFD', show('Матни пурра.'))))).toBe('Матни пурра.');
  const word = await textOf(line(700, show('сар'), said('', show('-')), show('зан')));
  expect(word.replaceAll('\u00AD', '')).toBe('сарзан');
});

test('letters that the font does not name are read from the replacement', async () => {
  const text = await textOf(
    [
      line(700, said('Забони тоҷикӣ забони давлатист.', show('Забони тоҷикӣ забони давлатист.'))),
      line(686, said('Мо онро дӯст медорем.', show('Мо онро дӯст медорем.'))),
    ].join(' '),
    { isNamed: false },
  );
  expect(text).toBe('Забони тоҷикӣ забони давлатист. Мо онро дӯст медорем.');
});

test('a replacement in the structure of the document counts, its /Alt does not', async () => {
  const objects = [
    '<< /Type /StructTreeRoot /K [8 0 R] /ParentTree 11 0 R >>',
    '<< /Type /StructElem /S /P /P 7 0 R /K [9 0 R 10 0 R] >>',
    `<< /Type /StructElem /S /Span /P 8 0 R /Pg 5 0 R /K [0 1] /ActualText ${utf16('мактаб')} /Alt ${utf16('бино')} >>`,
    `<< /Type /StructElem /S /Span /P 8 0 R /Pg 5 0 R /K 2 /Alt ${utf16('расм')} >>`,
    '<< /Nums [0 [9 0 R 9 0 R 10 0 R]] >>',
  ];
  const content = [
    line(700, show('Дар деҳаи мо '), spanOf('<< /MCID 0 >>', show('мак-'))),
    line(686, spanOf('<< /MCID 1 >>', show('таб')), spanOf('<< /MCID 2 >>', show(' сохтанд.'))),
  ];
  const text = await textOf(content.join(' '), {
    objects,
    catalogue: '/StructTreeRoot 7 0 R /MarkInfo << /Marked true >>',
    page: '/StructParents 0',
  });
  expect(text).toBe('Дар деҳаи мо мактаб сохтанд.');
});
