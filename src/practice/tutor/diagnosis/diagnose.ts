import { readChosen } from '../../grading/grade-entries.ts';
import type { Item, ItemOf } from '../../items/item.ts';
import type { Fault } from './fault.ts';
import { numberFault } from './number-faults.ts';
import { wordFault } from './word-faults.ts';

/**
 * What a wrong answer shows. `solution` holds the steps to the answer, where they are known: a number of theirs is a
 * step at which the pupil stopped. Pure.
 */
export function diagnose(item: Item, typed: string, solution: string): Fault {
  switch (item.kind) {
    case 'number':
      return numberFault(item, typed, solution);
    case 'short-text':
    case 'gap':
      return wordFault(item, typed);
    case 'single-choice':
      return { name: 'other-option' };
    case 'several-right':
      return severalFault(item, typed);
    case 'order':
      return orderFault(item, typed);
    case 'matching': {
      const chosen = readChosen(item, typed) ?? [];
      const good = item.answer.filter((right, left) => chosen[left] === right).length;
      return { name: 'pairs', slots: { good, all: item.answer.length } };
    }
  }
}

function severalFault(item: ItemOf<'several-right'>, typed: string): Fault {
  const chosen = readChosen(item, typed) ?? [];
  const isExtra = chosen.some((place) => place !== undefined && !item.answer.includes(place));
  const isMissing = item.answer.some((place) => !chosen.includes(place));
  if (isExtra && isMissing) return { name: 'mixed-options' };
  return { name: isExtra ? 'extra-option' : 'missing-option' };
}

function orderFault(item: ItemOf<'order'>, typed: string): Fault {
  const chosen = readChosen(item, typed) ?? [];
  const { answer } = item;
  if (answer.length > 2 && answer.every((part, place) => chosen[answer.length - 1 - place] === part))
    return { name: 'reversed' };
  const differing = answer.flatMap((part, place) => (chosen[place] === part ? [] : [place]));
  const [first, second] = differing;
  const isSwap =
    differing.length === 2 && first !== undefined && second === first + 1 && chosen[first] === answer[second];
  return { name: isSwap ? 'neighbours' : 'order' };
}
