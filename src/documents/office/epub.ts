import { posix } from 'node:path';
import { type Block, parsePage } from '../html/blocks.ts';
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
    if (chapter) blocks.push(...readChapter(chapter));
  }
  return blocks;
}

function readChapter(bytes: Buffer): Block[] {
  // A chapter is content throughout: what looks like a menu on a web page is a part of the book here.
  return parsePage(new TextDecoder().decode(bytes)).blocks;
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
