import { z } from 'zod';
import { BenchmarkIndex } from '../benchmark-index.ts';
import { readBenchmarkItems } from '../benchmark-items.ts';
import { shareSetting } from '../fineweb2.ts';
import { type Range, removalEdits } from '../remove-passages.ts';
import { defineStep } from '../step.ts';

/**
 * Takes the lines in which a benchmark item stands out of a text, and leaves the document out when that
 * is much of it. An item is found by a run of words, or by most of its letters in one place.
 */
export const decontaminationStep = defineStep({
  name: 'decontamination',
  settings: z.strictObject({
    step: z.literal('decontamination'),
    /** Words in a row that text and item share (13 since Brown et al. 2020, GPT-3). */
    words: z.int().min(2).default(13),
    /** Length of the runs of letters that are compared, and the share of an item's that must be found. */
    letters: z.int().min(4).default(10),
    overlap: shareSetting.default(0.5),
    /** A document of which more than this share would go is left out whole. */
    maximumRemoved: shareSetting.default(0.2),
  }),
  async create({ maximumRemoved, ...options }, { benchmarks }) {
    if (benchmarks.length === 0) return () => undefined;
    const index = new BenchmarkIndex(await readBenchmarkItems(benchmarks), options);
    return ({ text, tokens }) => {
      const finds = index.find(text, tokens);
      const first = finds[0];
      if (!first) return undefined;
      const edits = removalEdits(
        text,
        finds.map((find) => wholeLines(text, find)),
      );
      const removed = edits.reduce((sum, { start, end }) => sum + end - start, 0);
      const counts = { finds: finds.length };
      if (removed <= maximumRemoved * text.length) return { edits, counts };
      return { reject: { reason: 'benchmark-item', value: first.item.name }, counts };
    };
  },
});

function wholeLines(text: string, { start, end }: Range): Range {
  const lineEnd = text.indexOf('\n', end);
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: lineEnd < 0 ? text.length : lineEnd };
}
