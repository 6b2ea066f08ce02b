import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { BadInputError } from '../../../core/errors.ts';
import { parseWith } from '../../../core/schema.ts';
import { yamlWords } from '../../../core/yaml.ts';
import { itemSourceSchema } from './source-schema.ts';

/** How an answer is chosen: highest log-probability, or highest per character of the choice. */
export const metrics = ['accuracy', 'accuracy-by-characters'] as const;
export type ChoiceMetric = (typeof metrics)[number];

/** How an answer in free text is judged: each has its grader. */
export const textMetrics = [
  'exact-match',
  'matching-pairs',
  'free-response',
  'final-number',
  'rubric',
  'chrf++',
] as const;
export type TextMetric = (typeof textMetrics)[number];

/**
 * What of an item is scored as its answer. `choice`: the choice's text after the prompt. `letter`: the
 * letter of the choice, after a prompt that lists the choices. `gap`: the whole text with the choice in
 * the question's gap. `sentence`: each choice as a text of its own. `text`: an answer written freely.
 */
export const answerKinds = ['choice', 'letter', 'gap', 'sentence', 'text'] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** The mark of a gap in a question. */
export const gapMark = '___';

/** Names of the fields of an item that a corpus is searched for. */
const comparedFields = ['question', 'context', 'choices'] as const;

const fewShotSchema = z.strictObject({
  /** Solved items in front of each prompt. */
  count: z.int().positive(),
  /** Where they come from; never the items themselves. */
  from: itemSourceSchema,
});

/** How an answer in free text is written. */
const generateSchema = z.strictObject({
  maximumTokens: z.int().positive().default(64),
  /** Where it ends, beside the end of the model's turn. */
  stop: z.array(z.string().min(1)).default(['\n']),
});

/** `task.yaml` of a benchmark folder. */
export const taskSchema = z
  .strictObject({
    /** The name of the folder. */
    id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'Small letters, digits and hyphens only.'),
    /** Raised when items or prompt change: figures of different versions are not comparable. */
    version: z.int().positive(),
    /** What is tested, in a few words. */
    title: z.string().min(1),
    domain: z.string().min(1),
    /** BCP 47 tag. */
    language: z.string().min(2),
    /** BCP 47 tag of the questions, where it is another one: a translation's source. */
    questionLanguage: z.string().min(2).optional(),
    /** Text with `{question}`, `{context}`, `{options}` where the item has them, and `{choice}` at its end. */
    prompt: z.string(),
    /** The same as a user's turn, for a model with a chat template; of a task with answers in text. */
    turn: z.string().optional(),
    answer: z.enum(answerKinds),
    /** Letters of a `letter` task: А Б В Г or A B C D. */
    letters: z.enum(['tajik', 'latin']).optional(),
    /** What is between the letter of an option and its text: `А) …`, `A. …`. */
    optionMark: z.enum([')', '.']).optional(),
    items: itemSourceSchema.default({ file: 'items.jsonl' }),
    fewShot: fewShotSchema.optional(),
    /** How an answer in text is written. */
    generate: generateSchema.optional(),
    /** The headline figure; of a task with choices both are reported. */
    metric: z.enum([...metrics, ...textMetrics]),
    licence: z.string().min(1),
    source: z.string().min(1),
    /** What a corpus must not hold, and which tasks draw from the same texts. */
    contamination: z.strictObject({
      /** Tasks of the same group share texts: `flores-200`. */
      group: z.string().min(1),
      /** The fields compared with a corpus. */
      compare: z.array(z.enum(comparedFields)).min(1),
    }),
  })
  .superRefine((task, context) => {
    const problem = promptProblem(task.prompt, task.answer);
    if (problem) context.addIssue({ code: 'custom', path: ['prompt'], message: problem });
    const turnProblem = task.turn === undefined ? undefined : promptProblem(task.turn, task.answer);
    if (turnProblem) context.addIssue({ code: 'custom', path: ['turn'], message: turnProblem });
    if (task.turn !== undefined && (task.answer !== 'text' || task.fewShot !== undefined)) {
      const message = 'Only a task with answers in text and without examples is put as a turn.';
      context.addIssue({ code: 'custom', path: ['turn'], message });
    }
    if ((task.answer === 'letter') !== (task.letters !== undefined)) {
      const message = 'Letters belong to answer: letter, and are needed there.';
      context.addIssue({ code: 'custom', path: ['letters'], message });
    }
    if (task.generate !== undefined && task.answer !== 'text') {
      const message = 'Only an answer in text is generated.';
      context.addIssue({ code: 'custom', path: ['generate'], message });
    }
    const isText = (textMetrics as readonly string[]).includes(task.metric);
    if (isText !== (task.answer === 'text')) {
      const message = `The metric ${task.metric} does not go with answer: ${task.answer}.`;
      context.addIssue({ code: 'custom', path: ['metric'], message });
    }
  });

export type TaskDescription = z.output<typeof taskSchema>;

function promptProblem(prompt: string, answer: AnswerKind): string | undefined {
  const count = (place: string) => prompt.split(place).length - 1;
  for (const place of ['{context}', '{options}']) {
    if (count(place) > 1) return `The prompt has ${place} more than once.`;
  }
  if (count('{question}') !== (answer === 'sentence' ? 0 : 1)) {
    return answer === 'sentence' ? 'A sentence has no {question}.' : 'The prompt needs {question} once.';
  }
  if (answer === 'letter' && count('{options}') === 0) return 'The prompt needs {options} once.';
  if (answer === 'gap') {
    return prompt.endsWith('{question}') && count('{choice}') === 0
      ? undefined
      : 'The prompt must end with {question}, where the choice fills the gap.';
  }
  if (answer === 'text') return count('{choice}') === 0 ? undefined : 'An answer in text has no {choice}.';
  return count('{choice}') === 1 && prompt.endsWith('{choice}')
    ? undefined
    : 'The prompt must end with {choice}, and have it once.';
}

/** Reads a `task.yaml`. @throws BadInputError naming file, line and key. */
export function parseTaskDescription(text: string, file: string): TaskDescription {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error) {
    throw new BadInputError({
      message: `Not valid YAML: ${yamlWords(error)}.`,
      file: `${file}, line ${error.linePos?.[0].line ?? 1}`,
      remedy: 'Correct the file.',
    });
  }
  const value: unknown = document.toJS();
  const result = taskSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const key = issue?.path[0] ?? (issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined);
  // A missing key has no line of its own: the file's first is named.
  const line = text.split('\n').findIndex((row) => row.startsWith(`${String(key)}:`));
  return parseWith(taskSchema, value, { file: `${file}, line ${Math.max(0, line) + 1}` });
}
