import { at } from '../../core/known.ts';
import type { Item } from './item.ts';

/** The right answer of an item as a person reads it: «C) Уран», «750 км», «1-B, 2-A». */
export function answerText(item: Item): string {
  switch (item.kind) {
    case 'single-choice':
      return entry(item.options, item.answer);
    case 'several-right':
      return item.answer.map((place) => entry(item.options, place)).join('; ');
    case 'order':
      return item.answer.map((place) => at(item.parts, place)).join(' → ');
    case 'matching':
      return item.answer.map((place, left) => `${at(item.left, left)} – ${at(item.right, place)}`).join('; ');
    case 'number':
      return `${decimal(item.answer)} ${item.unit ?? ''}`.trim();
    case 'short-text':
    case 'gap':
      return at(item.answers, 0);
  }
}

/** The letters before the entries of a list. */
export const letters = 'ABCDEFGHIJ';

function entry(entries: readonly string[], place: number): string {
  return `${at(letters, place)}) ${at(entries, place)}`;
}

function decimal(value: number): string {
  return String(Number(value.toPrecision(12)))
    .replace('.', ',')
    .replace('-', '−');
}
