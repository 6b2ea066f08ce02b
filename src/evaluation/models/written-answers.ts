import { at } from '../../core/known.ts';
import { choiceInAnswer, gradeAnswer } from '../graders/index.ts';
import type { AnswerResult } from '../results.ts';
import { renderItem, renderPrompt } from '../tasks/render-item.ts';
import type { Task, TaskItem, TextItem, TextTask } from '../tasks/task.ts';
import type { EncodePrompts } from './chat-prompt.ts';
import type { ChoiceScore } from './multiple-choice.ts';
import { fitPrefix, type GenerateRequest, type Scorer } from './scorer.ts';

export type AnswerScore = Omit<AnswerResult, 'kind' | 'model' | 'task' | 'item'>;

const choiceTokens = 32;
const defaults = { maximumTokens: 64, stop: ['\n'] };

/** The task with the prompt that it has for a user's turn. */
export function withTurn(task: TextTask): TextTask {
  const { turn, prompt } = task.description;
  return { ...task, description: { ...task.description, prompt: turn ?? prompt } };
}

/** Answers in free text, each graded; `asTurn` says how they were asked. */
export async function writeAnswers(
  scorer: Scorer,
  task: TextTask,
  items: readonly TextItem[],
  { encode, asTurn }: { readonly encode: EncodePrompts; readonly asTurn: boolean },
): Promise<AnswerScore[]> {
  const { generate = defaults, metric } = task.description;
  const { maximumTokens, stop } = generate;
  const prompts = await encode(items.map((item) => renderPrompt(task.description, item, task.examples)));
  const fitted = prompts.map((prompt) => fitPrefix(prompt, maximumTokens, scorer.contextTokens));
  const texts = await scorer.generate(fitted.map(({ prefix }) => ({ prefix, maximumTokens, stop })));
  return items.map((item, index) =>
    gradedAnswer(metric, item, {
      written: at(texts, index).text.trim(),
      cut: at(texts, index).end === 'length',
      truncatedTokens: at(fitted, index).truncatedTokens,
      asTurn,
    }),
  );
}

/** A written answer with its grade. */
export function gradedAnswer(
  metric: TextTask['description']['metric'],
  item: TextItem,
  answer: Pick<AnswerScore, 'written' | 'cut' | 'truncatedTokens' | 'asTurn'>,
): AnswerScore {
  const { score, reason, sums, unjudged } = gradeAnswer(metric, item, answer.written);
  return {
    ...answer,
    score,
    reason,
    ...(sums ? { sums: [...sums] } : {}),
    ...(unjudged === undefined ? {} : { unjudged }),
  };
}

/**
 * Lets a model write its answers to items with choices. `constrained`: only tokens that spell one of the
 * answers; `free`: anything, in which a choice must then be named.
 */
export async function writeChoices(
  scorer: Scorer,
  task: Task,
  items: readonly TaskItem[],
  encode: EncodePrompts,
  form: 'constrained' | 'free',
): Promise<ChoiceScore[]> {
  const rendered = items.map((item) => renderItem(task.description, item, task.examples));
  const prompts = await encode(rendered.map(({ opening }) => opening));
  const requests: (GenerateRequest & { readonly truncatedTokens: number })[] = [];
  for (const [index, { answers }] of rendered.entries()) {
    const allowed = await scorer.tokenise(answers.map((text) => ({ text: text.trim() })));
    const longest = allowed.reduce((most, { length }) => Math.max(most, length), 0);
    const maximumTokens = form === 'free' ? choiceTokens : Math.max(1, longest);
    const fitted = fitPrefix(at(prompts, index), maximumTokens, scorer.contextTokens);
    const stop = form === 'free' ? ['\n'] : [];
    requests.push({ ...fitted, maximumTokens, stop, ...(form === 'free' ? {} : { allowed }) });
  }
  const texts = await scorer.generate(requests.map(({ truncatedTokens: _, ...request }) => request));
  return items.map((item, index) =>
    namedChoice(task, item, at(texts, index).text, at(requests, index).truncatedTokens),
  );
}

/** What a written answer names, as the result of an item with choices. */
export function namedChoice(
  task: Task,
  item: TaskItem,
  written: string,
  truncatedTokens: number,
): ChoiceScore {
  const chosen = choiceInAnswer(item.choices, written, task.description.letters) ?? -1;
  return {
    answer: item.answer,
    chosen,
    chosenByCharacters: chosen,
    chosenByBytes: chosen,
    logProbabilities: [],
    written: written.trim(),
    truncatedTokens,
    ...(chosen < 0 ? { failure: 'no-choice-named' as const } : {}),
  };
}
