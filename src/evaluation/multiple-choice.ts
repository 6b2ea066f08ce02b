import { renderItem } from './render-item.ts';
import { countCharacters, fitPrefix, type Scorer } from './scorer.ts';
import type { Task, TaskItem } from './task.ts';

/** How a model answered one item. */
export interface ItemScore {
  readonly id: string;
  readonly answer: number;
  /** Natural-log probability of each choice after the question. */
  readonly logProbabilities: readonly number[];
  /** Choice of the highest log-probability. */
  readonly chosen: number;
  /** Choice of the highest log-probability per character. */
  readonly chosenByCharacters: number;
  /** Tokens left out of the question's start because they did not fit into the context. */
  readonly truncatedTokens: number;
}

/**
 * Scores the choices of an item. All choices are compared after the same tokens: what all of them and
 * the question alone share, because a choice may join the end of the question into one token.
 */
export async function scoreItem(
  scorer: Scorer,
  task: Task,
  item: TaskItem,
  signal: AbortSignal,
): Promise<ItemScore> {
  const { opening, whole, answers } = renderItem(task.description, item, task.examples);
  const encoded = whole.map((text) => scorer.tokenise(text));
  const shared = sharedLength([scorer.tokenise(opening), ...encoded]);
  const longest = encoded.reduce((left, right) => (right.length > left.length ? right : left), []);
  const { prefix, truncatedTokens } = fitPrefix(
    longest.slice(0, shared),
    longest.slice(shared),
    scorer.contextTokens,
  );
  const logProbabilities: number[] = [];
  for (const tokens of encoded) {
    const scores = await scorer.score(prefix, tokens.slice(shared), signal);
    logProbabilities.push(scores.reduce((sum, score) => sum + score, 0));
  }
  return {
    id: item.id,
    answer: item.answer,
    logProbabilities,
    chosen: indexOfLargest(logProbabilities),
    chosenByCharacters: indexOfLargest(
      logProbabilities.map((value, index) => value / countCharacters(answers[index] ?? '')),
    ),
    truncatedTokens,
  };
}

/** Accuracy that needs no model. */
export interface Baselines {
  /** Expected accuracy of guessing. */
  readonly random: number;
  /** Accuracy of always naming the most frequent position. */
  readonly majority: number;
}

/** Computes {@link Baselines} of a list of items. */
export function baselines(items: readonly TaskItem[]): Baselines {
  const byPosition = new Map<number, number>();
  for (const { answer } of items) byPosition.set(answer, (byPosition.get(answer) ?? 0) + 1);
  const guesses = items.reduce((sum, { choices }) => sum + 1 / choices.length, 0);
  return { random: guesses / items.length, majority: Math.max(...byPosition.values()) / items.length };
}

function sharedLength(lists: readonly (readonly number[])[]): number {
  const [first = []] = lists;
  let length = 0;
  while (length < first.length && lists.every((list) => list[length] === first[length])) length += 1;
  return length;
}

/** The first of equals. */
function indexOfLargest(values: readonly number[]): number {
  return values.reduce(
    (best, value, index) => (value > (values[best] ?? Number.NEGATIVE_INFINITY) ? index : best),
    0,
  );
}
