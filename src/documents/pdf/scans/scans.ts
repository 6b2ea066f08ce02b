import { throwIfInterrupted } from '../../../core/errors.ts';
import type { PdfItem, PdfPage } from '../file/items.ts';
import type { KeptPages } from '../file/kept-pages.ts';
import { findRecogniser, type Recogniser } from './recognition.ts';

/** Pages of which the scanned ones were read, as far as possible. */
export interface ScannedPages {
  readonly pages: readonly PdfPage[];
  /** How many pages are pictures of pages. */
  readonly scanned: number;
  /** How many of them could be read. */
  readonly recognised: number;
  /** How sure the reading is, 0 to 100; absent when nothing was recognised. */
  readonly confidence?: number;
  readonly recogniser?: string;
}

/** Looks for the programs once; tests give their own. */
export type FindRecogniser = (signal: AbortSignal) => Promise<Recogniser | undefined>;

/**
 * Reads the pages that are pictures (no text, a picture fills the page) with the system's text recognition,
 * where it is installed. One page at a time; seconds each.
 */
export async function readScans(
  path: string,
  pages: readonly PdfPage[],
  signal: AbortSignal,
  find: FindRecogniser = findRecogniser,
  kept?: KeptPages,
): Promise<ScannedPages> {
  const scanned = pages.filter(({ isPicture }) => isPicture).length;
  if (scanned === 0) return { pages, scanned, recognised: 0 };
  const recogniser = await find(signal);
  if (!recogniser) return { pages, scanned, recognised: 0 };
  const read: PdfPage[] = [];
  const confidences: number[] = [];
  for (const page of pages) {
    throwIfInterrupted(signal);
    const known = page.isPicture ? kept?.recognised(page.number) : undefined;
    const found = known ?? (page.isPicture ? await recogniser.read(path, page, signal) : undefined);
    if (found && !known) kept?.keepRecognised(page.number, found);
    if (found && found.items.length > 0) confidences.push(found.confidence);
    read.push(found ? { ...page, items: found.items } : page);
  }
  const recognised = confidences.length;
  if (recognised === 0) return { pages, scanned, recognised };
  const confidence = Math.round(confidences.reduce((sum, value) => sum + value, 0) / recognised);
  return { pages: read, scanned, recognised, confidence, recogniser: recogniser.name };
}

/** Whether there is anything to read among the pieces of text. */
export function hasLetters(items: readonly PdfItem[]): boolean {
  return items.some(({ text }) => /[\p{L}\p{N}]/u.test(text));
}
