import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import { issueWords } from '../../core/issue-words.ts';
import { columnOf, hasHeading, type ImportColumns, type ImportReason } from '../contract/import-columns.ts';
import { SchoolError } from '../school-error.ts';

/** A row of an imported file and the line it is in. */
export interface CsvRow<Value> {
  readonly line: number;
  readonly value: Value;
}

/** What somebody sends to be imported. */
export interface ImportedTable {
  readonly csv: string;
  /** The first line may be a person already; the columns are in their order then. */
  readonly headingMayLack: boolean;
}

const recordsSchema = z.array(
  z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) }),
);
const mostRows = 2000;

/**
 * Reads a table with a header, separated by commas, semicolons or tabs, as spreadsheets write it.
 * @param columns what the columns may be called.
 * @throws SchoolError `bad-request` that names the line and the reason.
 */
export function readCsv<Schema extends z.ZodType>(
  { csv, headingMayLack }: ImportedTable,
  schema: Schema,
  columns: ImportColumns,
): CsvRow<z.output<Schema>>[] {
  const text = csv.replace(/^\uFEFF/u, '');
  const lacksHeading = headingMayLack && !hasHeading(text, columns);
  // The line that is put before the text does not count in what is said about lines.
  const linesBefore = lacksHeading ? 1 : 0;
  const heading = lacksHeading ? `${Object.keys(columns).join(delimiterOf(text))}\n` : '';
  const records = parseRecords(heading + text, columns, linesBefore);
  if (records.length > mostRows) {
    throw wrongLine(mostRows + 2, 'too-many-rows', `More than ${mostRows} rows.`);
  }
  if (records.length === 0) throw wrongLine(1, 'no-rows', 'There is no row below the header.');
  return records.map(({ record, line }) => {
    const result = schema.safeParse(record);
    if (result.success) return { line, value: result.data };
    const [first] = result.error.issues;
    // A wrong heading is also a missing one; its own name helps more.
    const issue = result.error.issues.find(({ code }) => code === 'unrecognized_keys') ?? first;
    const isUnknown = issue?.code === 'unrecognized_keys';
    const column = String(isUnknown ? issue.keys[0] : issue?.path.join('.'));
    if (isUnknown) throw wrongLine(1, 'unknown-column', `Unknown column "${column}".`, column);
    if (!(column in record)) throw wrongLine(1, 'no-column', `There is no column "${column}".`, column);
    const words = issue ? issueWords(issue, record[column]) : 'It does not fit.';
    throw wrongLine(line, 'bad-value', `Column "${column}": ${words}`, column);
  });
}

/** The error of an import: nothing of the file is taken. */
export function wrongLine(line: number, reason: ImportReason, message: string, place?: string): SchoolError {
  const remedy = 'Correct the line and import the whole file again: nothing was taken.';
  return new SchoolError('bad-request', `Line ${line}: ${message}`, {
    line,
    reason,
    remedy,
    ...(place !== undefined && { place }),
  });
}

/** Runs the import of one line; a name that is taken becomes an error of that line. */
export function inLine<Value>(line: number, perform: () => Value): Value {
  try {
    return perform();
  } catch (error) {
    if (error instanceof SchoolError) {
      const reason = error.code === 'already-used' ? 'name-taken' : 'bad-value';
      throw wrongLine(line, reason, error.message);
    }
    if (error instanceof BadInputError) throw wrongLine(line, 'bad-value', error.message);
    throw error;
  }
}

/** What is between the cells of a text's first line. */
function delimiterOf(content: string): string {
  const [first = ''] = content.split(/\r?\n/u, 1);
  return [';', '\t', ','].find((sign) => first.includes(sign)) ?? ',';
}

function parseRecords(content: string, known: ImportColumns, linesBefore: number) {
  const delimiter = delimiterOf(content);
  // A column without a name holds nothing: spreadsheets leave them at the end.
  const columns = (names: string[]) =>
    names.map((name) => columnOf(name, known) ?? (name.trim() === '' ? false : name.trim()));
  try {
    const records = recordsSchema.parse(
      parse(content, {
        columns,
        delimiter,
        trim: true,
        skip_empty_lines: true,
        skip_records_with_empty_values: true,
        // A name alone is a row: what follows it may be left out.
        relax_column_count_less: true,
        info: true,
        bom: true,
      }),
    );
    return records.map(({ record, info }) => ({ record, line: info.lines - linesBefore }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
    throw wrongLine(
      Math.max(1, line - linesBefore),
      error.code.includes('QUOTE') ? 'bad-quotes' : 'too-many-columns',
      error.message,
    );
  }
}
