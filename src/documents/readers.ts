import { basename } from 'node:path';
import { jsonLinesReader } from './data-files/json-lines.ts';
import { parquetReader } from './data-files/parquet.ts';
import { plainTextReader } from './data-files/plain-text.ts';
import { htmlReader } from './html/reader.ts';
import { epubReader } from './office/epub.ts';
import { odtReader, wordReader } from './office/word.ts';
import { pdfReader } from './pdf/reader.ts';
import type { DocumentReader } from './reader.ts';
import { warcReader } from './web-archive/warc.ts';

const readers: readonly DocumentReader[] = [
  plainTextReader,
  htmlReader,
  pdfReader,
  wordReader,
  odtReader,
  epubReader,
  jsonLinesReader,
  parquetReader,
  warcReader,
];

/** The reader of a file by its name's ending (`.html`, `.jsonl.gz`); undefined when there is none. */
export function readerFor(path: string): DocumentReader | undefined {
  const name = basename(path).toLowerCase();
  return readers.find(({ extensions }) => extensions.some((extension) => name.endsWith(extension)));
}
