import { at } from '../../core/known.ts';
import type { Item } from './item.ts';

/** A new order of the places 0 … count − 1; the same numbers drawn give the same order. */
export function shuffledPlaces(count: number, random: () => number): number[] {
  const places = [...Array(count).keys()];
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const moved = at(places, last);
    places[last] = at(places, other);
    places[other] = moved;
  }
  return places;
}

/** The same question with its options (or partners, or parts) in another order, and the key that fits. */
export function shuffleItem(item: Item, random: () => number): Item {
  switch (item.kind) {
    case 'single-choice': {
      const places = shuffledPlaces(item.options.length, random);
      return { ...item, options: pick(item.options, places), answer: places.indexOf(item.answer) };
    }
    case 'several-right': {
      const places = shuffledPlaces(item.options.length, random);
      const answer = item.answer.map((place) => places.indexOf(place)).sort((one, other) => one - other);
      return { ...item, options: pick(item.options, places), answer };
    }
    case 'matching': {
      const places = shuffledPlaces(item.right.length, random);
      const answer = item.answer.map((place) => places.indexOf(place));
      return { ...item, right: pick(item.right, places), answer };
    }
    case 'order': {
      const places = shuffledPlaces(item.parts.length, random);
      return {
        ...item,
        parts: pick(item.parts, places),
        answer: item.answer.map((place) => places.indexOf(place)),
      };
    }
    case 'number':
    case 'short-text':
    case 'gap':
      return item;
  }
}

function pick(entries: readonly string[], places: readonly number[]): string[] {
  return places.map((place) => at(entries, place));
}
