import { computedOrigin, type Generator, type Turn } from '../../generator.ts';
import type { Random } from '../../random.ts';
import { arithmeticStories } from './arithmetic-stories.ts';
import type { Exercise } from './exercise.ts';
import { figure, figures, greatestDivisor, places } from './figures.ts';
import { fractionExercises } from './fractions.ts';

/** Exercises of arithmetic, each computed with its steps. */
export const generateArithmetic: Generator = function* ({ random }) {
  const exercises = Object.values(arithmeticExercises);
  for (let round = 0; ; round += 1) {
    for (const exercise of random.shuffle(exercises)) {
      const turn = exercise(random);
      yield { ...computedOrigin(`arithmetic, ${turn.group}, round ${round}`), turns: [turn] };
    }
  }
};

const operations: Readonly<Record<string, Exercise>> = {
  addition: (random) => {
    const most = random.pick([99, 999, 9999, 99_999]);
    const [a, b] = [random.integer(11, most), random.integer(11, most)];
    let sum = a;
    const steps = places(b).map((part) => {
      const before = sum;
      sum += part;
      return `${figure(before)} + ${figure(part)} = ${figure(sum)}`;
    });
    return { group: 'addition', slots: { ...figures({ a, b, result: a + b }), steps: sentence(steps) } };
  },
  subtraction: (random) => {
    const most = random.pick([99, 999, 9999, 99_999]);
    const b = random.integer(11, most);
    const a = b + random.integer(3, most);
    let rest = a;
    const steps = places(b).map((part) => {
      const before = rest;
      rest -= part;
      return `${figure(before)} − ${figure(part)} = ${figure(rest)}`;
    });
    return { group: 'subtraction', slots: { ...figures({ a, b, result: a - b }), steps: sentence(steps) } };
  },
  multiplication: (random) => {
    const [a, b] = [
      random.integer(12, random.pick([99, 999, 9999])),
      random.integer(2, random.pick([9, 99])),
    ];
    const parts = places(a);
    const products = parts.map((part) => `${figure(part)} × ${figure(b)} = ${figure(part * b)}`);
    const total = parts.map((part) => figure(part * b)).join(' + ');
    const steps = parts.length === 1 ? products : [...products, `${total} = ${figure(a * b)}`];
    return {
      group: 'multiplication',
      slots: { ...figures({ a, b, result: a * b }), steps: sentence(steps) },
    };
  },
  division: (random) => {
    const [b, result] = [
      random.integer(2, random.pick([9, 25, 60])),
      random.integer(11, random.pick([99, 500, 2000])),
    ];
    const parts = places(result);
    const steps = parts.map((part) => `${figure(part)} × ${figure(b)} = ${figure(part * b)}`);
    if (parts.length > 1) steps.push(`${parts.map(figure).join(' + ')} = ${figure(result)}`);
    return { group: 'division', slots: { ...figures({ a: b * result, b, result }), steps: sentence(steps) } };
  },
  remainder: (random) => {
    const [b, quotient] = [random.integer(3, 29), random.integer(4, 90)];
    const rest = random.integer(1, b - 1);
    const product = b * quotient;
    return { group: 'remainder', slots: figures({ a: product + rest, b, quotient, product, rest }) };
  },
  percent: (random) => {
    const one = random.integer(1, 60);
    const percent = random.pick([2, 3, 5, 7, 10, 12, 15, 20, 25, 30, 40, 60, 75]);
    return { group: 'percent', slots: figures({ a: one * 100, one, percent, result: one * percent }) };
  },
  discount: (random) => {
    const a = random.integer(2, 45) * 20;
    const percent = random.pick([5, 10, 15, 20, 25, 30, 50]);
    const part = (a * percent) / 100;
    return { group: 'discount', slots: figures({ a, percent, part, result: a - part }) };
  },
  average: (random) => {
    const count = random.integer(3, 5);
    const average = random.integer(4, 60);
    const offsets = Array.from({ length: count - 1 }, () => random.integer(-3, 3));
    const values = [...offsets, -offsets.reduce((sum, one) => sum + one, 0)].map(
      (offset) => average + offset,
    );
    if (values.some((value) => value < 0)) return again('average', random);
    const total = average * count;
    return {
      group: 'average',
      slots: {
        list: values.map(figure).join(', '),
        sum: values.map(figure).join(' + '),
        ...figures({ total, count, result: average }),
      },
    };
  },
  divisor: (random) => {
    const common = random.integer(2, 24);
    const [a, b] = [common * random.integer(5, 19), common * random.integer(2, 9)].sort(
      (one, other) => other - one,
    ) as [number, number];
    if (a === b) return again('divisor', random);
    const steps: string[] = [];
    let [large, small] = [a, b];
    while (small > 0) {
      steps.push(`${figure(large)} = ${figure(small)} × ${Math.floor(large / small)} + ${large % small}`);
      [large, small] = [small, large % small];
    }
    return { group: 'divisor', slots: { ...figures({ a, b, result: large }), steps: sentence(steps) } };
  },
  multiple: (random) => {
    const [a, b] = [random.integer(3, 20), random.integer(4, 30)];
    if (a === b || Math.max(a, b) % Math.min(a, b) === 0) return again('multiple', random);
    const divisor = greatestDivisor(a, b);
    const result = (a * b) / divisor;
    const many = result / a;
    const shown = many <= 7 ? Array.from({ length: many }, (_, place) => a * (place + 1)) : [a, 2 * a, 3 * a];
    const multiples = many <= 7 ? shown.join(', ') : `${shown.join(', ')}, …, ${result}`;
    return { group: 'multiple', slots: { ...figures({ a, b, divisor, result }), multiples } };
  },
  power: (random) => {
    const n = random.integer(2, 5);
    const a = random.integer(2, n === 2 ? 40 : n === 3 ? 15 : 8);
    return {
      group: 'power',
      slots: { ...figures({ a, n, result: a ** n }), product: Array(n).fill(a).join(' · ') },
    };
  },
  rectangle: (random) => {
    const [a, b] = [random.integer(4, 60), random.integer(2, 40)];
    return { group: 'rectangle', slots: figures({ a, b, area: a * b, half: a + b, perimeter: 2 * (a + b) }) };
  },
  triangle: (random) => {
    const [a, h] = [random.integer(3, 40), 2 * random.integer(2, 25)];
    return { group: 'triangle', slots: figures({ a, h, product: a * h, area: (a * h) / 2 }) };
  },
};

/** Every exercise of arithmetic by name. */
export const arithmeticExercises: Readonly<Record<string, Exercise>> = {
  ...operations,
  ...fractionExercises,
  ...arithmeticStories,
};

/** Chance gave numbers that make no exercise: another try. */
function again(name: string, random: Random): Turn {
  const exercise = operations[name];
  if (exercise === undefined) throw new Error(`There is no exercise "${name}".`);
  return exercise(random);
}

/** Steps as one line of sentences. */
export function sentence(steps: readonly string[]): string {
  return `${steps.join('; ')}.`;
}
