import { extname } from 'node:path';
import { htmlReader } from './html.ts';
import { jsonLinesReader } from './json-lines.ts';
import { pdfReader } from './pdf.ts';
import { plainTextReader } from './plain-text.ts';
import type { DocumentReader } from './reader.ts';

const readers: readonly DocumentReader[] = [plainTextReader, htmlReader, pdfReader, jsonLinesReader];

/** The reader of a file by its name's ending; undefined when there is none. */
export function readerFor(path: string): DocumentReader | undefined {
  const extension = extname(path).toLowerCase();
  return readers.find(({ extensions }) => extensions.includes(extension));
}
