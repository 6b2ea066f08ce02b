import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseWith } from '../../../core/schema.ts';
import { parseYaml } from '../../../core/yaml.ts';
import { solvedExercise, solvedExerciseNames } from '../../../instructions/index.ts';
import { answerText } from '../../items/answer-text.ts';
import type { Guard } from '../filter/guard.ts';
import type { TutorTask } from '../task.ts';

const pattern = z.string().transform((source) => new RegExp(source, 'iu'));
const exercise = z.enum(solvedExerciseNames as [string, ...string[]]);
const patternsSchema = z.strictObject({
  understood: z.array(z.tuple([pattern, exercise])),
  question: z.array(z.tuple([pattern, exercise])),
});

let loaded: z.output<typeof patternsSchema> | undefined;

function patterns(): z.output<typeof patternsSchema> {
  if (loaded) return loaded;
  const file = join(import.meta.dirname, '..', 'data', 'siblings.yaml');
  loaded = parseWith(patternsSchema, parseYaml(readFileSync(file, 'utf8'), { file }), { file });
  return loaded;
}

const mostSeeds = 12;

/**
 * A worked example like the task: a computed exercise of its kind, else another item of its section. Nothing where
 * each one would tell the task's own answer.
 */
export function siblingOf(task: TutorTask, guard: Guard): { question: string; solution: string } | undefined {
  const name = exerciseOf(task);
  if (name !== undefined) {
    for (let seed = 0; seed < mostSeeds; seed += 1) {
      const { question, solution } = solvedExercise(name, `${task.item.id} ${seed}`);
      if (!guard.leaks(`${question}\n${solution}`)) return { question, solution };
    }
  }
  for (const other of task.siblings.filter(({ kind }) => kind === task.item.kind)) {
    const { question, why } = other;
    const answer = answerText(other);
    const solution = why === null ? answer : `${answer}. ${why}`;
    if (!guard.leaks(`${question}\n${solution}`)) return { question, solution };
  }
  return undefined;
}

/** The computed exercise that a task is like. */
export function exerciseOf({ item, understood }: Pick<TutorTask, 'item' | 'understood'>): string | undefined {
  if (understood !== undefined) {
    const found = patterns().understood.find(([test]) => test.test(understood));
    if (found) return found[1];
  }
  if (item.kind !== 'number') return undefined;
  return patterns().question.find(([test]) => test.test(item.question))?.[1];
}
