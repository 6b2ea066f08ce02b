import { open } from 'node:fs/promises';
import type { DocumentReader, ReadOutcome, ReadReject, ReadText } from '../reader.ts';
import { documentOfPages } from './document.ts';
import { type PdfLimits, pdfLimits } from './file/limits.ts';
import { type PdfPages, readPages } from './file/read-pages.ts';
import { readablePages } from './fonts.ts';
import { findRecogniser } from './scans/recognition.ts';
import { type FindRecogniser, hasLetters, readScans, type ScannedPages } from './scans/scans.ts';

/** Reads a PDF as one document with its page starts. */
export const pdfReader: DocumentReader = {
  extensions: ['.pdf'],
  async *read(path, signal) {
    yield (await rejectByEnds(path)) ?? (await readPdf(path, signal));
  },
};

/** Reads a PDF whose ends are in order; tests give limits and a text recognition of their own. */
export async function readPdf(
  path: string,
  signal: AbortSignal,
  { limits = pdfLimits, find = findRecogniser }: { limits?: PdfLimits; find?: FindRecogniser } = {},
): Promise<ReadOutcome> {
  const read = await readPages(path, limits, signal);
  if ('reason' in read) return read;
  const { pages, unreadableLetters } = readablePages(read.pages);
  const scans = await readScans(path, pages, signal, find);
  if (!scans.pages.some(({ items, turned }) => hasLetters(items) || hasLetters(turned))) {
    return rejectOfTextless(read, scans, unreadableLetters);
  }
  const { text, pageStarts, metadata } = documentOfPages(scans.pages, read.title.replace(/\s+/g, ' '));
  return {
    text,
    pageStarts,
    metadata: {
      pages: pages.length + read.failed.length,
      ...metadata,
      ...(unreadableLetters === 0 ? {} : { unreadableLetters }),
      ...metadataOfScans(scans),
      ...(read.failed.length === 0 ? {} : { failedPages: read.failed.join(' ') }),
    },
  };
}

function rejectOfTextless(read: PdfPages, scans: ScannedPages, unreadableLetters: number): ReadReject {
  const count = `${read.pages.length} pages`;
  if (scans.scanned > 0) {
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

/** What the first and the last bytes of a file say against it. */
async function rejectByEnds(path: string): Promise<ReadReject | undefined> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size === 0) return { reason: 'empty-file', value: '0 bytes' };
    if (size > pdfLimits.sizeBytes) return { reason: 'pdf-too-long', value: `${size} bytes` };
    const head = Buffer.alloc(1024);
    const tail = Buffer.alloc(2048);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    if (!head.subarray(0, bytesRead).includes('%PDF-')) {
      return { reason: 'damaged-pdf', value: 'does not begin with %PDF-' };
    }
    await file.read(tail, 0, tail.length, Math.max(0, size - tail.length));
    // A PDF ends with this mark; pdf.js would piece together what is left of a cut-off file.
    if (!tail.includes('%%EOF')) return { reason: 'truncated-pdf', value: `no end mark in ${size} bytes` };
    return undefined;
  } finally {
    await file.close();
  }
}
