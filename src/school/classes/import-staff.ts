import { z } from 'zod';
import { at } from '../../core/known.ts';
import { parseWith } from '../../core/schema.ts';
import { staffColumns } from '../contract/import-columns.ts';
import { classNameSchema, staffNameSchema } from '../contract/people.ts';
import { hashPassword } from '../people/passwords.ts';
import { addPerson, type Person } from '../people/person.ts';
import { type ImportedTable, inLine, readCsv } from '../people/read-csv.ts';
import { drawPassword } from '../people/staff.ts';
import type { School } from '../school.ts';
import { addClass, addTeacher, findClass } from './class.ts';

const csvRowSchema = z.strictObject({ name: staffNameSchema, classes: z.string().default('') });

/**
 * Adds the teachers of a table with the columns name and classes (with `;` between, made where missing).
 * @throws SchoolError `bad-request` that names the line; nobody is added then.
 */
export async function importStaff(
  school: School,
  actor: Person,
  table: ImportedTable,
): Promise<{ readonly person: Person; readonly password: string }[]> {
  const rows = readCsv(table, csvRowSchema, staffColumns);
  const passwords = rows.map(() => drawPassword());
  const secrets = await Promise.all(
    passwords.map((password) => hashPassword(password, school.passwordStrength)),
  );
  return school.store.transaction(() =>
    rows.map(({ line, value }, index) => {
      const added = {
        role: 'teacher',
        name: value.name,
        secret: secrets[index],
        mustChangePassword: true,
      } as const;
      const person = inLine(line, () => addPerson(school, added));
      for (const className of value.classes.split(';')) {
        if (className.trim() === '') continue;
        const name = inLine(line, () => parseWith(classNameSchema, className));
        const found = findClass(school.store, 'name = :name', { name }) ?? addClass(school, actor, name);
        addTeacher(school.store, found.number, person.number);
      }
      return { person, password: at(passwords, index) };
    }),
  );
}
