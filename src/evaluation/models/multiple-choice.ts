import { countUp } from '../../core/count-up.ts';
import { at } from '../../core/known.ts';
import { type ChoiceResult, rounded } from '../results.ts';
import type { Task, TaskItem } from '../tasks/task.ts';
import type { EncodePrompts } from './chat-prompt.ts';
import { type ChoiceRequest, choiceRequests, dialogueRequests } from './choice-requests.ts';
import { countCharacters, type Scorer } from './scorer.ts';

/** A result before it is known whose it is. */
export type ChoiceScore = Omit<ChoiceResult, 'kind' | 'model' | 'task' | 'item'>;

/** Whether the choices of a task are answers in a dialogue; a gap and whole sentences are not. */
export function asksForAnswer({ description: { answer } }: Task): boolean {
  return answer === 'choice' || answer === 'letter';
}

/**
 * Scores the choices of items by their log-probability. A task that asks for letters is asked with the other
 * alphabet (А Б В Г or A B C D) as well. With `encode` the question is put as a turn of a dialogue.
 */
export async function scoreItems(
  scorer: Scorer,
  task: Task,
  items: readonly TaskItem[],
  encode?: EncodePrompts,
): Promise<ChoiceScore[]> {
  const request = (one: Task) =>
    encode && asksForAnswer(one)
      ? dialogueRequests(scorer, one, items, encode)
      : choiceRequests(scorer, one, items);
  const other = withOtherLetters(task);
  const own = await request(task);
  const others = other ? await request(other) : [];
  const scores = await scorer.score([...own, ...others]);
  return items.map(({ answer }, index) => {
    const otherScores = scores[items.length + index];
    return {
      answer,
      ...chooseBy(own[index], at(scores, index)),
      ...(otherScores ? { chosenByOtherLetters: indexOfLargest(otherScores) } : {}),
    };
  });
}

function chooseBy(request: ChoiceRequest | undefined, logProbabilities: readonly number[]) {
  const { answers = [], truncatedTokens = 0 } = request ?? {};
  const per = (length: (text: string) => number) =>
    indexOfLargest(logProbabilities.map((value, index) => value / length(at(answers, index))));
  return {
    chosen: indexOfLargest(logProbabilities),
    chosenByCharacters: per(countCharacters),
    chosenByBytes: per((text) => Buffer.byteLength(text)),
    logProbabilities: logProbabilities.map(rounded),
    truncatedTokens,
  };
}

/** A letter task with the letters that are not its own. */
function withOtherLetters(task: Task): Task | undefined {
  const { answer, letters } = task.description;
  if (answer !== 'letter') return undefined;
  return { ...task, description: { ...task.description, letters: letters === 'latin' ? 'tajik' : 'latin' } };
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
  for (const { answer } of items) countUp(byPosition, answer);
  const guesses = items.reduce((sum, { choices }) => sum + 1 / choices.length, 0);
  return { random: guesses / items.length, majority: Math.max(...byPosition.values()) / items.length };
}

/** The first of equals. */
function indexOfLargest(values: readonly number[]): number {
  return values.reduce(
    (best, value, index) => (value > (values[best] ?? Number.NEGATIVE_INFINITY) ? index : best),
    0,
  );
}
