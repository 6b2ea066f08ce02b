import { describe, expect, it } from 'vitest';
import { encodeSingleByte } from '../encoding/decoders.ts';
import type { ReadOutcome } from '../reader.ts';
import { readBytes } from '../testing/read-file.ts';
import { tinyCompound } from '../testing/tiny-compound.ts';
import { tinyZip } from '../testing/tiny-zip.ts';
import { epubReader } from './epub.ts';
import { wordReader } from './word.ts';

const sentence = 'Дар деҳаи мо мактаби нав сохта шуд.';
const body = (content: string) => `<w:document><w:body>${content}</w:body></w:document>`;
const paragraph = (content: string) => `<w:p>${content}</w:p>`;
const run = (text: string, properties = '') =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const relationship = (type: string, target: string, id = 'a') =>
  `<Relationships><Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`;

/** What the reader of Word files makes of these bytes. */
async function word(content: Uint8Array | string): Promise<ReadOutcome[]> {
  return readBytes(wordReader, content);
}

/** The text of a Word file with this body. */
async function textOf(content: string, more: Record<string, string> = {}): Promise<string | undefined> {
  const [outcome] = await word(tinyZip({ 'word/document.xml': body(content), ...more }));
  return outcome && 'text' in outcome ? outcome.text : undefined;
}

describe('a Word file whose package is unusual', () => {
  it('has its main part by the relationships of the package', async () => {
    const file = tinyZip({
      '_rels/.rels': relationship('officeDocument', 'word/document2.xml'),
      'word/document2.xml': body(paragraph(run(sentence))),
    });
    expect(await word(file)).toEqual([{ text: sentence, metadata: {} }]);
  });

  it('has its main part by its type where nothing else names it', async () => {
    const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
    const file = tinyZip({
      '[Content_Types].xml': `<Types><Override PartName="/main/text.xml" ContentType="${type}"/></Types>`,
      'main/text.xml': body(paragraph(run(sentence))),
    });
    expect(await word(file)).toMatchObject([{ text: sentence }]);
  });

  it('may call its namespaces anything and its folders by backslashes', async () => {
    const address = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
    const xml = `<ns0:document xmlns:ns0="${address}"><ns0:body><ns0:p><ns0:r><ns0:t>${sentence}</ns0:t></ns0:r></ns0:p></ns0:body></ns0:document>`;
    expect(await word(tinyZip({ 'word\\document.xml': xml }))).toMatchObject([{ text: sentence }]);
  });

  it.each([
    ['bytes behind its end', (file: Buffer) => Buffer.concat([file, Buffer.alloc(5000)])],
    ['another end behind it', (file: Buffer) => Buffer.concat([file, Buffer.from('\r\n--boundary--\r\n')])],
    [
      'headers of a download before it',
      (file: Buffer) => Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), file]),
    ],
  ])('is read with %s', async (_, change) => {
    const file = tinyZip({ 'word/document.xml': body(paragraph(run(sentence))) });
    expect(await word(change(file))).toEqual([{ text: sentence, metadata: {} }]);
  });

  it('is read as far as it goes when its end is missing, and the loss is told', async () => {
    const file = tinyZip({
      'word/document.xml': body(paragraph(run(sentence))),
      'word/styles.xml': '<w:styles/>',
    });
    const cut = file.subarray(0, file.lastIndexOf('PK\x01\x02') - 10);
    expect(await word(cut)).toMatchObject([{ text: sentence }, { reason: 'damaged-file' }]);
  });

  it.each([
    ['spreadsheetml.sheet', 'a spreadsheet (XLSX) under another name'],
    ['presentationml.presentation', 'a presentation (PPTX) under another name'],
  ])('is named when it is %s', async (type, value) => {
    const file = tinyZip({
      '_rels/.rels': relationship('officeDocument', 'main.xml'),
      '[Content_Types].xml': `<Types><Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`,
      'main.xml': '<main/>',
    });
    expect(await word(file)).toEqual([{ reason: 'unsupported-format', value }]);
  });
});

describe('what a Word file shows beside its letters', () => {
  it('keeps exponents and indices, also across runs and from styles', async () => {
    const high = '<w:vertAlign w:val="superscript"/>';
    const content = `${run('2')}${run('1', high)}${run('0', high)}${run(' = 1024, H')}${run('2', '<w:vertAlign w:val="subscript"/>')}${run('O, 25 м')}${run('2', '<w:rStyle w:val="Up"/>')}${run(', 10')}${run('−3', '<w:position w:val="8"/>')}`;
    const styles = `<w:styles><w:style w:styleId="Up"><w:rPr>${high}</w:rPr></w:style></w:styles>`;
    expect(await textOf(paragraph(content), { 'word/styles.xml': styles })).toBe(
      '2¹⁰ = 1024, H₂O, 25 м², 10⁻³',
    );
  });

  it('writes formulas on one line', async () => {
    const m = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`;
    const formula = `<m:oMath><m:sSup><m:e>${m('x')}</m:e><m:sup>${m('2')}</m:sup></m:sSup>${m('=')}<m:f><m:num>${m('a+1')}</m:num><m:den>${m('b')}</m:den></m:f></m:oMath>`;
    expect(await textOf(paragraph(`${run('Формула: ')}${formula}${run(' аст.')}`))).toBe(
      'Формула: x²=(a+1)/b аст.',
    );
  });

  it.each([
    ['EQ \\f(1;2)', '1/2'],
    ['EQ \\f(a+b,c)', '(a+b)/c'],
    ['EQ \\r(3;x)', '∛x'],
    ['EQ x\\s\\up5(2)', 'x²'],
    ['SYMBOL 97 \\f "Symbol" \\s 12', 'α'],
  ])('reads the field %s', async (code, text) => {
    const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
    const field = `${mark('begin')}<w:r><w:instrText> ${code} </w:instrText></w:r>${mark('end')}`;
    expect(await textOf(paragraph(`${run('Ҷавоб: ')}${field}`))).toBe(`Ҷавоб: ${text}`);
  });

  it('reads signs of symbol fonts, inserted or typed', async () => {
    const sign = (font: string, code: string) => `<w:r><w:sym w:font="${font}" w:char="${code}"/></w:r>`;
    const content = `${sign('Symbol', 'F061')}${run(' ва ')}${run('\uF062', '<w:rFonts w:ascii="Symbol"/>')}${run(' ва ')}${sign('Wingdings', 'F0FC')}${run(' ва ')}${sign('Arial', '00B0')}${run(' ')}${sign('Unknown', 'F041')}`;
    expect(await textOf(paragraph(content))).toBe('α ва β ва ✓ ва ° □');
  });

  it.each([
    ['page.html', `<html><body><p>${sentence}</p></body></html>`],
    ['part.txt', sentence],
    [
      'page.mht',
      `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(`<p>${sentence}</p>`).toString('base64')}\r\n--b--\r\n`,
    ],
  ])('reads a part that is %s', async (name, content) => {
    const more = { 'word/_rels/document.xml.rels': relationship('aFChunk', name), [`word/${name}`]: content };
    expect(await textOf('<w:altChunk r:id="a"/>', more)).toBe(sentence);
  });

  it('tells of a part that is in no format it reads', async () => {
    const more = {
      'word/_rels/document.xml.rels': relationship('aFChunk', 'part.rtf'),
      'word/part.rtf': '{\\rtf1 x}',
    };
    const file = tinyZip({
      'word/document.xml': body(`${paragraph(run(sentence))}<w:altChunk r:id="a"/>`),
      ...more,
    });
    expect(await word(file)).toMatchObject([{ text: sentence }, { reason: 'unsupported-format' }]);
  });
});

describe('files of old programs and behind a password', () => {
  const text = Buffer.concat([
    encodeSingleByte('windows-1251', `${sentence.replaceAll('ҳ', 'х')}`),
    Buffer.from('\rA\x07B\x07\x07'),
  ]);
  const stream = (identifier: number, flags: number) => {
    const head = Buffer.alloc(0x200);
    head.writeUInt16LE(identifier, 0);
    head.writeUInt16LE(0x419, 6);
    head.writeUInt16LE(flags, 10);
    head.writeUInt32LE(head.length, 0x18);
    head.writeUInt32LE(head.length + text.length, 0x1c);
    return Buffer.concat([head, text]);
  };

  it('reads Word 6 and 95', async () => {
    expect(await word(tinyCompound({ WordDocument: stream(0xa5dc, 0) }))).toEqual([
      { text: `${sentence.replaceAll('ҳ', 'х')}\n\nA | B`, metadata: { format: 'Word 6/95' } },
    ]);
  });

  it.each([
    ['an old Word file', tinyCompound({ WordDocument: stream(0xa5ec, 0x100) })],
    ['a DOCX', tinyCompound({ EncryptionInfo: Buffer.alloc(10), EncryptedPackage: Buffer.alloc(5000) })],
    [
      'an OpenDocument text',
      tinyZip({
        'content.xml': 'ciphertext',
        'META-INF/manifest.xml':
          '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>',
      }),
    ],
  ])('says that %s needs its password', async (_, file) => {
    expect(await word(file)).toMatchObject([{ reason: 'password-protected' }]);
  });

  it('names a spreadsheet, and a damaged file without the words of a library', async () => {
    expect(await word(tinyCompound({ Workbook: Buffer.alloc(9000) }))).toMatchObject([
      { reason: 'unsupported-format', value: 'a spreadsheet (XLS) under another name' },
    ]);
    const broken = tinyCompound({ WordDocument: stream(0xa5ec, 0) });
    const [outcome] = await word(broken);
    expect(outcome).toEqual({
      reason: 'damaged-file',
      value: 'a table inside the Word document is damaged or cut off',
    });
  });

  it('reads a page and plain text that are saved as .doc', async () => {
    expect(await word(`<html><body><p>${sentence}</p></body></html>`)).toMatchObject([{ text: sentence }]);
    expect(await word(encodeSingleByte('windows-1251', sentence.replaceAll('ҳ', 'х')))).toMatchObject([
      { text: sentence.replaceAll('ҳ', 'х') },
    ]);
  });
});

describe('an EPUB book', () => {
  const chapter = (text: string) => `<html><body><p>${text}</p></body></html>`;
  const item = (id: string, href: string) =>
    `<item id="${id}" href="${href}" media-type="application/xhtml+xml"/>`;
  const book = (items: string, spine: string, more: Record<string, string | Uint8Array>) =>
    tinyZip({
      'META-INF/container.xml':
        '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
      'OPS/book.opf': `<package><manifest>${items}</manifest>${spine}</package>`,
      ...more,
    });
  const spine = '<spine><itemref idref="a"/><itemref idref="b"/></spine>';
  const items = item('a', 'a.xhtml') + item('b', 'b.xhtml');

  it('is read in the order of its manifest where it has no spine', async () => {
    const file = book(items, '', { 'OPS/a.xhtml': chapter('Якум.'), 'OPS/b.xhtml': chapter('Дуюм.') });
    expect(await readBytes(epubReader, file)).toMatchObject([{ text: 'Якум.\n\nДуюм.' }]);
  });

  it('is read in the order of names where it has no description', async () => {
    const file = tinyZip({ 'c10.html': chapter('Даҳум.'), 'c2.html': chapter('Дуюм.') });
    expect(await readBytes(epubReader, file)).toMatchObject([{ text: 'Дуюм.\n\nДаҳум.' }]);
  });

  it('finds a chapter that is spelled otherwise, and tells of one that is missing', async () => {
    const file = book(item('a', 'Боби%201.XHTML') + item('b', 'b.xhtml'), spine, {
      'OPS/боби_1.xhtml': chapter('Якум.'),
    });
    expect(await readBytes(epubReader, file)).toMatchObject([
      { text: 'Якум.' },
      { reason: 'missing-part', value: 'OPS/b.xhtml' },
    ]);
  });

  it('decodes a chapter as it states', async () => {
    const text = 'В нашей деревне построили новую школу.';
    const bytes = encodeSingleByte(
      'windows-1251',
      `<?xml version="1.0" encoding="windows-1251"?>${chapter(text)}`,
    );
    const file = book(items, spine, { 'OPS/a.xhtml': bytes, 'OPS/b.xhtml': chapter('Дуюм.') });
    expect(await readBytes(epubReader, file)).toMatchObject([{ text: `${text}\n\nДуюм.` }]);
  });

  it('leaves ciphertext out, also where nothing says that it is', async () => {
    const cipher = Uint8Array.from({ length: 700 }, (_, index) => (index * 7919 + (index >> 3) * 31) % 256);
    const file = book(items, spine, { 'OPS/a.xhtml': cipher, 'OPS/b.xhtml': chapter('Дуюм.') });
    const [text, loss] = await readBytes(epubReader, file);
    expect(text).toMatchObject({ text: 'Дуюм.' });
    expect(loss).toMatchObject({
      reason: expect.stringMatching(/^(not-text|unknown-encoding|.*-characters)$/),
    });
  });
});
