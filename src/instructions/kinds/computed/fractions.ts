import { at } from '../../../core/known.ts';
import { readPhrasings, wordList } from '../../text/phrasings.ts';
import type { Exercise } from './exercise.ts';
import { figure, figures, greatestDivisor } from './figures.ts';

const simplify: Exercise = (random) => {
  const [small, large] = [random.integer(1, 11), random.integer(2, 15)];
  const own = greatestDivisor(small, large);
  const divisor = random.integer(2, 15);
  const [smallTop, smallBottom] = [small / own, large / own];
  if (smallTop >= smallBottom) return simplify(random);
  const [top, bottom] = [smallTop * divisor, smallBottom * divisor];
  const slots = {
    ...figures({ top, bottom, divisor, smallTop, smallBottom }),
    fraction: `${top}/${bottom}`,
    result: `${smallTop}/${smallBottom}`,
  };
  return { group: 'simplify', slots };
};

/** Exercises with fractions, equations and the order of operations. */
export const fractionExercises: Readonly<Record<string, Exercise>> = {
  'fraction-sum': (random) => {
    const [b, d] = [random.integer(2, 12), random.integer(2, 12)];
    const [a, c] = [random.integer(1, b - 1), random.integer(1, d - 1)];
    const common = (b * d) / greatestDivisor(b, d);
    const [wideA, wideC] = [(a * common) / b, (c * common) / d];
    const top = wideA + wideC;
    const result = reduced(top, common);
    const sum = `${top}/${common}`;
    const simplified = result === sum ? '' : ` = ${result}`;
    const slots = {
      first: `${a}/${b}`,
      second: `${c}/${d}`,
      common: String(common),
      wideFirst: `${wideA}/${common}`,
      wideSecond: `${wideC}/${common}`,
      sum,
      simplified,
      result,
    };
    return { group: 'fraction-sum', slots };
  },
  simplify,
  equation: (random) => {
    const [k, x, n] = [random.integer(2, 12), random.integer(2, 40), random.integer(1, 60)];
    const isSum = random.chance(0.5) || k * x <= n;
    const right = isSum ? k * x + n : k * x - n;
    const [mark, opposite] = isSum ? ['+', '−'] : ['−', '+'];
    const steps = `${k}x = ${figure(right)} ${opposite} ${n}\n${k}x = ${figure(k * x)}\nx = ${figure(k * x)} : ${k}\nx = ${x}`;
    const check = `${k} · ${x} ${mark} ${n} = ${figure(right)}`;
    return {
      group: 'equation',
      slots: { equation: `${k}x ${mark} ${n} = ${figure(right)}`, steps, check, result: String(x) },
    };
  },
  order: (random) => {
    const [a, b, c] = [random.integer(2, 60), random.integer(2, 12), random.integer(2, 15)];
    const rules = wordList(readPhrasings('arithmetic'), 'rules');
    if (random.chance(0.5)) {
      const product = b * c;
      const steps = `1) ${b} × ${c} = ${product}. 2) ${a} + ${product} = ${a + product}.`;
      return {
        group: 'order',
        slots: { expression: `${a} + ${b} × ${c}`, rule: at(rules, 0), steps, result: String(a + product) },
      };
    }
    const steps = `1) ${a} + ${b} = ${a + b}. 2) ${a + b} × ${c} = ${(a + b) * c}.`;
    return {
      group: 'order',
      slots: { expression: `(${a} + ${b}) × ${c}`, rule: at(rules, 1), steps, result: String((a + b) * c) },
    };
  },
};

/** A fraction in lowest terms, mixed when it is more than one: 7/6 → 1 1/6. */
function reduced(top: number, bottom: number): string {
  const divisor = greatestDivisor(top, bottom);
  const [numerator, denominator] = [top / divisor, bottom / divisor];
  if (denominator === 1) return String(numerator);
  if (numerator < denominator) return `${numerator}/${denominator}`;
  return `${Math.floor(numerator / denominator)} ${numerator % denominator}/${denominator}`;
}
