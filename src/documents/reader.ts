import { type Cursor, fileStart } from './compression/piece.ts';

/** A text found in a file. */
export interface ReadText {
  readonly text: string;
  /** Address of this very text when the file knows a better one than its source entry. */
  readonly address?: string;
  /** ISO date on which this very text was fetched, when the file knows it. */
  readonly retrieved?: string;
  readonly pageStarts?: readonly number[];
  readonly metadata: Readonly<Record<string, string | number | boolean>>;
  /** Where reading can continue behind this text; absent in files that are only read whole. */
  readonly next?: Cursor;
}

/** Why a file (or a part of it) gave no text. */
export interface ReadReject {
  readonly reason: ReadReason;
  /** What was found: a size, a message, a line. */
  readonly value: string;
  /** Where reading can continue behind what was left out. */
  readonly next?: Cursor;
}

export type ReadOutcome = ReadText | ReadReject;

/** Which part of a file to read, and how. */
export interface ReadOptions {
  /** Where to begin: the start of a part, or where a stopped run was. */
  readonly from: Cursor;
  /** What begins at or after this belongs to the next part; in the reader's unit (bytes, rows). */
  readonly to: number;
  /** The field (JSON lines) or column (Parquet) that holds the text. */
  readonly textField: string;
  /** Called when a page of a PDF was read: its number, from 1, and how many there are. */
  readonly onPage?: (page: number, total: number) => void;
  /** A file in which the pages of a PDF are kept as they are read, so that a reading that was killed continues. */
  readonly keptPages?: string;
}

/** Turns one file into texts; what is wrong with the file is an outcome, not an exception. */
export interface DocumentReader {
  /** Endings of the file names it reads, lower case with the dot. */
  readonly extensions: readonly string[];
  /** Options are for readers of files that are cut into parts; the others read the whole file. */
  read(path: string, signal: AbortSignal, options?: ReadOptions): AsyncIterable<ReadOutcome>;
  /**
   * Cuts a large file into parts that can be read each by itself: where they start, in the reader's
   * unit, ascending from 0. Absent when the format (or its compression) cannot be cut.
   */
  split?(path: string, sizeBytes: number, signal: AbortSignal): Promise<readonly number[]>;
}

/** The whole file, with the usual name of the text field. */
export const wholeFile: ReadOptions = {
  from: fileStart,
  to: Number.POSITIVE_INFINITY,
  textField: 'text',
};

/** Parts of about this size: enough of them for every core, few enough to cost nothing. */
export const partBytes = 64 * 1024 * 1024;

/** Starts of parts of equal size, for formats in which the next item can be found from any byte. */
export function equalParts(sizeBytes: number): number[] {
  const count = Math.max(1, Math.ceil(sizeBytes / partBytes));
  return Array.from({ length: count }, (_, index) => index * partBytes);
}

/** Reasons for leaving a file out, each with what the user can do about it. */
export const readReasons = {
  'empty-file': 'Fetch or export the file again: it holds nothing.',
  'unsupported-format':
    'Convert it to PDF, HTML, DOCX, ODT, EPUB, plain text (.txt), JSON lines (.jsonl) or Parquet.',
  'not-text': 'Give the file its true name ending, or convert it to plain text.',
  'no-text': 'The page holds no text: save it again when it is loaded, or leave it out.',
  'truncated-pdf': 'The end of the file is missing: fetch it again. What is there was read.',
  'damaged-pdf': 'Fetch it again, or open it in a PDF program and save it again.',
  'password-protected-pdf': 'Open it with its password and save a copy without one.',
  'password-protected': 'Open it with its password and save a copy without one.',
  encrypted:
    'Its publisher has locked it (DRM): get a copy without a lock, or leave it out. What is not locked was read.',
  'missing-part':
    'The document names a part that is not in the file: get it again from its source. The rest was read.',
  'no-text-layer': 'The PDF holds neither text nor pictures of pages: open it to see what it is.',
  'scanned-pdf':
    'Install what reads pictures of pages (Debian: apt install tesseract-ocr tesseract-ocr-tgk poppler-utils), then delete the artefact and run the same command again.',
  'unreadable-fonts':
    'The fonts of the PDF do not say which letters they show: run text recognition (OCR) on it first.',
  'control-characters': 'It holds codes and no letters: save it again as text, or leave it out.',
  'replacement-characters':
    'Letters were lost before Soro saw the file (U+FFFD stands for them): fetch or export it again from its source.',
  'private-use-characters':
    'The letters are signs of one font only: copy the text with a program that knows the font, or run OCR on it.',
  'escaped-characters':
    'The text is written as codes (\\xD0\\x94, \\u0434, %D0%94): undo the escaping in the program that wrote it.',
  'doubtful-order':
    'Look at these pages: their lines do not follow each other as in prose (columns, boxes, tables). The text was kept.',
  'pdf-too-long': 'Split it into files with fewer pages: no book is that long.',
  'pdf-too-costly':
    'Open it in a PDF program and save it again: reading it takes more time or memory than any book.',
  'bad-json-line':
    'Each line is a JSON object with its text under "text" (or the field that --text-field names).',
  'line-too-long': 'Break the line up, or leave it out: it is larger than any document.',
  'invalid-utf8': 'Save the file again in UTF-8: these bytes are no characters.',
  'unknown-encoding': 'Convert it to UTF-8: its encoding could not be told with certainty.',
  'damaged-compression': 'Fetch the file again: a part of it cannot be decompressed. The rest was read.',
  'damaged-warc-record':
    'Fetch the archive again: the record is not as the WARC format says. The rest was read.',
  'other-media-type': 'Only text/html and text/plain are read from web archives.',
  'http-error': 'The server answered the crawler with an error page.',
  'too-large': 'Cut it into smaller files: it does not fit in memory.',
  'damaged-file': 'Open it in the program that made it and save it again, or fetch it again.',
  'zip-bomb': 'Leave it out: it unpacks to more than any real document holds.',
  'no-text-field': 'Name the column or field that holds the text with --text-field.',
  'unreadable-file': 'Check the permissions, and that what a link points to is there.',
  'symlink-loop': 'Remove the link: it points to a folder that it lies in.',
  'reader-failed': 'Please report it with the file: Soro tripped over it. The rest was read.',
  'changed-while-read': 'Wait until nothing writes to the file, then run the same command again.',
} as const;

export type ReadReason = keyof typeof readReasons;

/** Whether an outcome is a reject. */
export function isReject(outcome: ReadOutcome): outcome is ReadReject {
  return 'reason' in outcome;
}

/** One file on which a reader trips must not stop the thousands beside it; the reject says where it tripped. */
export function readerFailure(error: unknown): ReadReject {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { reason: 'reader-failed', value: message.slice(0, 300) };
}
