import { readFile } from 'node:fs/promises';
import { type DocumentReader, type ReadOutcome, readerFailure } from '../reader.ts';
import { textOfBlocks } from '../text-blocks.ts';
import { articleBlocks } from './article-blocks.ts';
import { type Block, type Page, parsePage } from './blocks.ts';
import { decodePage } from './charset.ts';
import { lengthOf, mainBlocks, mainText, paragraphCharacters, plainBlocks } from './main-blocks.ts';
import { pageOfMessage } from './mhtml.ts';

const maximumBytes = 32 * 1024 * 1024;
/** Main blocks with at least this share of the text outside links and menus leave no doubt. */
const clearShare = 0.7;
/** The same where the page itself marks the element that holds its text: Readability takes as long as all the rest. */
const markedShare = 0.5;
/** Below this there is no article to find. */
const articleCharacters = 250;
/** Below this share of its paragraphs the text of a page has been taken for something else. */
const smallestOwnShare = 0.25;
/** An article that holds less than this share of the page's text blocks has lost a part of the body. */
const smallestArticleShare = 0.75;

/**
 * Reads a web page as one document without its menus and footers. The metadata's `extraction` says how:
 * `blocks` (long blocks with few links), `article` (Readability, where the blocks alone are not clear) or
 * `whole-body` (a page without either).
 */
export const htmlReader: DocumentReader = {
  extensions: ['.html', '.htm', '.xhtml', '.mht', '.mhtml'],
  async *read(path, signal) {
    const bytes = await readFile(path, { signal });
    const isMessage = /^(mime-version|from|content-type|message-id|subject|date):/i.test(
      bytes.toString('latin1', 0, 64).trimStart(),
    );
    const page = isMessage ? pageOfMessage(bytes) : undefined;
    if (bytes.length === 0) yield { reason: 'empty-file', value: '0 bytes' };
    else if (page) yield await readHtml(page.bytes, page.charset);
    else yield await readHtml(bytes);
  },
};

/** Reads the bytes of a page. `httpCharset` is what the server said about them. */
export async function readHtml(bytes: Uint8Array, httpCharset?: string): Promise<ReadOutcome> {
  if (bytes.length > maximumBytes) return { reason: 'too-large', value: `${bytes.length} bytes` };
  const decoded = decodePage(bytes, httpCharset);
  if ('reason' in decoded) return decoded;
  const { html, encoding } = decoded;
  try {
    const page = lenientPage(html);
    const { extraction, blocks } = await extract(html, page);
    const text = textOfBlocks(blocks);
    if (text === '') return { reason: 'no-text', value: `${html.length} characters of markup` };
    const title = page.title === '' ? {} : { title: page.title };
    return { text, metadata: { encoding, ...title, extraction } };
  } catch (error) {
    // Elements nested ten thousand deep: one such page must not end the archive that it lies in.
    return readerFailure(error);
  }
}

/** A page whose paragraphs nearly all lie in parts called advertisement, comments and the like calls its text so. */
function lenientPage(html: string): Page {
  const page = parsePage(html);
  const own = lengthOf(mainBlocks(page));
  return own < smallestOwnShare * paragraphCharacters(page.blocks)
    ? parsePage(html, { knowsBeside: false })
    : page;
}

/** Chooses the blocks of the page's text. */
async function extract(html: string, page: Page): Promise<{ extraction: string; blocks: readonly Block[] }> {
  const { blocks } = page;
  const { blocks: main, isMarked } = mainText(page);
  const plain = plainBlocks(blocks);
  if (main.length > 0 && lengthOf(main) >= (isMarked ? markedShare : clearShare) * lengthOf(plain)) {
    return { extraction: 'blocks', blocks: main };
  }
  if (lengthOf(plain) >= articleCharacters) {
    const article = await articleBlocks(html);
    if (article.length > 0 && lengthOf(article) >= smallestArticleShare * lengthOf(main)) {
      return { extraction: 'article', blocks: article };
    }
  }
  if (main.length > 0) return { extraction: 'blocks', blocks: main };
  return { extraction: 'whole-body', blocks: plain.length > 0 ? plain : blocks };
}
