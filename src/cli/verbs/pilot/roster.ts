import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { exists, writeFileAtomically } from '../../../core/files.ts';
import { parseWith } from '../../../core/schema.ts';
import { compareRoster, importTables, readRoster } from '../../../pilot/index.ts';
import { presentClasses } from '../../../school/index.ts';
import { type Environment, withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';
import { withSchoolStore } from './school-store.ts';

const flagsSchema = z.strictObject({ data: z.string().min(1).optional(), to: z.string().min(1).optional() });

/** `soro pilot roster`: classes and pupils from another school program. */
export function rosterCommand(): Command {
  const command = new Command('roster')
    .summary('read classes and pupils from OneRoster 1.2')
    .description(
      'Reads the folder of a OneRoster 1.2 CSV package (all files as bulk) and says what it would change in a school;\n' +
        'nothing is changed or deleted. --to writes the tables that the pages of teachers and administrator import. Of\n' +
        'pupils only the user name is taken.',
    )
    .argument('<folder>', 'with manifest, orgs, academicSessions, users, classes and enrollments (.csv)')
    .option('--data <folder>', "the school's data, to compare with (default: an empty school)")
    .option('--to <folder>', 'write a table of pupils for each class, and one of the staff')
    .addHelpText(
      'after',
      examples(['soro pilot roster oneroster --data ~/soro', 'soro pilot roster oneroster --to work/import']),
    );
  return command.action((folder: string, given: unknown) =>
    withEnvironment(command, async ({ print }) => {
      const { data, to } = parseWith(flagsSchema, given, { file: 'command line' });
      const roster = readRoster(resolve(folder));
      const pupils = roster.reduce((sum, one) => sum + one.pupils.length, 0);
      print(
        `${roster.length} classes, ${pupils} pupils, ${new Set(roster.flatMap(({ teachers }) => teachers)).size} teachers`,
      );
      const present = data === undefined ? [] : await withSchoolStore(data, presentClasses);
      printChanges(compareRoster(roster, present), print);
      if (to === undefined) return;
      mkdirSync(resolve(to), { recursive: true });
      for (const [name, text] of importTables(roster)) {
        const file = join(resolve(to), name);
        if (!(await exists(file))) print(file);
        await writeFileAtomically(file, text);
      }
    }),
  );
}

function printChanges(changes: ReturnType<typeof compareRoster>, print: Environment['print']): void {
  const { newClasses, newPupils, notInRoster } = changes;
  print(`New classes: ${newClasses.length === 0 ? 'none' : newClasses.join(', ')}`);
  for (const { className, names } of newPupils)
    print(`  ${className}: ${names.length} new pupils: ${names.join(', ')}`);
  for (const { className, names } of notInRoster) {
    print(`  ${className}: in the school and not in the roster, stays: ${names.join(', ')}`);
  }
}
