/**
 * What one PDF may cost. A file that needs more is an attack, a mistake or not a book; it is left out
 * with the reason and the reading continues.
 */
export const pdfLimits = {
  /** The thickest books have 2,000 pages. */
  pages: 5_000,
  /** Of one file: a scanned book in colour stays below it. */
  sizeBytes: 1024 * 1024 * 1024,
  /** Text of one file in UTF-16 units: ten times the Bible. */
  characters: 40_000_000,
  /** An ordinary page takes 10 ms. */
  pageMs: 20_000,
  /** Pages that took longer than `pageMs`, or all the memory, after which the rest is given up. */
  lostThreads: 3,
  /** Memory of the thread that reads, objects and buffers each. */
  memoryBytes: 768 * 1024 * 1024,
} as const;

export type PdfLimits = { readonly [Name in keyof typeof pdfLimits]: number };
