import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../core/configuration.ts';
import { exists } from '../../core/files.ts';
import { readBytes } from '../testing/read-file.ts';
import { tinyZip } from '../testing/tiny-zip.ts';
import { epubReader } from './epub.ts';
import { odtReader, wordReader } from './word.ts';

const realDoc = join(sharedFolder(), 'data/documents/doc/government-preschool-programme.doc');
const hasRealDoc = await exists(realDoc);
if (!hasRealDoc) console.warn(`skipped: ${realDoc} is not there`);

const paragraph = (text: string, properties = '') =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`;
const cell = (text: string) => `<w:tc><w:tcPr/>${paragraph(text)}</w:tc>`;

function docx(body: string, more: Record<string, string> = {}): Buffer {
  return tinyZip({ 'word/document.xml': `<w:document><w:body>${body}</w:body></w:document>`, ...more });
}

describe('wordReader of DOCX', () => {
  it('reads paragraphs, headings, lists, tables as rows and notes at the end', async () => {
    const styles =
      '<w:styles><w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style>' +
      '<w:style w:styleId="own"><w:basedOn w:val="a1"/></w:style></w:styles>';
    const notes =
      `<w:footnotes><w:footnote w:type="separator" w:id="-1">${paragraph('—')}</w:footnote>` +
      `<w:footnote w:id="2">${paragraph('Эзоҳи поварақ.')}</w:footnote></w:footnotes>`;
    const body =
      paragraph('Боби якум', '<w:pStyle w:val="own"/>') +
      '<w:p><w:r><w:t>Матни </w:t><w:t xml:space="preserve">асосӣ</w:t><w:footnoteReference w:id="2"/><w:delText>хато</w:delText><w:t>.</w:t></w:r></w:p>' +
      paragraph('якум', '<w:numPr/>') +
      paragraph('дуюм', '<w:numPr/>') +
      `<w:tbl><w:tr>${cell('Сол')}${cell('Маблағ')}</w:tr><w:tr>${cell('2024')}${cell('')}</w:tr></w:tbl>` +
      '<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Қуттӣ</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>Қуттӣ</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>';
    const core = '<cp:coreProperties><dc:title>Унвон</dc:title></cp:coreProperties>';
    const file = docx(body, {
      'word/styles.xml': styles,
      'word/footnotes.xml': notes,
      'docProps/core.xml': core,
    });
    expect(await readBytes(wordReader, file)).toEqual([
      {
        text: 'Боби якум\n\nМатни асосӣ[1].\n\nякум\nдуюм\n\nСол | Маблағ\n2024\n\nҚуттӣ\n\n[1] Эзоҳи поварақ.',
        metadata: { title: 'Унвон' },
      },
    ]);
  });

  it('rejects a ZIP bomb by what it states, by what it does, and expands no entities', async () => {
    const huge = 'x'.repeat(70 * 1024 * 1024);
    expect(await readBytes(wordReader, docx(huge))).toMatchObject([{ reason: 'zip-bomb' }]);
    const lying = tinyZip({ 'word/document.xml': huge }, { 'word/document.xml': 1000 });
    expect(await readBytes(wordReader, lying)).toMatchObject([{ reason: 'damaged-file' }]);
    const laughs = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(1000)}"><!ENTITY b "&a;&a;&a;">]>${paragraph('Матн &b;')}`;
    expect(await readBytes(wordReader, docx(laughs))).toMatchObject([{ text: 'Матн &b;' }]);
  });

  it('rejects what is damaged, empty or something else', async () => {
    const whole = docx(paragraph('Матн'));
    const reasons = async (content: Uint8Array | string) =>
      (await readBytes(wordReader, content)).map((outcome) => 'reason' in outcome && outcome.reason);
    expect(await reasons(whole.subarray(0, 40))).toEqual(['damaged-file']);
    expect(await reasons(tinyZip({ 'a.txt': 'x' }))).toEqual(['damaged-file']);
    expect(await reasons(docx(''))).toEqual(['no-text']);
    expect(await reasons('')).toEqual(['empty-file']);
  });
});

describe('odtReader', () => {
  it('reads paragraphs, headings, lists, tables as rows and notes at the end', async () => {
    const content =
      '<office:document-content><office:body><office:text>' +
      '<text:table-of-content><text:p>Мундариҷа 1</text:p></text:table-of-content>' +
      '<text:h text:outline-level="1">Боби <text:span>якум</text:span></text:h>' +
      '<text:p>Матн<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Эзоҳ.</text:p></text:note-body></text:note> ва<text:s text:c="2"/>боз.</text:p>' +
      '<text:list><text:list-item><text:p>якум</text:p></text:list-item><text:list-item><text:p>дуюм</text:p></text:list-item></text:list>' +
      '<table:table><table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>а</text:p></table:table-cell><table:table-cell><text:p>б</text:p></table:table-cell></table:table-row></table:table>' +
      '</office:text></office:body></office:document-content>';
    expect(await readBytes(odtReader, tinyZip({ 'content.xml': content }))).toMatchObject([
      { text: 'Боби якум\n\nМатн[1] ва боз.\n\nякум\nдуюм\n\nа |  | б\n\n[1] Эзоҳ.' },
    ]);
  });
});

describe('epubReader', () => {
  const container = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>';
  const description =
    '<package><metadata><dc:title>Китоб</dc:title></metadata><manifest>' +
    '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>' +
    '<item id="b" href="b%20two.xhtml" media-type="application/xhtml+xml"/><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>' +
    '</manifest><spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/></spine></package>';
  const book = {
    'META-INF/container.xml': container,
    'OPS/book.opf': description,
    'OPS/nav.xhtml': '<html><body><nav>Мундариҷа</nav></body></html>',
    'OPS/b two.xhtml': '<html><head><title/></head><body><h1>Дуюм</h1><p>Матни&nbsp;дуюм.</p></body></html>',
    'OPS/a.xhtml':
      '<?xml version="1.0"?><html><body><h1>Якум</h1><p>Матни <a id="x"/>якум.</p></body></html>',
  };

  it('reads the chapters in reading order', async () => {
    expect(await readBytes(epubReader, tinyZip(book))).toMatchObject([
      { text: 'Якум\n\nМатни якум.\n\nДуюм\n\nМатни дуюм.' },
    ]);
  });

  it('reads a book without its locked chapters', async () => {
    const encryption = '<encryption><CipherReference URI="OPS/a.xhtml"/></encryption>';
    expect(
      await readBytes(epubReader, tinyZip({ ...book, 'META-INF/encryption.xml': encryption })),
    ).toMatchObject([{ text: 'Дуюм\n\nМатни дуюм.' }, { reason: 'encrypted', value: 'OPS/a.xhtml' }]);
  });
});

describe('wordReader', () => {
  it('rejects what is damaged and reads what only bears the name', async () => {
    const damaged = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600, 7)]);
    expect(await readBytes(wordReader, damaged)).toMatchObject([{ reason: 'damaged-file' }]);
    expect(await readBytes(wordReader, docx(paragraph('Матн')))).toMatchObject([{ text: 'Матн' }]);
    expect(await readBytes(wordReader, '{\\rtf1 x}')).toMatchObject([{ reason: 'unsupported-format' }]);
  });

  it.skipIf(!hasRealDoc)('reads a real government programme with its tables', async () => {
    const [outcome] = await readBytes(wordReader, await readFile(realDoc));
    const text = outcome && 'text' in outcome ? outcome.text : '';
    expect(text).toContain('\n\n2. ТАЊЛИЛИ ВАЗЪИ ТАҲСИЛОТИ ТОМАКТАБЇ\n\n');
    expect(text).toContain('\n2020 | 11503.2 | 52,5 | 5733,0 | 5717,7\n2021 | 12520.9 |');
  });
});
