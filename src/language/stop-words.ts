import { z } from 'zod';
import { parseWith } from '../core/schema.ts';
import stopWordsFile from './data/stop-words.json' with { type: 'json' };

const schema = z.strictObject({
  sources: z.string(),
  /** Class → its words, separated by spaces. */
  classes: z.record(z.string(), z.string()),
});

const { classes } = parseWith(schema, stopWordsFile, { family: 'corrupt' });

/** The words of closed classes (prepositions, pronouns, auxiliaries …) that carry no subject, lower case. */
export const stopWords: ReadonlySet<string> = new Set(
  Object.values(classes).flatMap((words) => words.split(' ')),
);

/** Whether a word is a stop word, in any case. */
export function isStopWord(word: string): boolean {
  return stopWords.has(word.normalize('NFC').toLowerCase());
}
