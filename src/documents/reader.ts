/** A text found in a file. */
export interface ReadText {
  readonly text: string;
  /** Address of this very text when the file knows a better one than its source entry. */
  readonly address?: string;
  readonly pageStarts?: readonly number[];
  readonly metadata: Readonly<Record<string, string | number | boolean>>;
}

/** Why a file (or a part of it) gave no text. */
export interface ReadReject {
  readonly reason: ReadReason;
  /** What was found: a size, a message, a line. */
  readonly value: string;
}

export type ReadOutcome = ReadText | ReadReject;

/** Turns one file into texts; what is wrong with the file is an outcome, not an exception. */
export interface DocumentReader {
  /** Of the file names it reads, lower case with the dot. */
  readonly extensions: readonly string[];
  read(path: string, signal: AbortSignal): AsyncIterable<ReadOutcome>;
}

/** Reasons for leaving a file out, each with what the user can do about it. */
export const readReasons = {
  'empty-file': 'Fetch or export the file again: it holds nothing.',
  'unsupported-format': 'Convert it to PDF, HTML, plain text (.txt) or JSON lines (.jsonl).',
  'not-text': 'Give the file its true name ending, or convert it to plain text.',
  'no-text': 'The page holds no text: save it again when it is loaded, or leave it out.',
  'truncated-pdf': 'The end of the file is missing: fetch it again.',
  'damaged-pdf': 'Fetch it again, or open it in a PDF program and save it anew.',
  'password-protected-pdf': 'Open it with its password and save a copy without one.',
  'no-text-layer': 'The PDF holds pictures of pages only: run text recognition (OCR) on it first.',
  'bad-json-line': 'Each line is {"text": "…"} with an optional "title" and "address".',
} as const;

export type ReadReason = keyof typeof readReasons;

/** Whether an outcome is a reject. */
export function isReject(outcome: ReadOutcome): outcome is ReadReject {
  return 'reason' in outcome;
}
