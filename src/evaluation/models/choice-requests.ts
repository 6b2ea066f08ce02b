import { at } from '../../core/known.ts';
import { type RenderedItem, renderItem } from '../tasks/render-item.ts';
import type { Task, TaskItem } from '../tasks/task.ts';
import type { EncodePrompts } from './chat-prompt.ts';
import { fitPrefix, type ScoreRequest, type Scorer } from './scorer.ts';

/** The choices of an item as tokens after what all of them share. */
export interface ChoiceRequest extends ScoreRequest {
  /** What is counted when a score is divided by the length of the choice. */
  readonly answers: readonly string[];
  readonly truncatedTokens: number;
}

/**
 * Makes requests of items. All choices are compared after the same tokens: what all of them and the question
 * alone share, because a choice may join the end of the question into one token.
 */
export async function choiceRequests(
  scorer: Scorer,
  task: Task,
  items: readonly TaskItem[],
): Promise<ChoiceRequest[]> {
  const rendered = items.map((item) => renderItem(task.description, item, task.examples));
  const encoded = await scorer.tokenise(
    rendered.flatMap(({ opening, whole }) => [opening, ...whole].map((text) => ({ text }))),
  );
  let place = 0;
  return rendered.map(({ answers, whole }) => {
    const [opening = [], ...texts] = encoded.slice(place, place + 1 + whole.length);
    place += 1 + whole.length;
    const shared = sharedLength([opening, ...texts]);
    const continuations = texts.map((tokens) => tokens.slice(shared));
    return { ...fitted(opening.slice(0, shared), continuations, scorer), answers };
  });
}

/** The same in a dialogue: the question is the user's turn, a choice is the whole answer. */
export async function dialogueRequests(
  scorer: Scorer,
  task: Task,
  items: readonly TaskItem[],
  encode: EncodePrompts,
): Promise<ChoiceRequest[]> {
  const rendered: RenderedItem[] = items.map((item) => renderItem(task.description, item, task.examples));
  const prompts = await encode(rendered.map(({ opening }) => opening));
  const answers = await scorer.tokenise(
    rendered.flatMap((item) => item.answers.map((text) => ({ text: text.trim() }))),
  );
  let place = 0;
  return rendered.map((item, index) => {
    const continuations = answers.slice(place, place + item.answers.length);
    place += item.answers.length;
    return { ...fitted(at(prompts, index), continuations, scorer), answers: item.answers };
  });
}

function fitted(prefix: readonly number[], continuations: readonly (readonly number[])[], scorer: Scorer) {
  const longest = continuations.reduce((most, { length }) => Math.max(most, length), 0);
  return { continuations, ...fitPrefix(prefix, longest, scorer.contextTokens) };
}

function sharedLength(lists: readonly (readonly number[])[]): number {
  const [first = []] = lists;
  let length = 0;
  while (length < first.length && lists.every((list) => list[length] === first[length])) length += 1;
  return length;
}
