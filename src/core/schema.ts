import type { z } from 'zod';
import { BadInputError, CorruptArtefactError, type SoroError } from './errors.ts';
import { issueWords, valueAt } from './issue-words.ts';
import { at } from './known.ts';

/** How deep JSON of a request may be nested: recursion over anything that a client sent stays shallow. */
export const deepestRequestLevels = 100;

/** Where a value came from and what to tell a user whose value does not fit. */
export interface ParseSource {
  /** File, flag, address or request that holds the value. */
  readonly file?: string;
  /** Where in it the value is; the path of a wrong key is added. */
  readonly place?: string;
  /** Overrides the standard remedy. */
  readonly remedy?: string;
  /** `bad-input` (default): the user wrote it. `corrupt`: a program wrote it. */
  readonly family?: 'bad-input' | 'corrupt';
  /** JSON whose arrays and objects are nested in each other deeper than this is refused. Default: not looked at. */
  readonly deepestLevels?: number;
}

/**
 * Checks a value against a zod schema and returns the typed value.
 * @throws BadInputError (or CorruptArtefactError) that names the first wrong key and what was expected.
 */
export function parseWith<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  source: ParseSource = {},
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw schemaError(result.error, value, source);
}

function schemaError(error: z.ZodError, value: unknown, source: ParseSource): SoroError {
  const issue = error.issues[0];
  const path = issue?.path.map(String) ?? [];
  let message = issue ? issueWords(issue, valueAt(value, path)) : 'The value does not fit.';
  let remedy = source.remedy;
  if (issue?.code === 'unrecognized_keys') {
    path.push(at(issue.keys, 0));
    message = `Unknown key "${issue.keys[0]}".`;
    remedy ??= 'Remove the key or correct its spelling.';
  } else if (issue?.code === 'invalid_type' && path.length > 0 && valueAt(value, path) === undefined) {
    message = `The key "${path.at(-1)}" is missing.`;
    remedy ??= 'Add the key.';
  }
  const where = source.place === undefined ? path : [source.place, ...path];
  const details = {
    message,
    file: source.file,
    place: where.length > 0 ? where.join('.') : undefined,
    remedy: remedy ?? 'Correct the value.',
    cause: error,
  };
  return source.family === 'corrupt' ? new CorruptArtefactError(details) : new BadInputError(details);
}

/** What JSON text says, or undefined where it is no JSON or not of the schema: for what may be damaged and can be made again. */
export function readableJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
): z.output<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * Parses JSON text.
 * @throws BadInputError or CorruptArtefactError naming the file and the position.
 */
export function parseJson(text: string, source: ParseSource = {}): unknown {
  const { deepestLevels } = source;
  if (deepestLevels !== undefined && jsonLevels(text, deepestLevels) > deepestLevels) {
    throw new BadInputError({
      message: `The JSON is nested more than ${deepestLevels} levels deep.`,
      file: source.file,
      remedy: 'Send less deeply nested values.',
    });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const details = {
      message: `Not valid JSON: ${jsonFault(error)}.`,
      file: source.file,
      remedy: source.remedy ?? 'Correct the file; a JSON checker shows the place.',
      cause: error,
    };
    throw source.family === 'corrupt' ? new CorruptArtefactError(details) : new BadInputError(details);
  }
}

/** How deep arrays and objects are nested in each other; it stops counting beyond `enough`. */
function jsonLevels(text: string, enough: number): number {
  let level = 0;
  let most = 0;
  let inString = false;
  for (let index = 0; index < text.length && most <= enough; index += 1) {
    const unit = text.charCodeAt(index);
    if (inString && unit === backslash) index += 1;
    else if (unit === quote) inString = !inString;
    else if (inString) continue;
    else if (unit === openBracket || unit === openBrace) {
      level += 1;
      most = Math.max(most, level);
    } else if (unit === closeBracket || unit === closeBrace) level -= 1;
  }
  return most;
}

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
];

/** Where JSON text goes wrong, without the words of the parser. */
export function jsonFault(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const [, position, line, column] =
    message.match(/at position (\d+)(?: \(line (\d+) column (\d+)\))?/) ?? [];
  const place =
    line !== undefined && line !== '1'
      ? ` at line ${line}, column ${column}`
      : position === undefined
        ? ''
        : ` at character ${Number(position) + 1}`;
  if (/^Unexpected end|Unterminated/.test(message)) return `it ends in the middle${place}`;
  if (/control character/.test(message)) return `a text contains a line end or control character${place}`;
  if (/escaped character|Unicode escape/i.test(message)) return `a wrong escape (\\…)${place}`;
  const [, token] = message.match(/^Unexpected token '(.)'/u) ?? [];
  return token === undefined ? `something else is expected${place}` : `unexpected "${token}"${place}`;
}
