import { Command } from 'commander';
import { z } from 'zod';
import { BadInputError } from '../../../core/errors.ts';
import { parseWith } from '../../../core/schema.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';
import { inputText, jsonLinesInput } from '../text/json-input.ts';
import { writePaperFile } from './write-paper-file.ts';

/** `soro letter draft|list`: letters from a person's own words. */
export function letterCommand(): Command {
  const command = new Command('letter')
    .summary('draft a letter from a person’s own words')
    .description(
      'Drafts letters by templates. A sum or a day stands in a letter only where the person has said it; what is missing is a blank.',
    )
    .addHelpText('after', examples(['soro letter list', 'soro letter draft --letter thanks words.txt']));
  return command.addCommand(draftCommand()).addCommand(listCommand());
}

const flagsSchema = z.strictObject({
  json: z.boolean().default(false),
  letter: z.string().optional(),
  request: z.string().optional(),
  tone: z.enum(['polite', 'plain']).default('polite'),
  to: z.string().optional(),
  data: z.string().optional(),
});

function draftCommand(): Command {
  const command = new Command('draft')
    .summary('draft a letter')
    .description(
      'The input is what the letter is to say. With --json each line of the input is {"letter" or "request", "words", "tone"?, "values"?}, ' +
        'and a line {"letter", "title", "text", "missing", "isComplete"} answers it.',
    )
    .argument('[file]', 'a UTF-8 text file; - or nothing reads standard input', '-')
    .option('--json', 'JSON lines in and out')
    .option('--letter <id>', 'a letter of `soro letter list`')
    .option(
      '--request <text>',
      'what is asked for, where --letter is left out: «Барои омӯзгор ариза нависед»',
    )
    .option('--tone <tone>', 'polite or plain (default: polite)')
    .option('--to <file>', 'write it as a page that prints (.html), a Word file (.docx) or text (.txt)')
    .option('--data <folder>', 'the data folder with the organisation’s own letters (office/letters.yaml)')
    .addHelpText(
      'after',
      examples(['echo "Ман имрӯз бемор ҳастам" | soro letter draft --letter absence --tone plain']),
    );
  return command.action((file: string, given: unknown) =>
    withEnvironment(command, async ({ print }) => {
      const flags = parseWith(flagsSchema, given, { file: 'soro letter draft' });
      const { describeDraft, draftFrom, draftRequest, letterPaper, letterTemplates, templateFor } =
        await import('../../../office/index.ts');
      const templates = letterTemplates(flags.data);
      const choose = (letter: string | undefined, request: string | undefined) => {
        const found =
          letter === undefined
            ? templateFor(request ?? '', templates)
            : templates.find(({ id }) => id === letter);
        if (found) return found;
        throw new BadInputError({
          message: letter === undefined ? 'No letter is named.' : `There is no letter "${letter}".`,
          file: '--letter',
          remedy: `Name one of ${templates.map(({ id }) => id).join(', ')}.`,
        });
      };
      if (flags.json) {
        for await (const asked of jsonLinesInput(file, draftRequest)) {
          const { id, title, text, missing } = draftFrom(choose(asked.letter, asked.request), asked);
          print(JSON.stringify({ letter: id, title, text, missing, isComplete: missing.length === 0 }));
        }
        return;
      }
      const template = choose(flags.letter, flags.request);
      const draft = draftFrom(template, {
        request: flags.request,
        words: await inputText(file),
        tone: flags.tone,
      });
      if (flags.to !== undefined) await writePaperFile(letterPaper(draft), flags.to);
      print(describeDraft(draft));
    }),
  );
}

function listCommand(): Command {
  const command = new Command('list')
    .summary('list the letters that can be drafted')
    .description('Lists the letters by name and title, the organisation’s own first.')
    .option('--json', 'as JSON, with their slots and texts')
    .option('--data <folder>', 'the data folder with the organisation’s own letters (office/letters.yaml)')
    .addHelpText('after', examples(['soro letter list']));
  return command.action((flags: { json?: boolean; data?: string }) =>
    withEnvironment(command, async ({ print }) => {
      const { letterTemplates } = await import('../../../office/index.ts');
      const templates = letterTemplates(flags.data);
      if (flags.json) print(JSON.stringify(templates, null, 2));
      else for (const { id, title } of templates) print(`${id}\t${title}`);
    }),
  );
}
