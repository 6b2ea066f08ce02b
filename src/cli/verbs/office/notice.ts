import { basename, extname } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { BadInputError } from '../../../core/errors.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';
import { inputText, jsonLinesInput } from '../text/json-input.ts';

/** `soro notice`: what a notice says, asks, and by when. */
export function noticeCommand(): Command {
  const command = new Command('notice')
    .summary('say what a notice asks, by when, where and how much')
    .description(
      'Reads a Tajik notice. Every line of the answer is a piece of the notice. With --json each line of the input is {"text"}, and a line ' +
        '{"summary", "dates", "places", "sums", "actions"} answers it.',
    )
    .argument('[file]', 'a text, PDF, DOCX, ODT or HTML file; - or nothing reads standard input', '-')
    .option('--json', 'JSON lines in and out')
    .option('--plain', 'print the notice in easier words')
    .option('--words', 'print its hard words with their meanings')
    .option('--ics', 'print a reminder for the days of the notice (iCalendar)')
    .addHelpText(
      'after',
      examples([
        'soro notice letter.txt',
        'soro notice --plain order.pdf',
        'soro notice --ics letter.txt > reminder.ics',
      ]),
    );
  return command.action(
    (file: string, flags: { json?: boolean; ics?: boolean; plain?: boolean; words?: boolean }) =>
      withEnvironment(command, async ({ print, signal }) => {
        const { describeNotice, hardWords, noticeTexts, plainVersion, writeReminder } = await import(
          '../../../office/index.ts'
        );
        if (flags.json) {
          for await (const { text } of jsonLinesInput(file, z.strictObject({ text: z.string() })))
            print(JSON.stringify(noticeTexts(text)));
          return;
        }
        const { text, sections } = await readInput(file, signal);
        if (flags.plain) return print(plainVersion(text).text);
        if (flags.words) {
          for (const { word, meaning } of hardWords(text)) print(`${word}: ${meaning}`);
          return;
        }
        if (!flags.ics) {
          for (const { title, start, end } of sections) {
            if (sections.length > 1) print(`\n── ${title}`);
            print(describeNotice(text.slice(start, end)));
          }
          return;
        }
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

/** The text of the input and its sections: of a plain text one, of a document those that it has. */
async function readInput(file: string, signal: AbortSignal) {
  const ending = extname(file).toLowerCase();
  const { documentEndings, readDocument } = await import('../../../office/index.ts');
  if (ending !== '.txt' && documentEndings.some((known) => known === ending)) {
    return readDocument(file, basename(file), signal);
  }
  const text = await inputText(file);
  return { text, sections: [{ title: '', start: 0, end: text.length }] };
}
