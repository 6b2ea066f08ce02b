import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { throwIfInterrupted } from '../core/errors.ts';
import { parseJson, parseWith } from '../core/schema.ts';
import type { DocumentReader, ReadOutcome } from './reader.ts';

const lineSchema = z.strictObject({
  text: z.string().trim().min(1),
  title: z.string().optional(),
  address: z.string().optional(),
});

/** Reads JSON lines, a document a line: `{"text": "…", "title"?: "…", "address"?: "…"}`. Streams. */
export const jsonLinesReader: DocumentReader = {
  extensions: ['.jsonl'],
  async *read(path, signal) {
    const stream = createReadStream(path, 'utf8');
    let lineNumber = 0;
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      throwIfInterrupted(signal);
      lineNumber += 1;
      if (line.trim() !== '') yield readLine(line, lineNumber);
    }
    if (lineNumber === 0) yield { reason: 'empty-file', value: '0 bytes' };
  },
};

function readLine(line: string, lineNumber: number): ReadOutcome {
  try {
    const { text, title, address } = parseWith(lineSchema, parseJson(line));
    return {
      text,
      ...(address === undefined ? {} : { address }),
      metadata: { line: lineNumber, ...(title === undefined ? {} : { title }) },
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { reason: 'bad-json-line', value: `line ${lineNumber}: ${message}` };
  }
}
