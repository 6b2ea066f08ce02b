import { Command } from 'commander';
import { examples } from '../../help.ts';
import { textVerbCommand } from '../../text/text-verb.ts';
import { textVerbs } from '../../text/verbs.ts';
import { memoryCommand } from './memory.ts';

/** `soro text VERB [FILE|-]`: Tajik text tools, line by line. */
export function textCommand(): Command {
  const command = new Command('text')
    .summary('Tajik text tools: identify, repair, …; line by line')
    .description(
      'Tools for Tajik text. Each reads lines from a file or standard input and can be part of a pipe.',
    )
    .addHelpText('after', examples(textVerbs.flatMap((verb) => verb.examples.slice(0, 1))));
  for (const verb of textVerbs) command.addCommand(textVerbCommand(verb));
  command.addCommand(memoryCommand());
  return command;
}
