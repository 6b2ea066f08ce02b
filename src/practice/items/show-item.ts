import { at } from '../../core/known.ts';
import { answerText, letters } from './answer-text.ts';
import type { Item, ItemKind } from './item.ts';

/** A question without its key. `options` are the options, the partners of matching, or the parts of an order. */
export interface ShownItem {
  readonly id: string;
  readonly version: number;
  readonly kind: ItemKind;
  readonly subject: string;
  readonly topic: string | null;
  readonly question: string;
  readonly options: readonly string[];
  readonly left: readonly string[];
  readonly unit: string | null;
}

/** What a pupil sees of an item. */
export function showItem(item: Item): ShownItem {
  const { id, version, kind, subject, topic, question } = item;
  return {
    ...{ id, version, kind, subject, topic, question },
    options: entriesOf(item),
    left: item.kind === 'matching' ? item.left : [],
    unit: item.kind === 'number' ? item.unit : null,
  };
}

/** The key in letters and numbers, as it stands on a printed key: «C», «A C», «1-B 2-A». */
export function shortKey(item: Item): string {
  const letter = (place: number) => at(letters, place);
  switch (item.kind) {
    case 'single-choice':
      return letter(item.answer);
    case 'several-right':
    case 'order':
      return item.answer.map(letter).join(' ');
    case 'matching':
      return item.answer.map((place, index) => `${index + 1}-${letter(place)}`).join(' ');
    case 'number':
    case 'short-text':
    case 'gap':
      return answerText(item);
  }
}

function entriesOf(item: Item): readonly string[] {
  switch (item.kind) {
    case 'single-choice':
    case 'several-right':
      return item.options;
    case 'matching':
      return item.right;
    case 'order':
      return item.parts;
    case 'number':
    case 'short-text':
    case 'gap':
      return [];
  }
}
