import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { Command } from 'commander';
import type { z } from 'zod';
import { BadInputError, fromSystemError, throwIfInterrupted } from '../../core/errors.ts';
import { parseWith } from '../../core/schema.ts';
import { withEnvironment } from '../environment.ts';
import { examples } from '../help.ts';
import { addSettingFlags, readSettingFlags } from '../setting-flags.ts';
import { textLines } from './text-lines.ts';

/** One line in, the lines that answer it out. */
export type LineFunction = (line: string) => string | readonly string[];

/** For a verb that must see every line before it can answer. */
export interface WholeTextFunction {
  readonly take: (line: string) => void;
  readonly end: () => readonly string[];
}

/** A verb of `soro text`: works line by line, so that it can be part of a pipe. */
export interface TextVerb<Schema extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** Each key becomes a flag. */
  readonly settings: Schema;
  readonly examples: readonly string[];
  /** Called once before the first line; loads what the verb needs. */
  readonly start: (
    settings: z.output<Schema>,
  ) => LineFunction | WholeTextFunction | Promise<LineFunction | WholeTextFunction>;
}

/** Declares a verb, with its settings typed from its schema. */
export function defineTextVerb<Schema extends z.ZodObject>(verb: TextVerb<Schema>): TextVerb<Schema> {
  return verb;
}

/** The command `soro text NAME [FILE|-]` of a verb. */
export function textVerbCommand(verb: TextVerb): Command {
  const command = new Command(verb.name)
    .summary(verb.summary)
    .description(verb.description)
    .argument('[file]', 'a UTF-8 text file; - or nothing reads standard input', '-');
  addSettingFlags(command, verb.settings);
  command.addHelpText('after', examples(verb.examples));
  return command.action((file: string, flags: Record<string, unknown>) =>
    withEnvironment(command, async ({ signal }) => {
      const settings = parseWith(verb.settings, readSettingFlags(flags, verb.settings), {
        file: `soro text ${verb.name}`,
        remedy: `See \`soro text ${verb.name} --help\`.`,
      });
      const work = await verb.start(settings);
      for await (const line of readLines(file)) {
        throwIfInterrupted(signal);
        if (typeof work !== 'function') work.take(line);
        else if (!(await write(linesText(work(line))))) return;
      }
      if (typeof work !== 'function') await write(linesText(work.end()));
    }),
  );
}

function linesText(lines: string | readonly string[]): string {
  return typeof lines === 'string' ? `${lines}\n` : lines.map((line) => `${line}\n`).join('');
}

async function* readLines(file: string): AsyncGenerator<string> {
  const input = file === '-' ? process.stdin : await openFile(resolve(file));
  yield* textLines(input, file === '-' ? 'standard input' : file);
}

async function openFile(path: string): Promise<Readable> {
  const information = await stat(path).catch((error: unknown) => {
    throw fromSystemError(error, path);
  });
  if (information.isFile()) return createReadStream(path);
  throw new BadInputError({ message: 'This is not a file.', file: path, remedy: 'Name a text file, or -.' });
}

/** Resolves with false once nobody reads any more (`soro text … | head`). */
function write(text: string): Promise<boolean> {
  return new Promise((done, fail) => {
    process.stdout.write(text, (error) => {
      if (!error) done(true);
      else if ((error as NodeJS.ErrnoException).code === 'EPIPE') done(false);
      else fail(error);
    });
  });
}
