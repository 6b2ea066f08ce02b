import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import { parseWith } from '../../core/schema.ts';
import type { Study } from '../study/study.ts';

const share = z.number().min(0).max(1);
const count = z.int().min(0);

/** What a study knows of a pupil. It never leaves the school; see `export/`. */
export const recordSchema = z.strictObject({
  /** A pseudonym; nobody outside the school can say whose. */
  pupil: z.string().min(1).max(200),
  cluster: z.string().min(1),
  /** The form of the test before; the test after has the other one. */
  form: z.enum(['A', 'B']),
  /** Share of right answers without help; null for who did not write. */
  before: share.nullable(),
  after: share.nullable(),
  /** Answers in practice between the tests, and the days with any. */
  answers: count,
  days: count,
  /** Tasks with the tutor, and those whose answer had to be shown. */
  tasks: count,
  revealed: count,
  /** Questions to Soro, and the median wait until its answer began, milliseconds; null where none was measured. */
  questions: count,
  waitMs: z.number().min(0).nullable(),
  /** Three faces: 1 sad, 2 neither, 3 glad; null for no answer. */
  face: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable(),
});

export type PilotRecord = z.output<typeof recordSchema>;

const columns = Object.keys(recordSchema.shape) as (keyof PilotRecord)[];
const textColumns: readonly string[] = ['pupil', 'cluster', 'form'];

const rowsSchema = z.array(
  z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) }),
);

/**
 * Reads the records of a study from a CSV table with a heading; an empty cell is a missing value.
 * @throws BadInputError naming line and column: unknown columns, a pupil twice, a cluster that the study does not have.
 */
export function readRecords(text: string, study: Study, file: string): PilotRecord[] {
  const clusters = new Set(study.clusters.map(({ id }) => id));
  const seen = new Set<string>();
  return parseRows(text, file).map(({ record, info }) => {
    const place = `line ${info.lines}`;
    const value = Object.fromEntries(
      Object.entries(record).map(([key, cell]) => [key, cellValue(key, cell)]),
    );
    const read = parseWith(recordSchema, value, { file, place });
    if (!clusters.has(read.cluster)) {
      throw new BadInputError({
        message: `The study has no cluster "${read.cluster}".`,
        file,
        place: `${place}, cluster`,
        remedy: 'Name a cluster of the study file, or leave the line out.',
      });
    }
    if (seen.has(read.pupil)) {
      throw new BadInputError({
        message: `The pupil "${read.pupil}" is there twice.`,
        file,
        place: `${place}, pupil`,
        remedy: 'One line a pupil.',
      });
    }
    seen.add(read.pupil);
    if (read.revealed > read.tasks) {
      throw new BadInputError({
        message: `${read.revealed} answers were shown in ${read.tasks} tasks.`,
        file,
        place: `${place}, revealed`,
        remedy: 'Correct the line.',
      });
    }
    return read;
  });
}

/** The table that `readRecords` reads. */
export function writeRecords(records: readonly PilotRecord[]): string {
  const cell = (value: string | number | null) => {
    const text = value === null ? '' : String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = records.map((record) => columns.map((column) => cell(record[column])).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

function cellValue(column: string, cell: string): string | number | null {
  if (textColumns.includes(column)) return cell;
  if (cell.trim() === '') return null;
  const number = Number(cell);
  // What is no number stays as it is typed, so that the error can show it.
  return Number.isNaN(number) ? cell : number;
}

function parseRows(text: string, file: string) {
  try {
    const heading = (names: string[]) => {
      checkHeading(names, file);
      return names;
    };
    return rowsSchema.parse(parse(text, { columns: heading, info: true, bom: true, skip_empty_lines: true }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error && typeof error.lines === 'number' ? `line ${error.lines}` : undefined;
    throw new BadInputError({
      message: `Not a table: ${error.message}`,
      file,
      place: line,
      remedy: `A heading (${columns.join(',')}), then one line a pupil.`,
      cause: error,
    });
  }
}

function checkHeading(names: readonly string[], file: string): void {
  const unknown = names.find((name) => !columns.some((column) => column === name));
  const missing = columns.find((column) => !names.includes(column));
  if (unknown === undefined && missing === undefined) return;
  throw new BadInputError({
    message: unknown === undefined ? `The column "${missing}" is missing.` : `Unknown column "${unknown}".`,
    file,
    place: 'line 1',
    remedy: `The columns are: ${columns.join(', ')}.`,
  });
}
