import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { chrfOfSums, gradeTranslation } from './chrf.ts';

// NTREX-128 lines (CC BY-SA 4.0) and damaged copies of them, scored by sacrebleu: bench/models/chrf-golden.py.
const lines = readFileSync(new URL('fixtures/chrf-golden.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const pairSchema = z.strictObject({ answer: z.string(), references: z.array(z.string()), score: z.number() });
const pairs = lines.slice(0, -1).map((line) => pairSchema.parse(JSON.parse(line)));
const { corpusOfFirstReferences } = z
  .looseObject({ corpusOfFirstReferences: z.number() })
  .parse(JSON.parse(lines.at(-1) ?? ''));

it('gives each of 205 pairs the score that sacrebleu gives', () => {
  expect(pairs).toHaveLength(205);
  for (const { answer, references, score } of pairs)
    expect(100 * gradeTranslation(references, answer).score, answer).toBeCloseTo(score, 9);
});

it('gives the corpus the score that sacrebleu gives, from the sums of its sentences', () => {
  const sums: number[] = new Array(24).fill(0);
  for (const { answer, references } of pairs) {
    const own = gradeTranslation(references.slice(0, 1), answer).sums ?? [];
    for (const [place, count] of own.entries()) sums[place] = (sums[place] ?? 0) + count;
  }
  expect(chrfOfSums(sums)).toBeCloseTo(corpusOfFirstReferences, 9);
});
