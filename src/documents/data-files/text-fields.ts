import { z } from 'zod';
import type { ReadText } from '../reader.ts';

/** A row of a foreign data set: any fields; what they hold is looked at one by one. */
export const textFieldsSchema = z.record(z.string(), z.unknown());

type Fields = z.output<typeof textFieldsSchema>;

/**
 * What a row of a data set says about its text: the text field, `title`, `address` or `url`, a date,
 * and `subject`, `grade`, `section` of curriculum material. Other fields are left aside, because every
 * data set has its own. Undefined when there is no text.
 */
export function fieldsOfText(
  fields: Fields,
  textField: string,
  metadata: ReadText['metadata'],
): ReadText | undefined {
  const text = fields[textField];
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  const address = firstText(fields, ['address', 'url']);
  const retrieved = isoDate(firstText(fields, ['retrieved', 'date', 'timestamp']));
  return {
    text,
    ...(address === undefined ? {} : { address }),
    ...(retrieved === undefined ? {} : { retrieved }),
    metadata: { ...metadata, ...about(fields) },
  };
}

function about(fields: Fields): Record<string, string | number> {
  const found: Record<string, string | number> = {};
  for (const key of ['title', 'subject', 'section', 'grade']) {
    const value = fields[key];
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') found[key] = value;
  }
  return found;
}

function firstText(fields: Fields, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = fields[key];
    if (typeof value === 'string' && value !== '') return value;
    if (value instanceof Date) return value.toISOString();
  }
  return undefined;
}

/** The date of `2024-05-06`, `2024-05-06T07:08:09Z` and the like; undefined for anything else. */
export function isoDate(text: string | undefined): string | undefined {
  const date = text?.match(/^\d{4}-\d{2}-\d{2}(?=$|[T ])/)?.[0];
  return z.iso.date().safeParse(date).success ? date : undefined;
}
