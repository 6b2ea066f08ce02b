import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import { entryLetters, placeOfLetter } from '../grading/tidy-typed.ts';
import type { Item } from '../items/item.ts';
import { Collector, type ReadDefaults, type ReadItems } from './format.ts';

const columns = [
  'id',
  'version',
  'status',
  'subject',
  'grade',
  'topic',
  'kind',
  'question',
  'entries',
  'partners',
  'answer',
  'unit',
  'tolerance',
  'why',
  'author',
  'book',
  'section',
  'page',
  'sentence',
] as const;
type Row = Readonly<Partial<Record<(typeof columns)[number], string>>>;

/**
 * Items as a table: lists are in one cell with ` | ` between their entries, keys of lists are letters («A C»), those
 * of matching letters of the partners. Carries every field.
 */
export function writeCsv(items: readonly Item[]): string {
  const lines = items.map((item) => {
    const row = rowOf(item);
    return columns.map((column) => cell(row[column] ?? '')).join(',');
  });
  return `\uFEFF${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

const cell = (text: string): string =>
  /[",\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
const list = (entries: readonly string[]): string =>
  entries.map((entry) => entry.replace(/[\\|]/g, (sign) => `\\${sign}`)).join(' | ');
const letters = (places: readonly number[]): string => places.map((place) => entryLetters[place]).join(' ');

function rowOf(item: Item): Row {
  const { source } = item;
  const text = (value: string | number | null | undefined) => (value == null ? '' : String(value));
  return {
    id: item.id,
    version: text(item.version),
    status: item.status,
    subject: item.subject,
    grade: text(item.grade),
    topic: text(item.topic),
    kind: item.kind,
    question: item.question,
    why: text(item.why),
    author: item.author,
    book: text(source?.book),
    section: text(source?.section),
    page: text(source?.page),
    sentence: text(source?.sentence),
    ...keyOf(item),
  };
}

function keyOf(item: Item): Row {
  switch (item.kind) {
    case 'single-choice':
      return { entries: list(item.options), answer: letters([item.answer]) };
    case 'several-right':
      return { entries: list(item.options), answer: letters(item.answer) };
    case 'matching':
      return { entries: list(item.left), partners: list(item.right), answer: letters(item.answer) };
    case 'order':
      return { entries: list(item.parts), answer: letters(item.answer) };
    case 'number':
      return { answer: String(item.answer), unit: item.unit ?? '', tolerance: String(item.tolerance) };
    case 'short-text':
    case 'gap':
      return { answer: list(item.answers) };
  }
}

/**
 * Reads a table with these columns in any order, separated by commas, semicolons or tabs; a question, a kind and an
 * answer are enough.
 * @throws BadInputError naming an unknown column or a damaged line.
 */
export function readCsv(text: string, file: string, defaults: ReadDefaults): ReadItems {
  const found = new Collector();
  const rows = parseTable(text, file);
  const [header = [], ...body] = rows;
  const names = header.map((name) => name.trim().toLowerCase());
  const unknown = names.find((name) => !columns.some((column) => column === name));
  const missing = ['kind', 'question', 'answer'].find((column) => !names.includes(column));
  if (unknown !== undefined || missing !== undefined) {
    throw new BadInputError({
      message: missing === undefined ? `Unknown column "${unknown}".` : `The column "${missing}" is missing.`,
      file,
      place: 'line 1',
      remedy: `The columns are: ${columns.join(', ')}.`,
    });
  }
  for (const [index, cells] of body.entries()) {
    const row: Row = Object.fromEntries(names.map((name, place) => [name, (cells[place] ?? '').trim()]));
    const where = row.id ? row.id : `row ${index + 2}`;
    const fields = fieldsOf(row, `csv-${index + 2}`, defaults);
    if (typeof fields === 'string') found.leaveOut(where, fields);
    else found.add(where, fields);
  }
  return found;
}

function parseTable(text: string, file: string): string[][] {
  const [firstLine = ''] = text.split('\n', 1);
  const delimiter = [',', ';', '\t'].reduce((best, sign) =>
    firstLine.split(sign).length > firstLine.split(best).length ? sign : best,
  );
  try {
    const rows: unknown = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    return z.array(z.array(z.string())).parse(rows);
  } catch (error) {
    throw new BadInputError({
      message: `Not a CSV table: ${error instanceof Error ? error.message : String(error)}`,
      file,
      remedy: 'Save the sheet again as CSV (UTF-8).',
      cause: error,
    });
  }
}

const entriesOf = (text: string | undefined): string[] =>
  text === undefined || text === ''
    ? []
    : (text.match(/(?:\\.|[^\\|])+/gsu) ?? []).map((entry) => entry.trim().replace(/\\([\\|])/g, '$1'));

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined || text === '' ? undefined : Number(text.replace(',', '.'));

function fieldsOf(row: Row, id: string, defaults: ReadDefaults): Readonly<Record<string, unknown>> | string {
  const key = keyFields(row);
  if (typeof key === 'string') return key;
  const orNull = (text: string | undefined) => (text === undefined || text === '' ? null : text);
  const book = orNull(row.book);
  return {
    id: row.id || id,
    version: numberOf(row.version) ?? 1,
    status: row.status || 'draft',
    subject: row.subject || defaults.subject,
    grade: numberOf(row.grade) ?? null,
    topic: orNull(row.topic),
    source:
      book === null
        ? null
        : { book, section: orNull(row.section), page: orNull(row.page), sentence: orNull(row.sentence) },
    author: row.author || defaults.author,
    question: row.question,
    why: orNull(row.why),
    kind: row.kind,
    ...key,
  };
}

function keyFields(row: Row): Readonly<Record<string, unknown>> | string {
  const { kind = '', answer = '' } = row;
  const entries = entriesOf(row.entries);
  const partners = entriesOf(row.partners);
  const places = [...answer.replace(/[\s,;]+/gu, '')].map((letter) =>
    placeOfLetter(letter, kind === 'matching' ? partners.length : entries.length),
  );
  switch (kind) {
    case 'single-choice':
      return places.length === 1 ? { options: entries, answer: places[0] } : 'its answer is not one letter';
    case 'several-right':
      return { options: entries, answer: places };
    case 'matching':
      return { left: entries, right: partners, answer: places };
    case 'order':
      return { parts: entries, answer: places };
    case 'number':
      return { answer: numberOf(answer), unit: row.unit || null, tolerance: numberOf(row.tolerance) ?? 0 };
    case 'short-text':
    case 'gap':
      return { answers: entriesOf(answer) };
    default:
      return `there is no kind "${kind}"`;
  }
}
