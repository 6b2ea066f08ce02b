import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { gradeAnswer, gradeChoice } from './index.ts';
import { keeps } from './rubric.ts';

const labelSchema = z.strictObject({
  id: z.string(),
  grader: z.enum([
    'free-response',
    'matching-pairs',
    'choice',
    'final-number',
    'exact-match',
    'refuses',
    'admits-not-knowing',
    'is-tajik',
    'repeats-itself',
  ]),
  question: z.string(),
  references: z.array(z.string()).optional(),
  choices: z.array(z.string()).optional(),
  key: z.int().optional(),
  answer: z.string(),
  label: z.number().min(0).max(1),
  labelledBy: z.string(),
  note: z.string().optional(),
});

function scoreOf(row: z.output<typeof labelSchema>): number {
  const { grader, answer, question, references = [], choices = [], key = 0 } = row;
  switch (grader) {
    case 'choice':
      return gradeChoice(choices, key, answer, /^[A-Z]/.test(question) ? 'latin' : 'tajik').score;
    case 'refuses':
    case 'admits-not-knowing':
      return Number(keeps({ rule: grader }, answer));
    case 'is-tajik':
      return Number(keeps({ rule: 'language', language: 'tg', share: 0.7 }, answer));
    case 'repeats-itself':
      return Number(!keeps({ rule: 'no-repetition' }, answer));
    default:
      return gradeAnswer(grader, { id: row.id, question, references }, answer).score;
  }
}

/** Ids of the answers that are graded otherwise than they are labelled, and the share of the others. */
function disagreements(file: string): { ids: string[]; count: number } {
  const text = readFileSync(new URL(`labelled/${file}`, import.meta.url), 'utf8').trim();
  const rows = text.split('\n').map((line) => labelSchema.parse(JSON.parse(line)));
  const ids = rows.filter((row) => Math.abs(scoreOf(row) - row.label) > 1e-4).map(({ id }) => id);
  return { ids, count: rows.length };
}

it('agrees with 99 % of 417 labels, and differs where labelled/README.md says so', () => {
  const { ids, count } = disagreements('answers.jsonl');
  expect(count).toBe(417);
  expect(1 - ids.length / count).toBeGreaterThanOrEqual(0.99);
  expect(ids).toEqual(['labelled-194', 'labelled-245', 'labelled-251', 'labelled-258']);
});

it('agrees with 161 of 163 labels that were written before it was run on them', () => {
  const { ids, count } = disagreements('answers-second.jsonl');
  expect([ids, count]).toEqual([['second-029', 'second-163'], 163]);
});
