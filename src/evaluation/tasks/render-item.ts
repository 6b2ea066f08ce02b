import { BadInputError } from '../../core/errors.ts';
import { at } from '../../core/known.ts';
import { gapMark, type TaskDescription } from './format/description.ts';
import type { TaskItem, TextItem } from './format/item.ts';

export const letterSets = { tajik: 'АБВГДЕЖЗИК', latin: 'ABCDEFGHIJ' } as const;

/** An item as text: what all choices share at least, the whole with each choice, and the choices as scored. */
export interface RenderedItem {
  readonly opening: string;
  readonly whole: readonly string[];
  /** What is counted when a score is divided by the characters of the choice. */
  readonly answers: readonly string[];
}

/** The prompt of an item that is answered in free text; solved examples are in front. */
export function renderPrompt(
  description: TaskDescription,
  item: TextItem,
  examples: readonly TextItem[] = [],
): string {
  const own = ({ question, context, options }: TextItem) =>
    fillPlaces(description.prompt, { question, context, options: options?.join('\n') });
  const solved = examples.map((example) => `${own(example)} ${at(example.references, 0)}\n\n`);
  return solved.join('') + own(item);
}

/** The prompt of an item with each of its choices; solved examples are in front. */
export function renderItem(
  description: TaskDescription,
  item: TaskItem,
  examples: readonly TaskItem[] = [],
): RenderedItem {
  const header = examples
    .map((example) => `${at(renderOne(description, example).whole, example.answer)}\n\n`)
    .join('');
  const { opening, whole, answers } = renderOne(description, item);
  return { opening: header + opening, whole: whole.map((text) => header + text), answers };
}

function renderOne(description: TaskDescription, item: TaskItem): RenderedItem {
  const { question = '', choices, context = '' } = item;
  const prompt = fillPlaces(description.prompt.replace(/\{choice\}$/, ''), {
    question,
    context,
    options: description.prompt.includes('{options}') ? listOptions(description, choices) : '',
  });
  if (description.answer === 'gap') {
    const [before = '', after = ''] = splitAtGap(prompt);
    const answers = choices.map((choice) => choice + after);
    return { opening: before, whole: answers.map((answer) => before + answer), answers };
  }
  const answers =
    description.answer === 'letter' ? choices.map((_, index) => letterOf(description, index)) : choices;
  return { opening: prompt, whole: answers.map((answer) => prompt + answer), answers };
}

function fillPlaces(prompt: string, places: Readonly<Record<string, string | undefined>>): string {
  return prompt.replace(/\{(context|options|question)\}/g, (_, place: string) => places[place] ?? '');
}

function splitAtGap(text: string): string[] {
  const gap = text.lastIndexOf(gapMark);
  return [text.slice(0, gap), text.slice(gap + gapMark.length)];
}

function listOptions(description: TaskDescription, choices: readonly string[]): string {
  const { optionMark = ')' } = description;
  return choices.map((choice, index) => `${letterOf(description, index)}${optionMark} ${choice}`).join('\n');
}

/** The letter of a choice: А Б В Г in a Tajik task, A B C D in a Latin one. */
function letterOf({ letters = 'tajik' }: TaskDescription, index: number): string {
  const letter = letterSets[letters][index];
  if (letter !== undefined) return letter;
  throw new BadInputError({
    message: `An item has more than ${letterSets[letters].length} choices.`,
    remedy: 'Score the choices themselves (answer: choice).',
  });
}
