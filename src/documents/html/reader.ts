import { readFile } from 'node:fs/promises';
import type { DocumentReader, ReadOutcome } from '../reader.ts';
import { textOfBlocks } from '../text-blocks.ts';
import { type Block, blocksOf } from './blocks.ts';
import { decodePage } from './charset.ts';
import { mainBlocks, withoutTail } from './main-blocks.ts';

/** The DOM of a page as Readability takes it. */
type PageDocument = ConstructorParameters<typeof import('@mozilla/readability').Readability>[0];

const maximumBytes = 32 * 1024 * 1024;
/** An article that holds less than this share of the page's text blocks has lost a part of the body. */
const smallestArticleShare = 0.75;

/**
 * Reads a web page as one document without its menus and footers. The metadata's `extraction` says how:
 * `article` (Readability), `blocks` (long blocks with few links, where Readability finds no article or
 * loses a part of it) or `whole-body` (a page without such blocks).
 */
export const htmlReader: DocumentReader = {
  extensions: ['.html', '.htm', '.xhtml'],
  async *read(path, signal) {
    const bytes = await readFile(path, { signal });
    if (bytes.length === 0) yield { reason: 'empty-file', value: '0 bytes' };
    else yield await readHtml(bytes);
  },
};

/** Reads the bytes of a page. `httpCharset` is what the server said about them. */
export async function readHtml(bytes: Uint8Array, httpCharset?: string): Promise<ReadOutcome> {
  if (bytes.length > maximumBytes) return { reason: 'too-large', value: `${bytes.length} bytes` };
  const decoded = decodePage(bytes, httpCharset);
  if ('reason' in decoded) return decoded;
  const { html, encoding } = decoded;
  const { parseHTML } = await import('linkedom');
  const page = /<body[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`;
  const { document } = parseHTML(page);
  const title = document.title.replace(/\s+/g, ' ').trim();
  const shared = { encoding, ...(title === '' ? {} : { title }) };
  const all = blocksOf(document.body);
  const { extraction, blocks } = await extract(document, all);
  const text = textOfBlocks(blocks);
  if (text === '') return { reason: 'no-text', value: `${html.length} characters of markup` };
  return { text, metadata: { ...shared, extraction } };
}

/** Chooses the blocks of the page's text. Rewrites the document. */
async function extract(
  document: PageDocument,
  all: readonly Block[],
): Promise<{ extraction: string; blocks: readonly Block[] }> {
  const main = mainBlocks(all);
  const article = withoutTail(await articleBlocks(document));
  const sizes = [lengthOf(article), lengthOf(main)] as const;
  if (sizes[0] > 0 && sizes[0] >= smallestArticleShare * sizes[1])
    return { extraction: 'article', blocks: article };
  if (sizes[1] > 0) return { extraction: 'blocks', blocks: main };
  return { extraction: 'whole-body', blocks: all };
}

async function articleBlocks(document: PageDocument): Promise<Block[]> {
  const { Readability } = await import('@mozilla/readability');
  const article = new Readability(document, { serializer: (node) => node }).parse();
  return article?.content ? blocksOf(article.content as unknown as Parameters<typeof blocksOf>[0]) : [];
}

function lengthOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0);
}
