import { Command } from 'commander';
import { z } from 'zod';
import { BadInputError } from '../../../core/errors.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';
import { inputLines, jsonLinesInput } from './json-input.ts';

/** `soro notice`: what a notice says, asks, and by when. */
export function noticeCommand(): Command {
  const command = new Command('notice')
    .summary('say what a notice asks, by when, where and how much')
    .description(
      'Reads a Tajik notice. Every line of the answer is a piece of the notice. With --json each line of the input is {"text"}, and a line ' +
        '{"summary", "dates", "places", "sums", "actions"} answers it.',
    )
    .argument('[file]', 'a UTF-8 text file; - or nothing reads standard input', '-')
    .option('--json', 'JSON lines in and out')
    .option('--ics', 'print a reminder for the days of the notice (iCalendar)')
    .addHelpText(
      'after',
      examples(['soro notice letter.txt', 'soro notice --ics letter.txt > reminder.ics']),
    );
  return command.action((file: string, flags: { json?: boolean; ics?: boolean }) =>
    withEnvironment(command, async ({ print }) => {
      const { describeNotice, noticeTexts, writeReminder } = await import('../../../office/index.ts');
      if (flags.json) {
        for await (const { text } of jsonLinesInput(file, z.strictObject({ text: z.string() })))
          print(JSON.stringify(noticeTexts(text)));
        return;
      }
      const lines: string[] = [];
      for await (const line of inputLines(file)) lines.push(line);
      const text = lines.join('\n');
      if (!flags.ics) return print(describeNotice(text));
      const reminder = writeReminder(text, new Date());
      if (reminder === undefined)
        throw new BadInputError({
          message: 'The notice names no day.',
          file,
          remedy: 'Nothing to be reminded of.',
        });
      process.stdout.write(reminder);
    }),
  );
}
