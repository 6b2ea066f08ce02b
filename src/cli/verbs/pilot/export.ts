import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { BadInputError } from '../../../core/errors.ts';
import { exists, readText, writeFileAtomically } from '../../../core/files.ts';
import { parseJson, parseWith } from '../../../core/schema.ts';
import {
  book,
  exactTables,
  exportFiles,
  type Ledger,
  ledgerSchema,
  newLedger,
  publishTables,
  studyBudget,
  usedBudget,
} from '../../../pilot/index.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';
import { readStudyAndRecords } from './analyse.ts';

const flagsSchema = z.strictObject({
  to: z.string().min(1),
  epsilon: z.coerce.number().pipe(z.number().min(0.1).max(studyBudget)),
});

/** `soro pilot export`: tables without persons. */
export function exportCommand(): Command {
  const command = new Command('export')
    .summary('tables of a study that may leave the school')
    .description(
      'Writes tables by arm with noise on every count and sum, without cells of fewer than ten pupils, and without others\n' +
        `that a total would give away. All exports of a study share an ε of ${studyBudget}; a ledger beside the study file keeps count.`,
    )
    .argument('<study>', 'the study file')
    .argument('<records>', 'the records: a CSV table, one line a pupil (docs/pilot.md)')
    .requiredOption('--to <folder>', 'where to write; a new folder')
    .option(
      '--epsilon <number>',
      'how much of the budget it may cost; less is more noise',
      String(studyBudget),
    )
    .addHelpText('after', examples(['soro pilot export study.yaml records.csv --to work/export']));
  return command.action((studyFile: string, recordsFile: string, given: unknown) =>
    withEnvironment(command, async ({ print }) => {
      const { to, epsilon } = parseWith(flagsSchema, given, { file: 'command line' });
      const { study, records } = await readStudyAndRecords(studyFile, recordsFile);
      const folder = resolve(to);
      if (await exists(folder)) {
        throw new BadInputError({
          message: 'The folder is there already.',
          file: folder,
          remedy: 'Name a new one: an export is not drawn over another.',
        });
      }
      const ledgerFile = `${resolve(studyFile)}.exports.json`;
      const booked = book(await readLedger(ledgerFile, study.id), epsilon, new Date(), ledgerFile);
      // The cost is on disk before anything is drawn: a run that breaks off must not be a free one.
      await writeFileAtomically(ledgerFile, `${JSON.stringify(booked, null, 2)}\n`);
      mkdirSync(folder, { recursive: true });
      for (const [name, text] of exportFiles(
        study,
        publishTables(exactTables(study, records), epsilon),
        epsilon,
      )) {
        await writeFileAtomically(join(folder, name), text);
        print(join(folder, name));
      }
      print(
        `ε ${epsilon}; used ${usedBudget(booked)} of ${booked.budget} in ${booked.exports.length} exports (${ledgerFile})`,
      );
    }),
  );
}

async function readLedger(file: string, study: string): Promise<Ledger> {
  if (!(await exists(file))) return newLedger(study);
  const ledger = parseWith(ledgerSchema, parseJson(await readText(file), { file }), { file });
  if (ledger.study === study) return ledger;
  throw new BadInputError({
    message: `This is the ledger of the study "${ledger.study}".`,
    file,
    remedy: 'Keep each study file in a place of its own.',
  });
}
