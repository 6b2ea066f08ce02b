import { z } from 'zod';
import { escapePattern } from '../../core/escape.ts';
import { parseWith } from '../../core/schema.ts';
import file from '../data/personal-data.json' with { type: 'json' };

/** What can be masked. */
export const personalDataTypes = [
  'phone',
  'email',
  'ip-address',
  'address',
  'passport',
  'tax-number',
  'card',
  'account',
  'name',
  'user-name',
] as const;

export type PersonalDataType = (typeof personalDataTypes)[number];

const words = z.string().transform((text) => text.split(' '));

const wordsSchema = z.strictObject({
  sources: z.array(z.string()),
  /** What is in the text instead. */
  placeholders: z.record(z.enum(personalDataTypes), z.string()),
  /** Words before a number that say what it is. */
  wordsBefore: z.strictObject({
    phone: words,
    /** Says "information", "write to": counts right in front of what is written as a phone. */
    contact: words,
    /** Says that a number is the number of something else: of a law, a standard, a book. */
    code: words,
    /** Networks in front of a person's name in them. */
    network: words,
    /** Says "number" only: counts right in front of nine digits or more. */
    number: words,
    'tax-number': words,
    passport: words,
    card: words,
    account: words,
  }),
  streets: words,
  /** Short for a street only after a place: `ш. Душанбе, к. Айнӣ, 5`. */
  shortStreets: words,
  houses: words,
  flats: words,
  places: words,
  nameLabels: words,
  givenNames: words,
  familyNameEndings: words,
});

/** The words and placeholders of `data/personal-data.json`. */
export const personalDataWords = parseWith(wordsSchema, file, { family: 'corrupt' });

/** Something found in a text, by UTF-16 offsets. */
export interface Finding {
  readonly type: PersonalDataType;
  readonly start: number;
  readonly end: number;
}

/** A pattern source that matches any of the words, the longest first. */
export function anyOf(alternatives: readonly string[]): string {
  const escaped = alternatives.map(escapePattern);
  return `(?:${escaped.toSorted((left, right) => right.length - left.length).join('|')})`;
}
