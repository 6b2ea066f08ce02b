import { readFile } from 'node:fs/promises';
import { decodeText } from './decode-text.ts';
import type { DocumentReader, ReadOutcome } from './reader.ts';
import { textOfElement } from './text-of-element.ts';

/**
 * Reads a web page as one document: the article that Readability finds, else the whole body (the
 * metadata's `extraction` says which).
 */
export const htmlReader: DocumentReader = {
  extensions: ['.html', '.htm', '.xhtml'],
  async *read(path, signal) {
    const bytes = await readFile(path, { signal });
    if (bytes.length === 0) {
      yield { reason: 'empty-file', value: '0 bytes' };
      return;
    }
    const decoded = decodeText(bytes);
    if (!decoded) yield { reason: 'not-text', value: 'holds zero bytes' };
    else yield await readPage(decoded.text, decoded.encoding);
  },
};

async function readPage(html: string, encoding: string): Promise<ReadOutcome> {
  const { parseHTML } = await import('linkedom');
  const { Readability } = await import('@mozilla/readability');
  const page = /<body[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`;
  const { document } = parseHTML(page);
  const title = document.title.trim();
  const shared = { encoding, ...(title === '' ? {} : { title }) };
  // Readability rewrites the document it is given, so the fallback parses the page again.
  const article = new Readability(document).parse();
  if (article?.content) {
    const text = textOfElement(parseHTML(`<html><body>${article.content}</body></html>`).document.body);
    if (text !== '') return { text, metadata: { ...shared, extraction: 'article' } };
  }
  const text = textOfElement(parseHTML(page).document.body);
  if (text === '') return { reason: 'no-text', value: `${html.length} characters of markup` };
  return { text, metadata: { ...shared, extraction: 'whole-body' } };
}
