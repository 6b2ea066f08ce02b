import { resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { parseWith } from '../../../core/schema.ts';
import { type ConversionPlan, convertItems, formatNames, type Loss } from '../../../practice/index.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';
import { examCommand } from './practice-exam.ts';
import { tutorCommand } from './practice-tutor.ts';

const flagsSchema = z.strictObject({
  to: z.string().min(1),
  format: z.enum(formatNames),
  from: z.enum(formatNames).optional(),
  subject: z.string().min(1),
  author: z.string().min(1),
});

/** `soro practice`: question files between formats, the tutor on one task, exams. */
export function practiceCommand(): Command {
  return new Command('practice')
    .summary('question files for practice and tests')
    .description(
      'Works with questions for practice and tests: files of other programs in and out (docs/practice.md).',
    )
    .addCommand(convertCommand())
    .addCommand(tutorCommand())
    .addCommand(examCommand());
}

function convertCommand(): Command {
  const command = new Command('convert')
    .summary('convert a question file')
    .description(
      'Converts questions between GIFT, Moodle XML, QTI 3, CSV and our JSON lines. Lists what the file or the target\nformat cannot carry before it writes.',
    )
    .argument('<file>', 'the question file; its format is told from name and content')
    .requiredOption('--to <file>', 'the file to write; QTI 3 is a package (.zip), or one item (.xml)')
    .requiredOption('--format <format>', `the format to write: ${formatNames.join(', ')}`)
    .option('--from <format>', 'the format of the file, where it cannot be told')
    .option('--subject <name>', 'subject of questions whose file names none', 'Номуайян')
    .option('--author <name>', 'author of questions whose file names none', 'воридот')
    .addHelpText(
      'after',
      examples([
        'soro practice convert geography.gift --to geography.jsonl --format jsonl --subject География',
        'soro practice convert items.jsonl --to items.zip --format qti3',
      ]),
    );
  return command.action((file: string, options: unknown) =>
    withEnvironment(command, async ({ print }) => {
      const flags = parseWith(flagsSchema, options, { file: 'command line' });
      const { to, format, from, subject, author } = flags;
      const announce = (plan: ConversionPlan) => {
        for (const line of lossLines(plan.losses)) print(line);
        print(`${plan.written} of ${plan.read.length + leftOutByReader(plan)} questions → ${to} (${format})`);
      };
      await convertItems(
        { file: resolve(file), to: resolve(to), format, from, defaults: { subject, author } },
        announce,
      );
    }),
  );
}

function leftOutByReader({ losses, written, read }: ConversionPlan): number {
  return losses.filter(({ isWhole }) => isWhole).length - (read.length - written);
}

/** One line for each thing that is lost; the same thing of many questions once, with their number. */
function lossLines(losses: readonly Loss[]): string[] {
  const byWhat = Map.groupBy(losses, ({ what }) => what);
  const lines = [...byWhat].map(([what, those]) => {
    const places =
      those.length > 3 ? `${those.length} questions` : those.map(({ where }) => where).join(', ');
    return `  ${places}: ${what}`;
  });
  return lines.length === 0 ? [] : ['Not carried over:', ...lines];
}
