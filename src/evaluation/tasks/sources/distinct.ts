import { addToList, countUpEntry } from '../../../core/count-up.ts';
import { at } from '../../../core/known.ts';
import type { TaskItem, TextItem } from '../format/item.ts';

/** An item with the place that it comes from. */
export interface PlacedItem<Item> {
  readonly item: Item;
  readonly place: string;
}

/**
 * Takes out items that ask the same once more, and all items that ask the same and answer it differently.
 * Capitals, spaces and punctuation do not count, nor does the order of the choices.
 */
export function keepDistinct<Item extends TaskItem | TextItem>(
  placed: readonly PlacedItem<Item>[],
): { readonly kept: PlacedItem<Item>[]; readonly leftOut: Record<string, number> } {
  const groups = new Map<string, PlacedItem<Item>[]>();
  for (const one of placed) {
    const key = `${plain(one.item.context ?? '')} ${plain(one.item.question ?? '')} ${choicesOf(one.item)}`;
    addToList(groups, key, one);
  }
  const kept: PlacedItem<Item>[] = [];
  const leftOut: Record<string, number> = {};
  const count = (reason: string, more: number) => {
    if (more > 0) countUpEntry(leftOut, reason, more);
  };
  for (const group of groups.values()) {
    const [first] = group;
    const answers = new Set(group.map(({ item }) => plain(answerOf(item))));
    if (answers.size > 1) count('contradicted', group.length);
    else {
      if (first) kept.push(first);
      count('repeated', group.length - 1);
    }
  }
  return { kept, leftOut };
}

function choicesOf(item: TaskItem | TextItem): string {
  return 'choices' in item ? item.choices.map(plain).sort().join('|') : '';
}

function answerOf(item: TaskItem | TextItem): string {
  return 'choices' in item ? at(item.choices, item.answer) : at(item.references, 0);
}

function plain(text: string): string {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu);
  // Formulas and signs are all that some choices consist of.
  return words
    ? `${words.join(' ')}${/[=+\-*/<>^√°]/.test(text) ? text.replace(/\s+/g, '') : ''}`
    : text.trim();
}
