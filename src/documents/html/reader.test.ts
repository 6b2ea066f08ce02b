import { describe, expect, it } from 'vitest';
import { readBytes } from '../testing/read-file.ts';
import { htmlReader } from './reader.ts';

const sentence = 'Ҳамаи одамон озод ва аз лиҳози шарафу ҳуқуқ бо ҳам баробар ба дунё меоянд, бинобар ин. ';

describe('htmlReader', () => {
  it('takes the article and leaves the menu out', async () => {
    const article = `<p>${sentence.repeat(4)}</p><p>Банди <b>дуюм</b>.<br>${sentence.repeat(4)}</p>`;
    const menu = '<nav><ul><li><a href="/">Асосӣ</a></li><li><a href="/x">Тамос</a></li></ul></nav>';
    const html = `<html><head><title> Эъломия </title></head><body>${menu}<article>${article}</article></body></html>`;
    const [outcome] = await readBytes(htmlReader, html);
    expect(outcome).toMatchObject({
      metadata: { title: 'Эъломия', extraction: 'article', encoding: 'utf-8' },
      text: expect.stringMatching(/^Ҳамаи .*\n\nБанди дуюм\.\nҲамаи/s),
    });
    expect(outcome).not.toMatchObject({ text: expect.stringContaining('Тамос') });
  });

  it('falls back to the whole body and says so', async () => {
    const html =
      '<script>var x;</script><ul><li>Як</li><li>Ду</li></ul><table><tr><td>а</td><td>б</td></tr></table>';
    const outcomes = await readBytes(htmlReader, `<html><body><form>${html}</form></body></html>`);
    expect(outcomes).toMatchObject([{ metadata: { extraction: expect.any(String) } }]);
    expect(outcomes).toMatchObject([{ text: 'Як\nДу\n\nа | б' }]);
  });

  it('rejects an empty file and a page without text', async () => {
    expect(await readBytes(htmlReader, '')).toMatchObject([{ reason: 'empty-file' }]);
    const page = '<html><body><script>load()</script></body></html>';
    expect(await readBytes(htmlReader, page)).toMatchObject([{ reason: 'no-text' }]);
  });
});
