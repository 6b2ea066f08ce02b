import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseWith } from '../../core/schema.ts';

const pattern = z.string().transform((source, context) => {
  try {
    return new RegExp(`(?<![\\p{L}\\p{M}])(?:${source})`, 'gu');
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    return z.NEVER;
  }
});

const talkSchema = z.strictObject({
  /** Words that may surround small talk and say nothing. */
  fillers: z.array(z.string()),
  intents: z.array(
    z.strictObject({
      name: z.string(),
      patterns: z.array(pattern).min(1),
      answers: z.array(z.string().trim()).min(1),
    }),
  ),
});

const limitsSchema = z.strictObject({
  limits: z.array(
    z.strictObject({ name: z.string(), patterns: z.array(pattern).min(1), answer: z.string().trim() }),
  ),
});

/** What Soro says in small talk. */
export type Talk = z.output<typeof talkSchema>;
/** What Soro does not do, and what it says then. */
export type Limits = z.output<typeof limitsSchema>;

function read<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> {
  const file = new URL(`../data/${name}.yaml`, import.meta.url);
  return parseWith(schema, parse(readFileSync(file, 'utf8')), { file: file.pathname, family: 'corrupt' });
}

let talk: Talk | undefined;
let limits: Limits | undefined;

/** Read at the first call. */
export function readTalk(): Talk {
  talk ??= read('talk', talkSchema);
  return talk;
}

/** Read at the first call. */
export function readLimits(): Limits {
  limits ??= read('limits', limitsSchema);
  return limits;
}
