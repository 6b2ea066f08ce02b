import { type FileHandle, open } from 'node:fs/promises';
import {
  type DocumentReader,
  type ReadOutcome,
  type ReadReject,
  type ReadText,
  wholeFile,
} from '../reader.ts';
import { documentOfPages } from './document.ts';
import type { PdfPage } from './file/items.ts';
import { KeptPages } from './file/kept-pages.ts';
import { type PdfLimits, pdfLimits } from './file/limits.ts';
import { type PdfPages, readPages } from './file/read-pages.ts';
import { readablePages } from './fonts.ts';
import { findRecogniser } from './scans/recognition.ts';
import { type FindRecogniser, hasLetters, readScans, type ScannedPages } from './scans/scans.ts';

/** Reads a PDF as one document with its page starts; what is lost of it are rejects behind it. */
export const pdfReader: DocumentReader = {
  extensions: ['.pdf'],
  async *read(path, signal, { onPage, keptPages } = wholeFile) {
    const ends = await checkEnds(path);
    if (ends.reject) yield ends.reject;
    else {
      const kept = keptPages === undefined ? undefined : new KeptPages(keptPages);
      try {
        yield* await readWithLosses(path, signal, { isCut: ends.isCut, onPage, kept });
      } finally {
        kept?.close();
      }
    }
  },
};

interface PdfOptions {
  readonly limits?: PdfLimits;
  readonly find?: FindRecogniser;
  /** Whether the end of the file is missing. */
  readonly isCut?: boolean;
  /** Called when a page was read: its number and how many there are. */
  readonly onPage?: ((page: number, total: number) => void) | undefined;
  /** Pages that an earlier reading was stopped behind. */
  readonly kept?: KeptPages | undefined;
}

/** Less than half of the letters can be read: what is left is no document. */
const mostUnreadable = 0.5;

/** Reads a PDF whose ends are in order; tests give limits and a text recognition of their own. */
export async function readPdf(
  path: string,
  signal: AbortSignal,
  options: PdfOptions = {},
): Promise<ReadOutcome> {
  const [outcome] = await readWithLosses(path, signal, options);
  return outcome;
}

/** The document, or why there is none, and what of it could not be read. */
export async function readWithLosses(
  path: string,
  signal: AbortSignal,
  { limits = pdfLimits, find = findRecogniser, isCut = false, onPage, kept }: PdfOptions = {},
): Promise<[ReadOutcome, ...ReadReject[]]> {
  const read = await readPages(path, limits, signal, { onPage, kept });
  if ('reason' in read) {
    return [isCut && read.reason === 'damaged-pdf' ? cutOff('nothing could be read') : read];
  }
  const readable = readablePages(read.pages);
  const { pages, unreadableLetters } = readable;
  const scans = await readScans(path, pages, signal, find, kept);
  const letters = unreadableLetters === 0 ? 0 : lettersOf(scans.pages);
  const isEmpty = !scans.pages.some(({ items, turned }) => hasLetters(items) || hasLetters(turned));
  if (isEmpty || unreadableLetters > mostUnreadable * (letters + unreadableLetters)) {
    const reject = rejectOfTextless(read, scans, unreadableLetters);
    return [isCut && reject.reason === 'no-text-layer' ? cutOff(reject.value) : reject];
  }
  const document = documentOfPages(scans.pages, read.title.replace(/\s+/g, ' '));
  const text: ReadText = {
    text: document.text,
    pageStarts: document.pageStarts,
    metadata: {
      pages: pages.length + read.failed.length,
      ...document.metadata,
      ...(unreadableLetters === 0 ? {} : { unreadableLetters }),
      ...metadataOfScans(scans),
      ...(read.failed.length === 0 ? {} : { failedPages: read.failed.join(' ') }),
    },
  };
  const losses: ReadReject[] = [];
  if (isCut) losses.push(cutOff(`${pages.length} pages were read`));
  if (read.failed.length > 0) {
    losses.push({ reason: 'damaged-pdf', value: `pages that could not be read: ${list(read.failed)}` });
  }
  if (unreadableLetters > 0) {
    const value = `${unreadableLetters} letters on pages ${list(readable.unreadablePages)} left out, ${letters} read`;
    losses.push({ reason: 'unreadable-fonts', value });
  }
  if (scans.scanned > scans.recognised) {
    const value = `${scans.scanned - scans.recognised} of ${pages.length} pages are pictures without text`;
    losses.push({ reason: 'scanned-pdf', value });
  }
  if (document.doubtfulPages.length > 0) {
    const value = `the lines of pages ${list(document.doubtfulPages)} of ${pages.length} may be in a wrong order`;
    losses.push({ reason: 'doubtful-order', value });
  }
  return [text, ...losses];
}

function cutOff(what: string): ReadReject {
  return { reason: 'truncated-pdf', value: `the end of the file is missing; ${what}` };
}

const longestList = 20;

function list(pages: readonly number[]): string {
  const more = pages.length > longestList ? ` and ${pages.length - longestList} more` : '';
  return `${pages.slice(0, longestList).join(', ')}${more}`;
}

function lettersOf(pages: readonly PdfPage[]): number {
  let letters = 0;
  for (const { items, turned } of pages) {
    for (const { text } of [...items, ...turned]) letters += text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  }
  return letters;
}

function rejectOfTextless(read: PdfPages, scans: ScannedPages, unreadableLetters: number): ReadReject {
  const count = `${read.pages.length} pages`;
  if (scans.scanned > scans.recognised) {
    return { reason: 'scanned-pdf', value: `${scans.scanned} of ${count} are pictures without text` };
  }
  if (unreadableLetters > 0) return { reason: 'unreadable-fonts', value: `${unreadableLetters} letters` };
  const failed = read.failed.length === 0 ? '' : `, ${read.failed.length} could not be read`;
  return { reason: 'no-text-layer', value: `${count} without text${failed}` };
}

function metadataOfScans({
  scanned,
  recognised,
  confidence,
  recogniser,
}: ScannedPages): ReadText['metadata'] {
  if (scanned === 0) return {};
  return {
    scannedPages: scanned,
    recognisedPages: recognised,
    ...(confidence === undefined ? {} : { recognitionConfidence: confidence }),
    ...(recogniser === undefined ? {} : { recogniser }),
  };
}

interface FileEnds {
  readonly reject?: ReadReject;
  /** Whether what is at the end of every PDF is missing. */
  readonly isCut: boolean;
}

/** What the first and the last bytes of a file say against it. */
async function checkEnds(path: string): Promise<FileEnds> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size === 0) return { reject: { reason: 'empty-file', value: '0 bytes' }, isCut: false };
    if (size > pdfLimits.sizeBytes) {
      return { reject: { reason: 'pdf-too-long', value: `${size} bytes` }, isCut: false };
    }
    const head = await readAt(file, 0, 1024);
    if (!head.includes('%PDF-')) {
      return { reject: { reason: 'damaged-pdf', value: 'does not begin with %PDF-' }, isCut: false };
    }
    return { isCut: await isCutOff(file, size) };
  } finally {
    await file.close();
  }
}

const windowBytes = 64 * 1024;

/**
 * Whether objects follow the last pointer to the table of objects (or there is none): the end is missing. The end
 * mark itself may be missing, and anything may be behind it: viewers look for the pointer.
 */
async function isCutOff(file: FileHandle, size: number): Promise<boolean> {
  // Windows overlap, so that neither word is cut in two.
  for (let end = size; end > 0; end -= windowBytes) {
    const start = Math.max(0, end - windowBytes - 16);
    const bytes = await readAt(file, start, end - start);
    const pointer = Math.max(bytes.lastIndexOf('startxref'), bytes.lastIndexOf('%%EOF'));
    const object = bytes.lastIndexOf('endobj');
    if (pointer !== -1 || object !== -1) return pointer < object;
  }
  return true;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}
