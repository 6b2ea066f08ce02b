import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { BadInputError, fromSystemError } from '../../core/errors.ts';
import { issueWords } from '../../core/issue-words.ts';
import {
  type RosterFile,
  type RosterRow,
  rosterFiles,
  rosterSchemas,
  unreadColumns,
  unreadFiles,
} from './roster-files.ts';

/** A class with the people that a roster enrols in it. */
export interface RosterClass {
  readonly sourcedId: string;
  readonly title: string;
  readonly school: string;
  /** The user names of pupils: Soro takes no other name of a child. */
  readonly pupils: readonly string[];
  readonly teachers: readonly string[];
}

interface Row<File extends RosterFile> {
  readonly line: number;
  readonly value: RosterRow<File>;
}

const recordsSchema = z.array(
  z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) }),
);

/**
 * Reads the folder of a OneRoster 1.2 CSV package: manifest, orgs, academicSessions, users, classes, enrollments. Rows
 * that are to be deleted, and users that are switched off, are left out.
 * @throws BadInputError naming file, line and column: what is missing, unknown, twice there or refers to nothing.
 */
export function readRoster(folder: string): RosterClass[] {
  readManifest(folder);
  const orgs = indexed(folder, 'orgs');
  const sessions = indexed(folder, 'academicSessions');
  const users = indexed(folder, 'users');
  const classes = indexed(folder, 'classes');
  for (const { line, value } of classes.values()) {
    refersTo(orgs, value.schoolSourcedId, folder, 'classes', line, 'schoolSourcedId');
    for (const term of value.termSourcedIds.split(',').map((one) => one.trim())) {
      refersTo(sessions, term, folder, 'classes', line, 'termSourcedIds');
    }
  }
  const pupils = new Map<string, Set<string>>();
  const teachers = new Map<string, Set<string>>();
  for (const { line, value } of indexed(folder, 'enrollments').values()) {
    const user = refersTo(users, value.userSourcedId, folder, 'enrollments', line, 'userSourcedId');
    refersTo(classes, value.classSourcedId, folder, 'enrollments', line, 'classSourcedId');
    refersTo(orgs, value.schoolSourcedId, folder, 'enrollments', line, 'schoolSourcedId');
    if (isGone(value) || isGone(user) || user.enabledUser === 'false') continue;
    if (value.role === 'student') add(pupils, value.classSourcedId, user.username);
    else if (value.role === 'teacher') {
      add(teachers, value.classSourcedId, `${user.givenName} ${user.familyName}`.trim() || user.username);
    }
  }
  return [...classes.values()].flatMap(({ value }) => {
    if (isGone(value)) return [];
    const school = orgs.get(value.schoolSourcedId)?.value.name ?? value.schoolSourcedId;
    const { sourcedId, title } = value;
    return [
      {
        sourcedId,
        title,
        school,
        pupils: sortedOf(pupils, sourcedId),
        teachers: sortedOf(teachers, sourcedId),
      },
    ];
  });
}

function readManifest(folder: string): void {
  const file = join(folder, 'manifest.csv');
  const properties = new Map<string, string>();
  const known = [
    ...['manifest.version', 'oneroster.version', 'source.systemName', 'source.systemCode'],
    ...[...rosterFiles, ...unreadFiles].map((name) => `file.${name}`),
  ];
  for (const { record, info } of parseFile(file)) {
    const { propertyName = '', value = '' } = record;
    if (!known.includes(propertyName)) {
      throw wrong(
        file,
        info.lines,
        'propertyName',
        `Unknown property "${propertyName}".`,
        'Correct or remove the line.',
      );
    }
    properties.set(propertyName, value.trim());
  }
  const version = properties.get('oneroster.version');
  if (version !== '1.2') {
    throw wrong(
      file,
      undefined,
      'oneroster.version',
      `The version is "${version ?? ''}", not 1.2.`,
      'Let the other program write OneRoster 1.2.',
    );
  }
  for (const name of rosterFiles) {
    const mode = properties.get(`file.${name}`);
    if (mode === 'bulk') continue;
    throw wrong(
      file,
      undefined,
      `file.${name}`,
      `${name}.csv is "${mode ?? 'not named'}", not bulk.`,
      'A whole roster is needed each time: export it as bulk.',
    );
  }
}

function indexed<File extends RosterFile>(folder: string, name: File): Map<string, Row<File>> {
  const file = join(folder, `${name}.csv`);
  const schema = rosterSchemas[name];
  const rows = new Map<string, Row<File>>();
  const required = Object.entries(schema.shape).flatMap(([column, one]) =>
    one.safeParse(undefined).success ? [] : [column],
  );
  const allowed = [...Object.keys(schema.shape), ...unreadColumns[name]];
  for (const { record, info } of parseFile(file)) {
    const columns = Object.keys(record);
    const unknown = columns.find((column) => !allowed.includes(column) && !column.startsWith('metadata.'));
    if (unknown !== undefined)
      throw wrong(file, 1, unknown, 'Unknown column.', 'Remove it, or call it metadata.…');
    const missing = required.find((column) => !columns.includes(column));
    if (missing !== undefined) throw wrong(file, 1, missing, 'The column is missing.', 'Add it.');
    const result = schema.safeParse(record);
    if (!result.success) {
      const [issue] = result.error.issues;
      const column = String(issue?.path[0] ?? '');
      throw wrong(
        file,
        info.lines,
        column,
        issue ? issueWords(issue, record[column]) : 'It does not fit.',
        'Correct the value.',
      );
    }
    // One schema of the union was chosen by the same name.
    const value = result.data as RosterRow<File>;
    if (rows.has(value.sourcedId)) {
      throw wrong(
        file,
        info.lines,
        'sourcedId',
        `"${value.sourcedId}" is there twice.`,
        'Keep one of the lines.',
      );
    }
    rows.set(value.sourcedId, { line: info.lines, value });
  }
  return rows;
}

function refersTo<File extends RosterFile>(
  rows: ReadonlyMap<string, Row<File>>,
  id: string,
  folder: string,
  name: RosterFile,
  line: number,
  column: string,
): RosterRow<File> {
  const found = rows.get(id);
  if (found) return found.value;
  throw wrong(
    join(folder, `${name}.csv`),
    line,
    column,
    `There is no "${id}".`,
    'Add what it refers to, or correct the id.',
  );
}

function isGone({ status }: { readonly status?: string | undefined }): boolean {
  return status === 'tobedeleted';
}

function add(groups: Map<string, Set<string>>, key: string, value: string): void {
  const group = groups.get(key) ?? new Set();
  groups.set(key, group.add(value));
}

function sortedOf(groups: ReadonlyMap<string, ReadonlySet<string>>, key: string): string[] {
  return [...(groups.get(key) ?? [])].sort();
}

function parseFile(file: string) {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw fromSystemError(error, file);
  }
  try {
    return recordsSchema.parse(parse(text, { columns: true, info: true, bom: true, skip_empty_lines: true }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : undefined;
    throw wrong(file, line, undefined, error.message, 'Correct quotation marks and commas of that line.');
  }
}

function wrong(
  file: string,
  line: number | undefined,
  column: string | undefined,
  message: string,
  remedy: string,
) {
  const place = [line !== undefined && `line ${line}`, column && `column ${column}`]
    .filter(Boolean)
    .join(', ');
  return new BadInputError({ message, file, place, remedy });
}
