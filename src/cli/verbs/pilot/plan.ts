import { resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { readText } from '../../../core/files.ts';
import { parseWith } from '../../../core/schema.ts';
import {
  describeStudy,
  fixedPlanFile,
  fixPlan,
  readFixedPlan,
  readStudy,
  studyHash,
} from '../../../pilot/index.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';

const flagsSchema = z.strictObject({ fix: z.boolean().default(false) });

/** `soro pilot plan`: a study file in words, and its hash. */
export function planCommand(): Command {
  const command = new Command('plan')
    .summary('read a study file back, and fix its plan')
    .description(
      'Says what a study can show, its arms, tests and analysis, and the hash of its plan. --fix writes the hash beside\n' +
        'the file; from then on a changed plan is refused. It can be fixed until the day before the first test.',
    )
    .argument('<study>', 'the study file (docs/pilot.md)')
    .option('--fix', 'fix the plan: from now on no value of the file may change')
    .addHelpText('after', examples(['soro pilot plan study.yaml', 'soro pilot plan study.yaml --fix']));
  return command.action((given: string, options: unknown) =>
    withEnvironment(command, async ({ print }) => {
      const { fix } = parseWith(flagsSchema, options, { file: 'command line' });
      const file = resolve(given);
      const study = readStudy(await readText(file), file);
      const fixed = fix ? await fixPlan(study, file, new Date()) : readFixedPlan(study, file);
      for (const line of describeStudy(study)) print(line);
      print(`Hash: ${studyHash(study)}`);
      print(
        fixed
          ? `Fixed on ${fixed.fixedAt} (${fixedPlanFile(file)})`
          : 'Not fixed yet: add --fix before the first test.',
      );
    }),
  );
}
