import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pupilColumns, staffColumns } from '../contract/import-columns.ts';
import { SchoolError } from '../school-error.ts';
import { readCsv } from './read-csv.ts';

const pupilSchema = z.strictObject({ nickname: z.string().min(1), pin: z.string().default('') });
const staffSchema = z.strictObject({ name: z.string().min(1), classes: z.string().default('') });

const pupils = (csv: string, headingMayLack = false) =>
  readCsv({ csv, headingMayLack }, pupilSchema, pupilColumns).map(({ line, value }) => [
    line,
    value.nickname,
  ]);

function refusal(read: () => unknown) {
  try {
    read();
  } catch (error) {
    if (error instanceof SchoolError) return error.facts;
  }
  return undefined;
}

describe('an imported table', () => {
  it.each([
    'nickname,pin\nАзиз,\n',
    'Лақаб\nАзиз\n',
    'лакаб;расмхо\nАзиз;\n',
    '\uFEFFНоми кӯтоҳ\tРасмҳо\r\nАзиз\t\r\n',
    'Имя;;\nАзиз;;\n',
    '"Тахаллус",\n"Азиз",\n,\n',
  ])('names its columns as schools do: %j', (csv) => {
    expect(pupils(csv)).toEqual([[2, 'Азиз']]);
  });

  it('may be a pasted list without a heading; its lines are counted as they stand', () => {
    expect(pupils('Азиз\n\nАнис\n', true)).toEqual([
      [1, 'Азиз'],
      [3, 'Анис'],
    ]);
    expect(pupils('лақаб\nАзиз\n', true)).toEqual([[2, 'Азиз']]);
    expect(refusal(() => pupils('Азиз\n"Анис\n', true))).toMatchObject({ reason: 'bad-quotes' });
  });

  it.each([
    ['', 'no-rows', 1],
    ['nickname,pin\n', 'no-rows', 1],
    ['рақам,лақаб\n1,Азиз\n', 'unknown-column', 1],
    ['pin\nsun\n', 'no-column', 1],
    ['nickname\nАзиз,Анис\n', 'too-many-columns', 2],
    ['nickname,pin\nАзиз,\nАнис,"sun\n', 'bad-quotes', 3],
    ['nickname,pin\nАзиз,\n,sun\n', 'bad-value', 3],
  ])('says why it is refused: %j', (csv, reason, line) => {
    expect(refusal(() => pupils(csv))).toMatchObject({ reason, line });
  });

  it('says that a second class without quotation marks is a column too many', () => {
    const csv = 'ном,синфҳо\nЗарина,7-А\nСаид,7-А,7-Б\n';
    const read = () => readCsv({ csv, headingMayLack: false }, staffSchema, staffColumns);
    expect(refusal(read)).toMatchObject({ reason: 'too-many-columns', line: 3 });
  });
});
