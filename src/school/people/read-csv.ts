import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import { issueWords } from '../../core/issue-words.ts';
import { SchoolError } from '../school-error.ts';

/** A row of an imported file and the line it stands in. */
export interface CsvRow<Value> {
  readonly line: number;
  readonly value: Value;
}

const recordsSchema = z.array(
  z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) }),
);
const mostRows = 2000;

/**
 * Reads a table with a header, separated by commas, semicolons or tabs, as spreadsheets write it.
 * @throws SchoolError `bad-request` that names the line: a wrong header, a row that does not fit, too many rows.
 */
export function readCsv<Schema extends z.ZodType>(text: string, schema: Schema): CsvRow<z.output<Schema>>[] {
  const content = text.replace(/^\uFEFF/u, '');
  const records = parseRecords(content);
  if (records.length > mostRows) throw wrongLine(mostRows + 2, `More than ${mostRows} rows.`);
  if (records.length === 0) throw wrongLine(1, 'There is no row below the header.');
  return records.map(({ record, info }) => {
    const result = schema.safeParse(record);
    if (result.success) return { line: info.lines, value: result.data };
    const issue = result.error.issues[0];
    const isUnknown = issue?.code === 'unrecognized_keys';
    const key = isUnknown ? issue.keys[0] : issue?.path.join('.');
    if (!isUnknown && !(String(key) in record)) throw wrongLine(1, `There is no column "${key}".`);
    const words = issue ? issueWords(issue, record[String(key)]) : 'It does not fit.';
    throw wrongLine(isUnknown ? 1 : info.lines, `Column "${key}": ${words}`);
  });
}

/** The error of an import: nothing of the file is taken. */
export function wrongLine(line: number, message: string): SchoolError {
  const remedy = 'Correct the line and import the whole file again: nothing was taken.';
  return new SchoolError('bad-request', `Line ${line}: ${message}`, { line, remedy });
}

/** Runs the import of one line; a name that is taken becomes an error of that line. */
export function inLine<Value>(line: number, perform: () => Value): Value {
  try {
    return perform();
  } catch (error) {
    if (error instanceof SchoolError || error instanceof BadInputError) throw wrongLine(line, error.message);
    throw error;
  }
}

function parseRecords(content: string) {
  const header = content.split(/\r?\n/u, 1)[0] ?? '';
  const delimiter = [';', '\t', ','].find((sign) => header.includes(sign)) ?? ',';
  try {
    const columns = (names: string[]) => names.map((name) => name.trim().toLowerCase());
    return recordsSchema.parse(
      parse(content, { columns, delimiter, trim: true, skip_empty_lines: true, info: true, bom: true }),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
    throw wrongLine(line, error.message);
  }
}
