import type { Random } from '../../random.ts';
import { readPhrasings, wordList } from '../../text/phrasings.ts';
import type { Exercise } from './exercise.ts';
import { figures } from './figures.ts';

const clock: Exercise = (random) => {
  const [hour, minute] = [random.integer(6, 18), 5 * random.integer(0, 11)];
  const minutes = 5 * random.integer(13, 40);
  const end = hour * 60 + minute + minutes;
  const time = (all: number) => `${Math.floor(all / 60)}:${String(all % 60).padStart(2, '0')}`;
  const slots = {
    start: time(hour * 60 + minute),
    result: time(end),
    ...figures({ minutes, hours: Math.floor(minutes / 60), rest: minutes % 60 }),
  };
  return minutes % 60 === 0 ? clock(random) : { group: 'clock', slots };
};

/** Exercises told as a story: shops, shared apples, the clock. */
export const arithmeticStories: Readonly<Record<string, Exercise>> = {
  given: (random) => {
    const [a, b] = [random.integer(3, 90), random.integer(2, 60)];
    return { group: 'given', slots: { ...figures({ a, b, result: a + b }), ...people(random) } };
  },
  taken: (random) => {
    const [b, result] = [random.integer(2, 60), random.integer(2, 60)];
    return { group: 'taken', slots: { ...figures({ a: b + result, b, result }), ...people(random) } };
  },
  shopping: (random) => {
    const [price, count] = [random.integer(2, 25), random.integer(2, 9)];
    const total = price * count;
    const notes = [10, 20, 50, 100, 200, 500].filter((note) => note > total);
    const paid = random.pick(notes.slice(0, 2));
    return {
      group: 'shopping',
      slots: { ...figures({ price, count, total, paid, result: paid - total }), ...people(random) },
    };
  },
  sharing: (random) => {
    const [b, result] = [random.integer(2, 12), random.integer(2, 30)];
    return { group: 'sharing', slots: { ...figures({ a: b * result, b, result }), ...people(random) } };
  },
  times: (random) => {
    const [a, n] = [random.integer(6, 14), random.integer(3, 4)];
    return { group: 'times', slots: { ...figures({ a, n, result: a * n }), ...people(random) } };
  },
  clock,
  proportion: (random) => {
    const [a, one, c] = [random.integer(2, 9), random.integer(3, 30), random.integer(2, 15)];
    const good = random.pick(wordList(readPhrasings('arithmetic'), 'weighed'));
    return { group: 'proportion', slots: { ...figures({ a, b: a * one, c, one, result: one * c }), good } };
  },
};

function people(random: Random): { name: string; other: string; thing: string; good: string } {
  const phrasings = readPhrasings('arithmetic');
  const [name = '', other = ''] = random.shuffle(wordList(phrasings, 'names'));
  return {
    name,
    other,
    thing: random.pick(wordList(phrasings, 'things')),
    good: random.pick(wordList(phrasings, 'goods')),
  };
}
