import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import type { PDFDocumentProxy, PDFPageProxy } from 'unpdf/pdfjs';
import { withActualText } from './actual-text.ts';
import { mayHoldActualText } from './actual-text-anywhere.ts';
import { drawingsOf, type Matrix, type RawPath } from './drawings.ts';
import { type PdfPage, placeItems } from './items.ts';
import { completePdfjs } from './pdfjs-insertions.ts';
import { largestPicture } from './pictures.ts';
import { withTrailer } from './trailer.ts';

/** What the thread is asked to read. */
export interface PagesRequest {
  readonly path: string;
  /** The first page, counted from 1. */
  readonly from: number;
  /** A file with more pages than this is not read. */
  readonly maximumPages: number;
}

/** What the thread answers: the number of pages, then each page, then the end. */
export type PagesMessage =
  | { readonly type: 'opened'; readonly pages: number; readonly title: string }
  | { readonly type: 'page'; readonly page: PdfPage }
  | { readonly type: 'failed-page'; readonly number: number; readonly message: string }
  | { readonly type: 'unreadable'; readonly name: string; readonly message: string }
  | { readonly type: 'end' };

completePdfjs();

/** A picture of a page fills it, margins of the scanner aside. */
const scannedShare = 0.4;

// A thread of its own: a hostile file can keep it busy or fill its memory, and then it is simply ended.
parentPort?.on('message', async (request: PagesRequest) => {
  try {
    await readAll(request);
    post({ type: 'end' });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    post({ type: 'unreadable', name, message });
  }
});

async function readAll({ path, from, maximumPages }: PagesRequest): Promise<void> {
  const bytes = await readFile(path);
  const readsStructure = mayHoldActualText(bytes);
  const document = await open(bytes);
  try {
    post({ type: 'opened', pages: document.numPages, title: await titleOf(document) });
    if (document.numPages > maximumPages) return;
    for (let number = from; number <= document.numPages; number += 1) {
      try {
        const page = await document.getPage(number);
        post({ type: 'page', page: { ...(await readPage(page, readsStructure)), number } });
        page.cleanup();
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        post({ type: 'failed-page', number, message });
      }
    }
  } finally {
    await document.loadingTask.destroy();
  }
}

async function open(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const { getDocumentProxy } = await import('unpdf');
  // No picture is ever decoded here: it takes time and memory, and a hostile one takes all of it.
  const options = { verbosity: 0, maxImageSize: 1 };
  try {
    // pdf.js takes the bytes that it is given away.
    return await getDocumentProxy(new Uint8Array(bytes), options);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'InvalidPDFException') throw error;
    const mended = withTrailer(bytes);
    if (!mended) throw error;
    return getDocumentProxy(new Uint8Array(mended), options).catch(() => {
      throw error;
    });
  }
}

async function titleOf(document: PDFDocumentProxy): Promise<string> {
  const { info } = await document.getMetadata();
  return 'Title' in info && typeof info.Title === 'string' ? info.Title : '';
}

async function readPage(page: PDFPageProxy, readsStructure: boolean): Promise<Omit<PdfPage, 'number'>> {
  const viewport = page.getViewport({ scale: 1 });
  const content: readonly Given[] = (await page.getTextContent({ includeMarkedContent: true })).items;
  const items = content.filter((item) => !isPath(item));
  const isTagged = readsStructure && items.some((item) => 'id' in item && item.id);
  const raw = withActualText(items, isTagged ? await page.getStructTree() : undefined);
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = viewport.transform;
  const matrix: Matrix = [a, b, c, d, e, f];
  const { isTurned, ...placed } = placeItems(raw, matrix, viewport);
  const drawings = isTurned ? [] : drawingsOf(content.filter(isPath), matrix);
  const hasText = raw.some(({ str }) => /[\p{L}\p{N}]/u.test(str));
  return { ...placed, drawings, isPicture: !hasText && (await pictureShare(page)) >= scannedShare };
}

/** What pdf.js gives, with what pdfjs-insertions.ts adds. */
type Given = Awaited<ReturnType<PDFPageProxy['getTextContent']>>['items'][number] | RawPath;

function isPath(item: Given): item is RawPath {
  return 'type' in item && item.type === 'path';
}

/** The share of a page that its largest picture takes. */
async function pictureShare(page: PDFPageProxy): Promise<number> {
  const { getResolvedPDFJS } = await import('unpdf');
  const { OPS } = await getResolvedPDFJS();
  const { width, height } = page.getViewport({ scale: 1 });
  return largestPicture(await page.getOperatorList(), OPS) / (width * height);
}

function post(message: PagesMessage): void {
  parentPort?.postMessage(message);
}
