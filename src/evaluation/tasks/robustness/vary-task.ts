import { BadInputError } from '../../../core/errors.ts';
import type { TaskDescription } from '../format/description.ts';
import type { TaskItem, TextItem } from '../format/item.ts';
import { type Variant, varyText } from './vary-text.ts';

/**
 * The description of a task that is run as a variant: its id is `ID@VARIANT`.
 * @throws BadInputError where the questions are not Tajik, or there are none.
 */
export function varyDescription<Description extends TaskDescription>(
  description: Description,
  variant: Variant | undefined,
  file: string,
): Description {
  if (variant === undefined) return description;
  const { id, title, language, questionLanguage = language, answer } = description;
  const problem =
    answer === 'sentence'
      ? 'The task has no questions that could be typed otherwise.'
      : `The questions of the task are not Tajik but "${questionLanguage}".`;
  if (answer === 'sentence' || questionLanguage !== 'tg') {
    throw new BadInputError({
      message: problem,
      file,
      place: `@${variant}`,
      remedy: 'Run the task as it is.',
    });
  }
  return { ...description, id: `${id}@${variant}`, title: `${title} (${variant})` };
}

/** An item with its question typed otherwise; passage, choices and accepted answers stay. */
export function varyItem<Item extends TaskItem | TextItem>(item: Item, variant: Variant | undefined): Item {
  const { question } = item;
  return variant === undefined || question === undefined
    ? item
    : { ...item, question: varyText(question, variant) };
}
