import { posix } from 'node:path';
import { type Block, blocksOf } from '../html/blocks.ts';
import type { DocumentReader } from '../reader.ts';
import { readOffice } from './read-office.ts';
import { readXml } from './xml.ts';
import { type Zip, ZipError } from './zip.ts';

/**
 * Reads EPUB books (2 and 3): the chapters in the book's reading order, with headings, lists, tables as
 * rows. The table of contents is left out.
 */
export const epubReader: DocumentReader = {
  extensions: ['.epub'],
  async *read(path) {
    yield await readOffice(path, 'META-INF/container.xml', readBook);
  },
};

async function readBook(container: Buffer, zip: Zip): Promise<Block[]> {
  const packagePath = firstAttribute(container, 'rootfile', 'full-path');
  const description = packagePath === undefined ? undefined : await zip.entry(packagePath);
  if (packagePath === undefined || !description) throw new ZipError('damaged-file', 'holds no package file');
  const encryption = (await zip.entry('META-INF/encryption.xml'))?.toString('utf8') ?? '';
  const blocks: Block[] = [];
  for (const href of readingOrder(description)) {
    const name = posix.join(posix.dirname(packagePath), decodeURIComponent(href));
    // Fonts are often scrambled; a chapter that is, is protected.
    if (encryption.includes(`"${name}"`)) throw new ZipError('damaged-file', 'its chapters are encrypted');
    const chapter = await zip.entry(name);
    if (chapter) blocks.push(...(await readChapter(chapter)));
  }
  return blocks;
}

async function readChapter(bytes: Buffer): Promise<Block[]> {
  const { parseHTML } = await import('linkedom');
  const { document } = parseHTML(withClosingTags(new TextDecoder().decode(bytes)));
  // A chapter is content throughout: what looks like a menu on a web page is a part of the book here.
  return document.body ? blocksOf(document.body) : [];
}

const voidTags =
  /^(area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|path|circle|rect|line|use)$/i;

/** XHTML may write an empty element as `<title/>`; as HTML that would swallow the rest of the page. */
function withClosingTags(xhtml: string): string {
  return xhtml.replace(/<([a-z][\w:-]*)((?:\s[^<>]*?)?)\/>/gi, (tag, name: string, attributes: string) =>
    voidTags.test(name) ? tag : `<${name}${attributes}></${name}>`,
  );
}

/** The chapters' addresses in the order of the book's spine. */
function readingOrder(description: Buffer): string[] {
  const addresses = new Map<string, string>();
  const order: string[] = [];
  readXml(description, {
    open(prefixed, { id, href, idref, properties, 'media-type': type, linear }) {
      const name = prefixed.replace(/^.*:/, '');
      const isChapter = /xhtml|html/.test(type ?? '') && !/(^|\s)nav(\s|$)/.test(properties ?? '');
      if (name === 'item' && isChapter && id !== undefined && href !== undefined) addresses.set(id, href);
      else if (name === 'itemref' && idref !== undefined && linear !== 'no') order.push(idref);
    },
  });
  return order.flatMap((id) => addresses.get(id) ?? []);
}

function firstAttribute(xml: Buffer, element: string, attribute: string): string | undefined {
  let found: string | undefined;
  readXml(xml, {
    open(name, attributes) {
      if (name.replace(/^.*:/, '') === element) found ??= attributes[attribute];
    },
  });
  return found;
}
