import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import { parseWith } from '../../core/schema.ts';
import { places } from './places.ts';

const rowSchema = z.strictObject({
  /** What `soro home status` prints. */
  school: z.string().regex(/^[0-9a-f]{32}$/u, 'the 32 characters that `soro home status` prints'),
  name: z.string().trim().min(1),
  district: z.string().trim().min(1),
});

/** A school as the ministry knows it. */
export interface ListedSchool extends z.output<typeof rowSchema> {
  readonly region: string;
}

/**
 * Reads the ministry's list of schools: CSV with the columns school, name, district. Only these schools are collected.
 * @throws BadInputError naming the line that is wrong.
 */
export function readSchools(text: string, file: string): ListedSchool[] {
  const rows = parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true }) as unknown[];
  return rows.map((row, index) => {
    const source = { file, place: `line ${index + 2}` };
    const school = parseWith(rowSchema, row, source);
    const district = places.find(({ name }) => name === school.district);
    if (district) return { ...school, region: district.region };
    throw new BadInputError({
      message: `There is no district or town "${school.district}".`,
      ...source,
      remedy: `Write one of: ${places.map(({ name }) => name).join(', ')}.`,
    });
  });
}
