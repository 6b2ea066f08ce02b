import { resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { readText, writeFileAtomically } from '../../../core/files.ts';
import { parseWith } from '../../../core/schema.ts';
import { consentSheet, readStudy, reportLanguages } from '../../../pilot/index.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';

const flagsSchema = z.strictObject({ to: z.string().min(1), language: z.enum(reportLanguages) });

/** `soro pilot consent`: the sheet that parents and pupils sign. */
export function consentCommand(): Command {
  const command = new Command('consent')
    .summary('the sheet by which parents and pupils agree')
    .description('Writes the consent sheet of a study as a page that prints on one side of A4.')
    .argument('<study>', 'the study file')
    .requiredOption('--to <file>', 'the page to write (HTML)')
    .option('--language <language>', 'tg, ru or en', 'tg')
    .addHelpText('after', examples(['soro pilot consent study.yaml --to consent.html --language tg']));
  return command.action((studyFile: string, given: unknown) =>
    withEnvironment(command, async ({ print }) => {
      const { to, language } = parseWith(flagsSchema, given, { file: 'command line' });
      const file = resolve(studyFile);
      const study = readStudy(await readText(file), file);
      await writeFileAtomically(resolve(to), consentSheet(study, language));
      print(resolve(to));
    }),
  );
}
