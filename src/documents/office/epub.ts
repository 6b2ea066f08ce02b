import { posix } from 'node:path';
import { textFault } from '../../language/index.ts';
import { type Block, parsePage } from '../html/blocks.ts';
import { decodePage } from '../html/charset.ts';
import type { DocumentReader, ReadReject } from '../reader.ts';
import { type OfficeContent, readOffice } from './read-office.ts';
import { readXml } from './xml.ts';
import { type Zip, ZipError } from './zip/zip.ts';

/**
 * Reads EPUB books (2 and 3): the chapters in the book's reading order, with headings, lists, tables as
 * rows. The table of contents is left out. A chapter that is missing or locked is a reject; the others are read.
 */
export const epubReader: DocumentReader = {
  extensions: ['.epub'],
  async *read(path) {
    yield* readOffice(path, readBook);
  },
};

async function readBook(zip: Zip): Promise<OfficeContent> {
  const packageName = await packageOf(zip);
  const description = packageName === undefined ? undefined : await zip.entry(packageName);
  const folder = packageName === undefined ? '' : posix.dirname(packageName);
  const chapters = description ? readingOrder(description) : [];
  // As viewers do for a book without a description: its pages in the order of their names.
  const pages = zip.names.filter((name) => /\.x?html?$/i.test(name)).sort(byNumber);
  const names = chapters.length > 0 ? chapters.map((href) => posix.join(folder, decoded(href))) : pages;
  if (names.length === 0) throw new ZipError('damaged-file', 'it holds no chapters');
  const locked = await lockedParts(zip);
  const blocks: Block[] = [];
  const losses: ReadReject[] = [];
  for (const name of names) {
    const chapter = await readChapter(zip, name, locked);
    if ('reason' in chapter) losses.push(chapter);
    else blocks.push(...chapter.blocks);
  }
  return { blocks, losses };
}

async function readChapter(
  zip: Zip,
  name: string,
  locked: ReadonlySet<string>,
): Promise<{ readonly blocks: readonly Block[] } | ReadReject> {
  const own = findName(zip, name);
  if (locked.has(name) || (own !== undefined && locked.has(own))) return { reason: 'encrypted', value: name };
  const bytes = own === undefined ? undefined : await zip.entry(own);
  if (!bytes) return { reason: 'missing-part', value: name };
  const page = decodePage(bytes);
  if ('reason' in page) return { ...page, value: `${name}: ${page.value}` };
  // A chapter is content throughout: what looks like a menu on a web page is a part of the book here.
  const { blocks } = parsePage(page.html);
  const fault = textFault(blocks.map(({ text }) => text).join('\n'));
  return fault ? { reason: fault.reason, value: `${name}: ${fault.message}` } : { blocks };
}

/** The name in the ZIP file of a part that may be spelled otherwise: in other capitals, composed, elsewhere. */
function findName(zip: Zip, name: string): string | undefined {
  if (zip.names.includes(name)) return name;
  const plain = (one: string) =>
    decoded(one)
      .normalize('NFC')
      .toLowerCase()
      .replace(/[\s_+-]+/g, ' ');
  const wanted = plain(name);
  const same = zip.names.find((one) => plain(one) === wanted);
  if (same !== undefined) return same;
  const elsewhere = zip.names.filter((one) => plain(posix.basename(one)) === posix.basename(wanted));
  return elsewhere.length === 1 ? elsewhere[0] : undefined;
}

/** The name of the book's description: what the container names, else the only one there is. */
async function packageOf(zip: Zip): Promise<string | undefined> {
  const container = await zip.entry('META-INF/container.xml');
  let named: string | undefined;
  readXml(container ?? '', {
    open(name, attributes) {
      if (name.replace(/^.*:/, '') === 'rootfile') named ??= attributes['full-path'];
    },
  });
  const found = named === undefined ? undefined : findName(zip, named);
  return found ?? zip.names.find((name) => name.toLowerCase().endsWith('.opf'));
}

/** The parts that are locked. Fonts are often scrambled; those are not asked for. */
async function lockedParts(zip: Zip): Promise<ReadonlySet<string>> {
  const encryption = await zip.entry('META-INF/encryption.xml');
  const locked = new Set<string>();
  readXml(encryption ?? '', {
    open(name, { URI }) {
      if (name.replace(/^.*:/, '') !== 'CipherReference' || URI === undefined) return;
      for (const one of [URI, decoded(URI)]) locked.add(one.replace(/^\//, ''));
    },
  });
  return locked;
}

/** The chapters' addresses in the order of the book's spine; in the manifest's where it has none. */
function readingOrder(description: Buffer): string[] {
  const addresses = new Map<string, string>();
  const order: string[] = [];
  readXml(description, {
    open(prefixed, { id, href, idref, properties, 'media-type': type, linear }) {
      const name = prefixed.replace(/^.*:/, '');
      const isPage = /html/.test(type ?? '') || (type === undefined && /\.x?html?$/i.test(href ?? ''));
      const isChapter = isPage && !/(^|\s)nav(\s|$)/.test(properties ?? '');
      if (name === 'item' && isChapter && href !== undefined) addresses.set(id ?? href, href);
      else if (name === 'itemref' && idref !== undefined && linear !== 'no') order.push(idref);
    },
  });
  const spine = order.flatMap((id) => addresses.get(id) ?? []);
  return spine.length > 0 ? spine : [...addresses.values()];
}

function decoded(address: string): string {
  const plain = address.replace(/#.*$/, '');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
