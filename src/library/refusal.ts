import { BadInputError, type ErrorDetails } from '../core/errors.ts';
import type { ReadReason } from '../documents/index.ts';

/** Why a book is refused, in words that a page can translate. */
export const refusalReasons = [
  'unsupported',
  'scan',
  'no-text',
  'unreadable-letters',
  'password',
  'damaged',
  'too-large',
  'too-costly',
  'bad-articles',
  'known',
  'failed',
] as const;

export type RefusalReason = (typeof refusalReasons)[number];

/** A file that does not become a book. */
export class BookRefusedError extends BadInputError {
  readonly reason: RefusalReason;
  /** With `known`: the book that holds the same file. */
  readonly bookId: string | undefined;

  constructor(reason: RefusalReason, details: ErrorDetails, bookId?: string) {
    super(details);
    this.bookId = bookId;
    // The family is what callers know.
    this.name = 'BadInputError';
    this.reason = reason;
  }
}

const byReadReason: Readonly<Partial<Record<ReadReason, RefusalReason>>> = {
  'unsupported-format': 'unsupported',
  'not-text': 'unsupported',
  'scanned-pdf': 'scan',
  'empty-file': 'no-text',
  'no-text': 'no-text',
  'no-text-layer': 'no-text',
  'unreadable-fonts': 'unreadable-letters',
  'control-characters': 'unreadable-letters',
  'replacement-characters': 'unreadable-letters',
  'private-use-characters': 'unreadable-letters',
  'escaped-characters': 'unreadable-letters',
  'unknown-encoding': 'unreadable-letters',
  'invalid-utf8': 'unreadable-letters',
  'password-protected-pdf': 'password',
  'password-protected': 'password',
  encrypted: 'password',
  'truncated-pdf': 'damaged',
  'damaged-pdf': 'damaged',
  'damaged-file': 'damaged',
  'damaged-compression': 'damaged',
  'missing-part': 'damaged',
  'too-large': 'too-large',
  'pdf-too-long': 'too-large',
  'pdf-too-costly': 'too-costly',
  'zip-bomb': 'too-costly',
};

/** The refusal that a reader's reason leads to. */
export function refusalOf(reason: ReadReason): RefusalReason {
  return byReadReason[reason] ?? 'failed';
}
