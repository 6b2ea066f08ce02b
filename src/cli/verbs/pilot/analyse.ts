import { resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { readText, writeFileAtomically } from '../../../core/files.ts';
import { parseWith } from '../../../core/schema.ts';
import {
  analyseStudy,
  readFixedPlan,
  readRecords,
  readStudy,
  reportLanguages,
  studyHash,
  writeReport,
} from '../../../pilot/index.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';

const analyseFlags = z.strictObject({
  to: z.string().min(1).optional(),
  language: z.enum(reportLanguages),
  json: z.boolean().default(false),
});

/** Reads a study with its records; a plan that was changed after it was fixed is refused. */
export async function readStudyAndRecords(studyFile: string, recordsFile: string) {
  const [file, table] = [resolve(studyFile), resolve(recordsFile)];
  const study = readStudy(await readText(file), file);
  const fixed = readFixedPlan(study, file);
  return { study, fixed, records: readRecords(await readText(table), study, table) };
}

/** `soro pilot check`: whether the records fit the study, and who is missing. */
export function checkCommand(): Command {
  const command = new Command('check')
    .summary('check the records of a study, without a look at the result')
    .description(
      'Checks that a study is as it was fixed and that its records fit it, and counts who wrote what by class. Says\nnothing of scores, so that it can be used before the end.',
    )
    .argument('<study>', 'the study file')
    .argument('<records>', 'the records: a CSV table, one line a pupil (docs/pilot.md)')
    .addHelpText('after', examples(['soro pilot check study.yaml records.csv']));
  return command.action((studyFile: string, recordsFile: string) =>
    withEnvironment(command, async ({ print }) => {
      const { study, fixed, records } = await readStudyAndRecords(studyFile, recordsFile);
      print(fixed ? `The plan is as it was fixed on ${fixed.fixedAt}.` : 'The plan was never fixed.');
      print(`${records.length} pupils. By ${study.unit}: pupils / wrote before / wrote after / wrote both`);
      for (const { id, arm } of study.clusters) {
        const own = records.filter(({ cluster }) => cluster === id);
        const wrote = (is: (one: (typeof own)[number]) => boolean) => own.filter(is).length;
        const counts = [
          own.length,
          wrote(({ before }) => before !== null),
          wrote(({ after }) => after !== null),
          wrote(({ before, after }) => before !== null && after !== null),
        ];
        print(`  ${id} (${arm}): ${counts.join(' / ')}`);
      }
    }),
  );
}

/** `soro pilot analyse`: the planned analysis, and the report. */
export function analyseCommand(): Command {
  const command = new Command('analyse')
    .summary('analyse a study as its plan says')
    .description(
      'Analyses the records of a study as its plan says: ANCOVA with errors for classes, wild bootstrap under 40\n' +
        'classes, attrition, use. Writes a report that prints.',
    )
    .argument('<study>', 'the study file; a plan that changed after it was fixed is refused')
    .argument('<records>', 'the records: a CSV table, one line a pupil (docs/pilot.md)')
    .option('--to <file>', 'write the report (HTML)')
    .option('--language <language>', 'of the report: tg, ru or en', 'tg')
    .option('--json', 'print the whole analysis as one JSON object')
    .addHelpText(
      'after',
      examples(['soro pilot analyse study.yaml records.csv --to report.html --language en']),
    );
  return command.action((studyFile: string, recordsFile: string, given: unknown) =>
    withEnvironment(command, async ({ print }) => {
      const { to, language, json } = parseWith(analyseFlags, given, { file: 'command line' });
      const { study, fixed, records } = await readStudyAndRecords(studyFile, recordsFile);
      const analysis = analyseStudy(study, records);
      if (json) print(JSON.stringify(analysis));
      else {
        const { effect, standardised, bootstrap, planned, isShown } = analysis;
        const points = (value: number) => (100 * value).toFixed(1);
        print(
          `Difference: ${points(effect.value)} points of 100 (${points(effect.low)} to ${points(effect.high)}), p = ${effect.p.toFixed(4)}; CR2, ${effect.degreesOfFreedom.toFixed(1)} degrees of freedom`,
        );
        print(
          `  ${standardised.value.toFixed(2)} standard deviations (${standardised.low.toFixed(2)} to ${standardised.high.toFixed(2)}); the plan could see ${planned.byStudent.toFixed(2)}`,
        );
        if (bootstrap) {
          print(
            `  wild bootstrap: ${points(bootstrap.low)} to ${points(bootstrap.high)}, p = ${bootstrap.p.toFixed(4)}`,
          );
        }
        const verdict = {
          yes: 'shown',
          no: 'not shown, which is no proof of no effect',
          unclear: 'unclear: interval and bootstrap disagree',
        };
        print(`  ${verdict[isShown]}`);
        print(`${analysis.pupils} pupils with both scores in ${analysis.clusters} classes`);
      }
      if (to !== undefined) {
        const fixedOn = fixed?.fixedAt.slice(0, 10);
        await writeFileAtomically(
          resolve(to),
          writeReport({ study, analysis, hash: studyHash(study), fixedOn, language }),
        );
        if (!json) print(resolve(to));
      }
    }),
  );
}
