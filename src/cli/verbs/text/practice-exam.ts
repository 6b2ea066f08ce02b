import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { BadInputError, fromSystemError } from '../../../core/errors.ts';
import { writeFileAtomically } from '../../../core/files.ts';
import { parseWith } from '../../../core/schema.ts';
import {
  drawExam,
  gradeResponses,
  mostVariants,
  printPaper,
  readBlueprint,
  readItemFile,
  readPapers,
  readResponses,
  readStarterItems,
  writePapers,
} from '../../../practice/index.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';

const drawFlags = z.strictObject({
  exam: z.string().min(1).optional(),
  items: z.string().min(1).optional(),
  drafts: z.boolean().default(false),
  seed: z.string().min(1),
  variants: z.coerce.number().pipe(z.int().min(1).max(mostVariants)),
  to: z.string().min(1),
});

const gradeFlags = z.strictObject({ json: z.boolean().default(false) });

/** `soro practice exam`: exams in the forms of the entrance exam, drawn and graded. */
export function examCommand(): Command {
  return new Command('exam')
    .summary('draw an exam from a bank of questions, and grade answers')
    .description('Works with exams in the forms of the entrance exam (docs/practice.md).')
    .addCommand(drawCommand())
    .addCommand(gradeCommand());
}

function drawCommand(): Command {
  const command = new Command('draw')
    .summary('draw papers by an exam file')
    .description(
      'Draws as many questions of each kind as the exam file says, and writes exam.json (with the keys, for grading), ' +
        'a page to print with answer sheet for each variant, and one with the key for the teacher.',
    )
    .requiredOption('--to <folder>', 'where to write')
    .option('--exam <file>', 'the exam file (default: src/practice/exam/data/entrance-exam.yaml)')
    .option('--items <file>', 'the bank: a question file of any format (default: the starter items)')
    .option('--drafts', 'draw questions too that no teacher has approved')
    .option('--seed <text>', 'the same seed draws the same questions', '1')
    .option('--variants <number>', 'papers with the same questions in other orders', '2')
    .addHelpText('after', examples(['soro practice exam draw --to work/exam --drafts --seed may-2027']));
  return command.action((given: unknown) =>
    withEnvironment(command, async ({ print }) => {
      const {
        exam,
        items: file,
        drafts,
        seed,
        variants,
        to,
      } = parseWith(drawFlags, given, { file: 'command line' });
      const all =
        file === undefined
          ? readStarterItems().items
          : (await readItemFile(file, { subject: 'Номуайян', author: 'воридот' })).items;
      const bank = all.filter(({ status }) => status === 'approved' || (drafts && status === 'draft'));
      if (bank.length === 0) {
        throw new BadInputError({
          message: `None of the ${all.length} questions is approved.`,
          ...(file === undefined ? {} : { file }),
          remedy: 'Let a teacher approve questions, or add --drafts.',
        });
      }
      const papers = drawExam(readBlueprint(exam), bank, { seed, variants });
      const folder = resolve(to);
      mkdirSync(folder, { recursive: true });
      const write = async (name: string, text: string) => {
        await writeFileAtomically(join(folder, name), text);
        print(join(folder, name));
      };
      await write('exam.json', writePapers(papers));
      for (const paper of papers) {
        await write(`paper-${paper.variant}.html`, printPaper(paper, false));
        await write(`key-${paper.variant}.html`, printPaper(paper, true));
      }
    }),
  );
}

function gradeCommand(): Command {
  const command = new Command('grade')
    .summary('grade a table of answers')
    .description(
      'Grades answers as pupils typed them. Prints how many are right in each section; points only where the exam file has them.',
    )
    .argument('<exam>', 'the exam.json that draw wrote')
    .argument('<answers>', 'a CSV table with the columns pupil, variant, 1, 2, 3 …')
    .option('--json', 'one JSON object a pupil')
    .addHelpText('after', examples(['soro practice exam grade work/exam/exam.json answers.csv']));
  return command.action((exam: string, answers: string, given: unknown) =>
    withEnvironment(command, async ({ print }) => {
      const { json } = parseWith(gradeFlags, given, { file: 'command line' });
      const results = gradeResponses(
        readPapers(resolve(exam)),
        readResponses(read(answers), answers),
        answers,
      );
      for (const result of results) {
        if (json) {
          print(JSON.stringify(result));
          continue;
        }
        const sections = result.sections.map(
          ({ section, right, questions, points }) =>
            `${section}: ${right} of ${questions}${points === null ? '' : `, ${points} points`}`,
        );
        print(`${result.pupil} (${result.variant}): ${sections.join('; ')}`);
        if (result.unread.length > 0) print(`  could not be read, look at: ${result.unread.join(', ')}`);
      }
    }),
  );
}

function read(file: string): string {
  try {
    return readFileSync(resolve(file), 'utf8');
  } catch (error) {
    throw fromSystemError(error, file);
  }
}
