import type { z } from 'zod';
import { BadInputError, CorruptArtefactError, type SoroError } from './errors.ts';

/** Where a value came from and what to tell a user whose value does not fit. */
export interface ParseSource {
  /** File, flag, address or request that holds the value. */
  readonly file?: string;
  /** Overrides the standard remedy. */
  readonly remedy?: string;
  /** `bad-input` (default): the user wrote it. `corrupt`: a program wrote it. */
  readonly family?: 'bad-input' | 'corrupt';
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
  let message = issue?.message ?? 'The value does not fit.';
  let remedy = source.remedy;
  if (issue?.code === 'unrecognized_keys') {
    path.push(issue.keys[0] ?? '');
    message = `Unknown key "${issue.keys[0]}".`;
    remedy ??= 'Remove the key or correct its spelling.';
  } else if (issue?.code === 'invalid_type' && path.length > 0 && valueAt(value, path) === undefined) {
    message = `The key "${path.at(-1)}" is missing.`;
    remedy ??= 'Add the key.';
  }
  const details = {
    message,
    file: source.file,
    place: path.length > 0 ? path.join('.') : undefined,
    remedy: remedy ?? 'Correct the value.',
    cause: error,
  };
  return source.family === 'corrupt' ? new CorruptArtefactError(details) : new BadInputError(details);
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let inner = value;
  for (const key of path) {
    inner = typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined;
  }
  return inner;
}

/**
 * Parses JSON text.
 * @throws BadInputError or CorruptArtefactError naming the file and the position.
 */
export function parseJson(text: string, source: ParseSource = {}): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const details = {
      message: `Not valid JSON: ${error instanceof Error ? error.message : String(error)}`,
      file: source.file,
      remedy: source.remedy ?? 'Correct the file; a JSON checker shows the place.',
      cause: error,
    };
    throw source.family === 'corrupt' ? new CorruptArtefactError(details) : new BadInputError(details);
  }
}
