import { sha256 } from '../../../core/artefact/fingerprint.ts';
import { at } from '../../../core/known.ts';
import { seededRandom } from '../../../core/seeded-random.ts';
import type { TaskItem } from '../format/item.ts';

/** The item with its choices in an order that the seed and the question give; the same on every machine. */
export function shuffleChoices(item: TaskItem, seed: number): TaskItem {
  const random = seededRandom(
    Number.parseInt(sha256(`${seed} ${item.question ?? ''} ${item.id}`).slice(0, 8), 16),
  );
  const order = item.choices.map((_, index) => index);
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [at(order, other), at(order, last)];
  }
  return {
    ...item,
    choices: order.map((index) => at(item.choices, index)),
    answer: order.indexOf(item.answer),
  };
}
