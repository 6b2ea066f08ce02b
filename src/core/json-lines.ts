import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { fromSystemError } from './errors.ts';
import { parseJson, parseWith } from './schema.ts';

/** Reads JSON lines from a stream, each checked; empty lines are skipped. `name` goes into errors. */
export async function* readJsonLines<Schema extends z.ZodType>(
  stream: Readable,
  schema: Schema,
  name: string,
): AsyncGenerator<z.output<Schema>> {
  let lineNumber = 0;
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    lineNumber += 1;
    if (line.trim() === '') continue;
    const source = { file: `${name}, line ${lineNumber}` };
    yield parseWith(schema, parseJson(line, source), source);
  }
}

/**
 * Reads a JSON-lines file, each line checked.
 * @throws BadInputError naming file, line and key.
 */
export async function* readJsonLinesFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): AsyncGenerator<z.output<Schema>> {
  const stream = createReadStream(path, 'utf8');
  const failed = new Promise<never>((_, reject) =>
    stream.once('error', (e) => reject(fromSystemError(e, path))),
  );
  failed.catch(() => {});
  const opened = new Promise<void>((done) => stream.once('open', () => done()));
  await Promise.race([opened, failed]);
  yield* readJsonLines(stream, schema, path);
}

/** A value as one JSON line, its end included. */
export function jsonLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
