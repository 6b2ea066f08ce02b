import { readFile } from 'node:fs/promises';
import { throwIfInterrupted } from '../core/errors.ts';
import { linesOfPage, type PdfItem, type PdfLine } from './pdf-lines.ts';
import { joinPages } from './pdf-text.ts';
import type { DocumentReader, ReadOutcome } from './reader.ts';

/** Reads the text layer of a PDF as one document with its page starts. */
export const pdfReader: DocumentReader = {
  extensions: ['.pdf'],
  async *read(path, signal) {
    const bytes = await readFile(path, { signal });
    yield await readPdf(bytes, signal);
  },
};

async function readPdf(bytes: Buffer, signal: AbortSignal): Promise<ReadOutcome> {
  if (bytes.length === 0) return { reason: 'empty-file', value: '0 bytes' };
  if (!bytes.subarray(0, 1024).includes('%PDF-')) {
    return { reason: 'damaged-pdf', value: 'does not begin with %PDF-' };
  }
  // A PDF ends with this mark; pdf.js would piece together what is left of a cut-off file.
  if (!bytes.subarray(-2048).includes('%%EOF')) {
    return { reason: 'truncated-pdf', value: `no end mark in ${bytes.length} bytes` };
  }
  const { getDocumentProxy } = await import('unpdf');
  try {
    const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    try {
      const pages: PdfLine[][] = [];
      for (let number = 1; number <= document.numPages; number += 1) {
        throwIfInterrupted(signal);
        const page = await document.getPage(number);
        const { items } = await page.getTextContent();
        pages.push(linesOfPage(items.flatMap(toItem)));
        page.cleanup();
      }
      const { text, pageStarts } = joinPages(pages);
      const value = `${pages.length} pages without text`;
      if (text.trim() === '') return { reason: 'no-text-layer', value };
      return { text, pageStarts, metadata: { pages: pages.length } };
    } finally {
      await document.loadingTask.destroy();
    }
  } catch (error) {
    return rejectOf(error);
  }
}

function toItem(item: object): PdfItem[] {
  if (!('str' in item && 'transform' in item && 'width' in item && 'height' in item)) return [];
  const { str, transform, width, height } = item as {
    str: string;
    transform: number[];
    width: number;
    height: number;
  };
  const [scaleX = 0, skew = 0, , , x = 0, y = 0] = transform;
  return [{ text: str, x, y, width, height: height || Math.hypot(scaleX, skew) }];
}

function rejectOf(error: unknown): ReadOutcome {
  // pdf.js names its errors; anything else is ours and goes up.
  if (!(error instanceof Error)) throw error;
  if (error.name === 'PasswordException') return { reason: 'password-protected-pdf', value: error.message };
  const names = ['InvalidPDFException', 'FormatError', 'XRefParseException', 'UnknownErrorException'];
  if (names.includes(error.name)) return { reason: 'damaged-pdf', value: error.message };
  throw error;
}
