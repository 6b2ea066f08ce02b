import type { Task, TaskItem, TextItem, TextTask } from '../tasks/task.ts';
import type { TextScore } from './bits-per-character.ts';
import type { ChoiceScore } from './multiple-choice.ts';
import type { MeasuredText } from './texts.ts';
import type { AnswerScore } from './written-answers.ts';

/** How items with choices are answered. */
export const scorings = ['log-probability', 'constrained', 'free'] as const;
export type Scoring = (typeof scorings)[number];

/** A model that sits the exam: it answers items, several at a time. */
export interface Examinee {
  /** What computes: `llama.cpp 0.5.0`, or an address. */
  readonly engine: string;
  readonly scoring: Scoring;
  readonly chatTemplate: boolean;
  answerChoices(task: Task, items: readonly TaskItem[]): Promise<ChoiceScore[]>;
  answerTexts(task: TextTask, items: readonly TextItem[]): Promise<AnswerScore[]>;
  /** Undefined where the model does not tell the probability of a text. */
  measureTexts(texts: readonly MeasuredText[]): Promise<TextScore[]> | undefined;
  close(): Promise<void>;
}
