import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { parseJson, parseWith } from '../../../core/schema.ts';
import { textLines } from '../../text/text-lines.ts';

/** The lines of a file or, for `-`, of standard input. */
export function inputLines(file: string): AsyncGenerator<string> {
  const input = file === '-' ? process.stdin : createReadStream(resolve(file));
  return textLines(input, file === '-' ? 'standard input' : file);
}

/** The whole text of a file or, for `-`, of standard input. */
export async function inputText(file: string): Promise<string> {
  return (await Array.fromAsync(inputLines(file))).join('\n');
}

/**
 * One JSON object a line, each checked against a schema. Empty lines are passed over.
 * @throws BadInputError with the line and the key that does not fit.
 */
export async function* jsonLinesInput<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): AsyncGenerator<z.output<Schema>> {
  let number = 0;
  for await (const line of inputLines(file)) {
    number += 1;
    if (line.trim() === '') continue;
    const source = { file: file === '-' ? 'standard input' : file, place: `line ${number}` };
    yield parseWith(schema, parseJson(line, source), source);
  }
}
