import { at } from '../../../core/known.ts';
import { numberToWords, ordinalToWords } from '../../../language/index.ts';
import { toRoman } from '../../../tools/index.ts';
import { computedOrigin, type Generator } from '../../generator.ts';
import type { Random } from '../../random.ts';
import { fill, readPhrasings, wordList } from '../../text/phrasings.ts';
import type { Exercise } from './exercise.ts';
import { figure } from './figures.ts';

/** Numbers in words and figures, compared, rounded, Roman. */
export const generateNumbers: Generator = function* ({ random }) {
  for (let round = 0; ; round += 1) {
    for (const exercise of random.shuffle(Object.values(numberExercises))) {
      const turn = exercise(random);
      yield { ...computedOrigin(`numbers, ${turn.group}, round ${round}`), turns: [turn] };
    }
  }
};

/** A number of one to seven digits, short ones as often as long ones. */
function anyNumber(random: Random): number {
  return random.integer(0, 10 ** random.integer(1, 7) - 1);
}

/** Every exercise with numbers by name. */
export const numberExercises: Readonly<Record<string, Exercise>> = {
  'to-words': (random) => {
    const value = anyNumber(random);
    return { group: 'to-words', slots: { number: figure(value), words: numberToWords(value) } };
  },
  'from-words': (random) => {
    const value = anyNumber(random);
    return { group: 'from-words', slots: { number: figure(value), words: numberToWords(value) } };
  },
  ordinal: (random) => {
    const value = random.integer(1, random.pick([30, 100, 2000]));
    return { group: 'ordinal', slots: { number: figure(value), ordinal: ordinalToWords(value) } };
  },
  compare: (random) => {
    const a = anyNumber(random);
    const b = random.chance(0.5) ? anyNumber(random) : a + random.integer(1, 50);
    if (a === b) return { group: 'even', slots: parity(a) };
    const [bigger, smaller] = [Math.max(a, b), Math.min(a, b)].map(figure) as [string, string];
    const reasons = wordList(readPhrasings('numbers'), 'compare');
    const reason = fill(at(reasons, String(a).length === String(b).length ? 1 : 0), { bigger });
    const shown = random.shuffle([figure(a), figure(b)]) as [string, string];
    return { group: 'compare', slots: { a: shown[0], b: shown[1], bigger, smaller, reason } };
  },
  rounding: (random) => {
    const value = random.integer(1200, 98_999);
    const [place = '', unit = '10'] = random.pick(wordList(readPhrasings('numbers'), 'places')).split(' ');
    const size = Number(unit);
    if (value % size === 0) return { group: 'even', slots: parity(value) };
    const digit = Math.floor((value % size) / (size / 10));
    const rule = at(wordList(readPhrasings('numbers'), 'round'), digit < 5 ? 0 : 1);
    const result = figure(Math.round(value / size) * size);
    return { group: 'rounding', slots: { number: figure(value), place, digit: String(digit), rule, result } };
  },
  even: (random) => ({ group: 'even', slots: parity(anyNumber(random)) }),
  roman: (random) => {
    const value = random.integer(1, random.pick([30, 100, 2030]));
    return { group: 'roman', slots: { number: String(value), ...roman(value) } };
  },
};

function parity(value: number): Record<'number' | 'digit' | 'parity', string> {
  const [even = '', odd = ''] = wordList(readPhrasings('numbers'), 'parity');
  return { number: figure(value), digit: String(value % 10), parity: value % 2 === 0 ? even : odd };
}

/** A number in Roman figures, and the values of their signs. */
export function roman(value: number): { result: string; steps: string } {
  const { text, steps } = toRoman(value);
  return { result: text, steps: [...new Set(steps)].join(', ') };
}
