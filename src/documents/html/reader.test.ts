import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../core/configuration.ts';
import { exists } from '../../core/files.ts';
import { encodeSingleByte } from '../encoding/decoders.ts';
import { readBytes } from '../testing/read-file.ts';
import { htmlReader, readHtml } from './reader.ts';

const sentence = 'Ҳамаи одамон озод ва аз лиҳози шарафу ҳуқуқ бо ҳам баробар ба дунё меоянд, бинобар ин. ';
const realPages = join(sharedFolder(), 'data/documents');
const hasRealPages = await exists(realPages);
if (!hasRealPages) console.warn(`skipped: ${realPages} is not there`);

const textOf = async (html: string) => {
  const outcome = await readHtml(Buffer.from(html));
  return 'text' in outcome ? outcome.text : outcome.reason;
};

describe('htmlReader', () => {
  it('takes the text with its headings and leaves the menu and the footer out', async () => {
    const article = `<h1>Эълом</h1><p>${sentence.repeat(4)}</p><p>Банди <b>дуюм</b>.<br>${sentence.repeat(4)}</p>`;
    const menu = '<ul><li><a href="/">Асосӣ</a></li><li><a href="/x">Тамос</a></li></ul>';
    const html = `<html><head><title> Эъломия </title></head><body>${menu}<div>${article}</div><footer><p>${sentence}</p></footer></body></html>`;
    const [outcome] = await readBytes(htmlReader, html);
    expect(outcome).toMatchObject({
      metadata: { title: 'Эъломия', extraction: 'blocks', encoding: 'utf-8' },
      text: expect.stringMatching(/^Эълом\n\nҲамаи [^\n]*\n\nБанди дуюм\.\nҲамаи[^\n]*$/),
    });
  });

  it('keeps lists, tables as rows and short lines between long ones, and drops what is hidden', async () => {
    const html =
      `<p>${sentence}</p><ul><li>якум</li><li>дуюм</li></ul><table><tr><th>Сол</th><th>Маблағ</th></tr>` +
      `<tr><td>2024</td><td>5</td></tr></table><p style="display: none">Ниҳон</p><p>${sentence}</p>`;
    expect(await textOf(html)).toBe(
      `${sentence.trim()}\n\nякум\nдуюм\n\nСол | Маблағ\n2024 | 5\n\n${sentence.trim()}`,
    );
  });

  it('leaves out text beside what the page marks as its content', async () => {
    const beside = `<div><p>${sentence}</p></div>`;
    const html = `${beside}<main><p>${sentence.repeat(12)}</p></main>`;
    expect(await textOf(html)).toBe(sentence.repeat(12).trim());
  });

  it('asks Readability where the blocks leave doubt', async () => {
    const short = '<div><span>Калимаи кӯтоҳ</span></div>'.repeat(40);
    const html = `<html><body>${short}<div class="content"><p>${sentence}</p></div></body></html>`;
    const outcome = await readHtml(Buffer.from(html));
    expect(outcome).toMatchObject({ text: expect.stringContaining('Ҳамаи одамон') });
  });

  it('falls back to the whole body and says so', async () => {
    const html =
      '<script>var x;</script><ul><li>Як</li><li>Ду</li></ul><table><tr><td>а</td><td>б</td></tr></table>';
    const outcomes = await readBytes(htmlReader, `<html><body><form>${html}</form></body></html>`);
    expect(outcomes).toMatchObject([{ text: 'Як\nДу\n\nа | б', metadata: { extraction: 'whole-body' } }]);
  });

  it.each([
    [
      'readers’ comments',
      `<section id="comments"><h3>Комментарии</h3><p>${sentence.repeat(3)} Аъло навишт!</p></section>`,
    ],
    ['comments under their title alone', `<h2>Шарҳҳо</h2><p>${sentence.repeat(2)} Аъло навишт!</p>`],
    ['further articles', `<div class="related-posts"><p>${sentence.repeat(2)} Аъло навишт!</p></div>`],
    [
      'the invitation to a newsletter',
      `<div class="newsletter"><p>${sentence.repeat(2)} Аъло навишт!</p></div>`,
    ],
  ])('leaves out %s', async (_, more) => {
    const article = `<div class="entry-content">${`<p>${sentence.repeat(2)}</p>`.repeat(4)}</div>`;
    const [page] = await readBytes(htmlReader, `<body><h1>Мактаб</h1>${article}${more}</body>`);
    const text = page && 'text' in page ? page.text : '';
    expect(text).toContain(sentence.trim());
    expect(text).not.toContain('Аъло навишт');
  });

  it('reads a page that calls its text an advertisement', async () => {
    const [page] = await readBytes(
      htmlReader,
      `<body><h1>Мактаб</h1><div class="ads"><div>${`<p>${sentence.repeat(3)}</p>`.repeat(3)}</div></div><div class="ads">${`<p>${sentence.repeat(3)} Дуюм.</p>`.repeat(3)}</div><div class="ad">${`<p>${sentence.repeat(3)} Сеюм.</p>`.repeat(3)}</div></body>`,
    );
    expect(page && 'text' in page && page.text).toMatch(/Дуюм.*Сеюм/s);
  });

  it.each([
    ['2<sup>10</sup> = 1024', '2¹⁰ = 1024'],
    ['25 м<sup>2</sup>, H<sub>2</sub>O', '25 м², H₂O'],
    ['10<span style="vertical-align: super">-3</span>', '10⁻³'],
    ['x<sup>n+1</sup> ва x<sup>a</sup>', 'xⁿ⁺¹ ва x^a'],
    ['2<sup>1</sup>/<sub>2</sub> соат', '2 1/2 соат'],
    ['калима<sup><a href="#f1">1</a></sup> ва боз<sup><a href="#f2">[2]</a></sup>', 'калима[1] ва боз[2]'],
    ['<math><mfrac><mi>a</mi><mi>b</mi></mfrac></math> аст', 'a/b аст'],
    ['<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</rt></ruby> аст', '漢(kan)字(ji) аст'],
  ])('keeps the meaning of %s', async (html, text) => {
    const [page] = await readBytes(htmlReader, `<p>${sentence}${html}.</p>`);
    expect(page).toMatchObject({ text: `${sentence}${text}.` });
  });

  it.each([
    ['as iso-8859-1', '<meta charset="iso-8859-1">'],
    ['as utf-8, wrongly', '<meta charset="utf-8">'],
    ['not at all', ''],
  ])('reads a Western page whose encoding is stated %s', async (_, stated) => {
    const german = 'Das schöne Mädchen läuft über die Straße und grüßt höflich die Nachbarn. '.repeat(2);
    const [page] = await readBytes(htmlReader, Buffer.from(`${stated}<p>${german}</p>`, 'latin1'));
    expect(page).toMatchObject({ text: german.trim(), metadata: { encoding: 'windows-1252' } });
  });

  it('reads a page in UTF-8 with a footer in Windows-1251', async () => {
    const footer = 'Все права защищены. Перепечатка материалов только с письменного разрешения редакции.';
    const bytes = Buffer.concat([
      Buffer.from(`<article>${`<p>${sentence} ${sentence}</p>`.repeat(8)}</article><p>`),
      encodeSingleByte('windows-1251', footer),
      Buffer.from('</p>'),
    ]);
    const [page] = await readBytes(htmlReader, bytes);
    expect(page).toMatchObject({ metadata: { encoding: 'utf-8, windows-1251' } });
    expect(page && 'text' in page && page.text).toContain(sentence);
    expect(page && 'text' in page && page.text).not.toContain('\uFFFD');
  });

  it('reads a page in UTF-8 whose template prints a sign of Windows', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`<p>${sentence} ${sentence}</p><p>`),
      Buffer.of(0xa9),
      Buffer.from(' 2026</p>'),
    ]);
    expect(await readBytes(htmlReader, bytes)).toMatchObject([
      { metadata: { encoding: 'utf-8, windows-1252' } },
    ]);
  });

  it('goes by the stated encoding, but not against the bytes', async () => {
    const html = (charset: string) => `<meta charset="${charset}"><p>Ҷумҳурии Тоҷикистон. ${sentence}</p>`;
    expect(await textOf(html('windows-1251'))).toContain('Ҷумҳурии');
    for (const [stated, http] of [
      ['koi8-r', undefined],
      ['iso-8859-1', 'KOI8-R'],
      ['iso-8859-1', 'iso-8859-1'],
    ]) {
      const bytes = encodeSingleByte('koi8-t', html(stated ?? ''));
      const outcome = await readHtml(bytes, http);
      expect(outcome).toMatchObject({
        text: expect.stringContaining('Ҷумҳурии'),
        metadata: { encoding: 'koi8-t' },
      });
    }
  });

  it('rejects an empty file, a page without text, and one nested too deep to be read', async () => {
    expect(await readBytes(htmlReader, '')).toMatchObject([{ reason: 'empty-file' }]);
    const page = '<html><body><script>load()</script></body></html>';
    expect(await readBytes(htmlReader, page)).toMatchObject([{ reason: 'no-text' }]);
    expect(await textOf(`${'<div>'.repeat(50_000)}${sentence}`)).toBe('reader-failed');
  });

  it.skipIf(!hasRealPages)('keeps the bodies of real pages and none of their menus and footers', async () => {
    const texts: string[] = [];
    for (const folder of ['html', 'html-contest']) {
      for (const name of await readdir(join(realPages, folder))) {
        const outcome = await readHtml(await readFile(join(realPages, folder, name)));
        texts.push('text' in outcome ? outcome.text : '');
      }
    }
    expect(texts).toHaveLength(29);
    const chrome = /Быстрые ссылки|Скачать APK|Our Contacts|Amanda Kern|Настройки|ejudge|Номер решения|Выйти/;
    expect(texts.filter((text) => chrome.test(text))).toEqual([]);
    // Two of the pages are shells that a script fills.
    expect(texts.filter((text) => text.length < 400)).toHaveLength(2);
  });
});
