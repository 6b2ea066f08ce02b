import { Command } from 'commander';
import { z } from 'zod';
import { BadInputError } from '../../../core/errors.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';
import { inputText, jsonLinesInput } from '../text/json-input.ts';
import { writePaperFile } from './write-paper-file.ts';

/** `soro form fill|list`: fields of a form from a person's own words. */
export function formCommand(): Command {
  const command = new Command('form')
    .summary('fill a form from a person’s own words')
    .description(
      'Fills forms from messages. Every value is a piece of the message; what the message does not say stays empty.',
    )
    .addHelpText(
      'after',
      examples(['soro form list', 'echo "Номи ман Зарина Каримова…" | soro form fill --form leave']),
    );
  return command.addCommand(fillCommand()).addCommand(listCommand());
}

function fillCommand(): Command {
  const command = new Command('fill')
    .summary('fill a form')
    .description(
      'With --json each line of the input is {"form": {"title", "fields": [{"key", "label", "kind", "choices"?}]}, "message"}, and a ' +
        'line {"values": {key: text or null}} answers it. With --form the whole input is the message for one of `soro form list`.',
    )
    .argument('[file]', 'a UTF-8 text file; - or nothing reads standard input', '-')
    .option('--json', 'JSON lines in and out')
    .option('--form <id>', 'a form of `soro form list`')
    .option('--to <file>', 'write the form as a page that prints (.html), a Word file (.docx) or text (.txt)')
    .addHelpText(
      'after',
      examples([
        'soro form fill --json - < messages.jsonl',
        'soro form fill --form complaint letter.txt',
        'soro form fill --form leave --to form.docx letter.txt',
      ]),
    );
  return command.action((file: string, flags: { json?: boolean; form?: string; to?: string }) =>
    withEnvironment(command, async ({ print }) => {
      const { fillForm, formPaper, formSchema, nextQuestion, starterForms } = await import(
        '../../../office/index.ts'
      );
      if (flags.json) {
        const schema = z.strictObject({ form: formSchema, message: z.string() });
        for await (const { form, message } of jsonLinesInput(file, schema))
          print(JSON.stringify({ values: fillForm(form, message).values }));
        return;
      }
      const form = starterForms().find(({ id }) => id === flags.form);
      if (!form)
        throw new BadInputError({
          message: flags.form === undefined ? 'No form is named.' : `There is no form "${flags.form}".`,
          file: '--form',
          remedy: `Name one of ${starterForms()
            .map(({ id }) => id)
            .join(', ')}, or give JSON lines with --json.`,
        });
      const filled = fillForm(form, await inputText(file));
      if (flags.to !== undefined) await writePaperFile(formPaper(form, filled.values), flags.to);
      print(form.title);
      for (const { key, label } of form.fields) print(`${label}: ${filled.values[key] ?? '____'}`);
      const question = nextQuestion(form, filled);
      if (question !== undefined) print(`\n${question}`);
    }),
  );
}

function listCommand(): Command {
  const command = new Command('list')
    .summary('list the forms that come with Soro')
    .description('Lists the forms that come with Soro, by name and title.')
    .option('--json', 'as JSON, with their fields')
    .addHelpText('after', examples(['soro form list', 'soro form list --json']));
  return command.action((flags: { json?: boolean }) =>
    withEnvironment(command, async ({ print }) => {
      const { starterForms } = await import('../../../office/index.ts');
      if (flags.json) print(JSON.stringify(starterForms(), null, 2));
      else for (const { id, title } of starterForms()) print(`${id}\t${title}`);
    }),
  );
}
