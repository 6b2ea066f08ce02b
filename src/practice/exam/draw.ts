import { createHash } from 'node:crypto';
import { BadInputError } from '../../core/errors.ts';
import { at } from '../../core/known.ts';
import { seededRandom } from '../../core/seeded-random.ts';
import type { Item } from '../items/item.ts';
import { type Blueprint, fits, type Part } from './blueprint.ts';

/** A drawn exam: one variant, with every item in the order in which it is shown. */
export interface Paper {
  readonly examId: string;
  readonly title: string;
  readonly minutes: number | null;
  readonly seed: string;
  /** A, B, C, D. */
  readonly variant: string;
  readonly sections: readonly {
    readonly name: string;
    readonly parts: readonly { readonly part: Part; readonly items: readonly Item[] }[];
  }[];
}

/** How to draw. */
export interface DrawOptions {
  /** The same seed, blueprint and bank give the same papers. */
  readonly seed: string;
  /** Papers with the same questions in other orders, options too. */
  readonly variants: number;
}

export const mostVariants = 4;

/**
 * Draws an exam from a bank: as many questions of each kind as the blueprint says, spread over topics, none twice. All
 * variants have the same questions; orders of questions and entries differ, so that their results compare.
 * @throws BadInputError naming section, kind and numbers where the bank has too few.
 */
export function drawExam(
  blueprint: Blueprint,
  bank: readonly Item[],
  { seed, variants }: DrawOptions,
): Paper[] {
  const used = new Set<string>();
  const chosen = blueprint.sections.map((section, place) => ({
    name: section.name,
    parts: section.parts.map((part, partPlace) => {
      const fitting = bank.filter((item) => !used.has(item.id) && fits(item, section, part));
      if (fitting.length < part.count) {
        throw new BadInputError({
          message: `The section "${section.name}" needs ${part.count} questions of the kind ${part.kind}; there are ${fitting.length}.`,
          place: `sections[${place}].parts[${partPlace}]`,
          remedy: 'Approve more questions of these subjects and grades, or lower the count in the exam file.',
        });
      }
      const items = spread(shuffle(fitting, `${seed} ${section.name} ${part.kind}`), part.count);
      for (const { id } of items) used.add(id);
      return { part, items };
    }),
  }));
  return Array.from({ length: variants }, (_, variant) => ({
    examId: blueprint.id,
    title: blueprint.title,
    minutes: blueprint.minutes,
    seed,
    variant: at('ABCD', variant),
    sections: chosen.map(({ name, parts }) => ({
      name,
      parts: parts.map(({ part, items }) => {
        const order = shuffle(items, `${seed} ${name} ${part.kind} ${variant}`);
        return { part, items: order.map((item) => reordered(item, `${seed} ${item.id} ${variant}`)) };
      }),
    })),
  }));
}

/** The questions of a paper in the order of their numbers, from 1. */
export function questionsOf({
  sections,
}: Paper): { number: number; section: string; part: Part; item: Item }[] {
  return sections
    .flatMap(({ name, parts }) =>
      parts.flatMap(({ part, items }) => items.map((item) => ({ section: name, part, item }))),
    )
    .map((question, place) => ({ number: place + 1, ...question }));
}

/** One item of each topic, then a second of each, until there are enough. */
function spread(items: readonly Item[], count: number): Item[] {
  const rounds = new Map<string, number>();
  const withRound = items.map((item) => {
    const topic = item.source?.section ?? item.topic ?? item.id;
    const round = rounds.get(topic) ?? 0;
    rounds.set(topic, round + 1);
    return { item, round };
  });
  return withRound
    .sort((one, other) => one.round - other.round)
    .slice(0, count)
    .map(({ item }) => item);
}

/** The item with its entries in another order, and the key that goes with it. */
function reordered(item: Item, name: string): Item {
  if (item.kind === 'single-choice') {
    const places = shuffle([...item.options.keys()], name);
    return {
      ...item,
      options: places.map((place) => at(item.options, place)),
      answer: places.indexOf(item.answer),
    };
  }
  if (item.kind === 'matching') {
    const places = shuffle([...item.right.keys()], name);
    return {
      ...item,
      right: places.map((place) => at(item.right, place)),
      answer: item.answer.map((place) => places.indexOf(place)),
    };
  }
  return item;
}

function shuffle<Value>(values: readonly Value[], name: string): Value[] {
  const random = seededRandom(createHash('sha256').update(name).digest().readUInt32LE(0));
  const shuffled = [...values];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const kept = at(shuffled, last);
    shuffled[last] = at(shuffled, other);
    shuffled[other] = kept;
  }
  return shuffled;
}
