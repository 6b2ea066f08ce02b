import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import type { PDFDocumentProxy, PDFPageProxy } from 'unpdf/pdfjs';
import { type PdfPage, placeItems, type RawItem } from './items.ts';

/** What the thread is asked to read. */
export interface PagesRequest {
  readonly path: string;
  /** The first page, counted from 1. */
  readonly from: number;
  /** More pages than this are not read. */
  readonly maximumPages: number;
}

/** What the thread answers: the number of pages, then each page, then the end. */
export type PagesMessage =
  | { readonly type: 'opened'; readonly pages: number; readonly title: string }
  | { readonly type: 'page'; readonly page: PdfPage }
  | { readonly type: 'failed-page'; readonly number: number; readonly message: string }
  | { readonly type: 'unreadable'; readonly name: string; readonly message: string }
  | { readonly type: 'end' };

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
  const document = await open(path, false);
  let strict: Promise<PDFDocumentProxy> | undefined;
  try {
    const { info } = await document.getMetadata();
    const title =
      typeof info === 'object' && 'Title' in info && typeof info.Title === 'string' ? info.Title : '';
    post({ type: 'opened', pages: document.numPages, title });
    if (document.numPages > maximumPages) return;
    for (let number = from; number <= document.numPages; number += 1) {
      try {
        const page = await document.getPage(number);
        const placed = await readPage(page);
        page.cleanup();
        const hasText = placed.items.some(({ text }) => /[\p{L}\p{N}]/u.test(text));
        if (!hasText) strict ??= open(path, true);
        const isDrawn = !hasText && strict !== undefined && (await hasPicture(await strict, number));
        post({ type: 'page', page: { ...placed, number, hasPicture: isDrawn } });
      } catch (error) {
        post({
          type: 'failed-page',
          number,
          message: error instanceof Error ? error.message : String(error),
        });
      }
    }
  } finally {
    await document.loadingTask.destroy();
    await (await strict)?.loadingTask.destroy();
  }
}

async function open(path: string, stopAtErrors: boolean): Promise<PDFDocumentProxy> {
  const { getDocumentProxy } = await import('unpdf');
  const data = new Uint8Array(await readFile(path));
  // No picture is ever decoded here: it takes time and memory, and a hostile one takes all of it.
  return getDocumentProxy(data, { verbosity: 0, maxImageSize: 1, stopAtErrors });
}

async function readPage(page: PDFPageProxy): Promise<ReturnType<typeof placeItems>> {
  const viewport = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent({ includeMarkedContent: false });
  const raw = items.filter((item): item is typeof item & RawItem => 'str' in item);
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = viewport.transform;
  return placeItems(raw, [a, b, c, d, e, f], viewport);
}

/** Whether a page draws a picture: read strictly, the limit of picture sizes is then an error. */
async function hasPicture(strict: PDFDocumentProxy, number: number): Promise<boolean> {
  const page = await strict.getPage(number);
  try {
    await page.getOperatorList();
    return false;
  } catch (error) {
    return error instanceof Error && error.message.startsWith('Image exceeded');
  } finally {
    page.cleanup();
  }
}

function post(message: PagesMessage): void {
  parentPort?.postMessage(message);
}
