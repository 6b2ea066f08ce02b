import * as exact from '../exact/rational.ts';
import { type Rational, rational } from '../exact/rational.ts';
import { foldWord } from '../reading/fold.ts';
import type { Reading } from '../reading/reading.ts';

export type Operation = '+' | '−' | '×' | ':' | '^' | 'root' | '!' | 'percent' | 'negative';

/** A sum as a tree. */
export type Expression =
  | { readonly kind: 'number'; readonly value: Rational; readonly isFraction?: boolean }
  | { readonly kind: 'operation'; readonly operation: Operation; readonly parts: readonly Expression[] };

const words = (list: string) =>
  new Map(
    list.split(',').map((entry) => {
      const [phrase = '', sign = ''] = entry
        .trim()
        .split('=>')
        .map((side) => side.trim());
      return [
        phrase
          .split(' ')
          .map((word) => (/\p{L}/u.test(word) ? foldWord(word) : word))
          .join(' '),
        sign,
      ] as const;
    }),
  );

// Between two numbers. Longer phrases first.
const infix = words(
  'плюс=>+, ҷамъи=>+, ҷамъ=>+, чамъ ба=>+, зиёд=>+, минус=>−, тарҳи=>−, тарҳ=>−, кам=>−, зарби=>×, зарб=>×, зарб ба=>×, зарби бар=>×, карат=>×, бор=>×, умножить на=>×, умножит на=>×, х=>×, ×=>×, тақсими=>:, тақсим=>:, тақсим ба=>:, тақсим бар=>:, тақсими ба=>:, разделить на=>:, делить на=>:, делим на=>:, дар дараҷаи=>^, ба дараҷаи=>^, дараҷаи=>^, в степени=>^, степень=>^, + =>+, +=>+, −=>−, :=>:, /=>/, ^=>^, × ×=>^',
);
// After a number or a bracket.
const postfix = words(
  'дар квадрат=>2, ба квадрат=>2, квадрат=>2, дар куб=>3, ба куб=>3, куб=>3, в квадрате=>2, в кубе=>3, факториал=>!, !=>!',
);
// Before a number: a share of it, or a root.
const prefix = words(
  'нисфи=>1/2, ними=>1/2, сеяки=>1/3, аз се як ҳиссаи=>1/3, чоряки=>1/4, чорьяки=>1/4, панҷяки=>1/5, шашяки=>1/6, ҳаштяки=>1/8, даҳяки=>1/10, решаи квадратии=>√2, решаи квадрати=>√2, реша аз=>√2, решаи=>√2, корень из=>√2, корень аз=>√2, корен аз=>√2, корни=>√2, √=>√2, решаи кубии=>√3, решаи куби=>√3, реша кубии=>√3, факториали=>!, квадрати=>^2, куби=>^3',
);
const longest = 4;

/**
 * Reads a part of a question that is a sum and nothing else: signs, brackets, words between numbers.
 * @returns nothing where anything else is in it.
 */
export function readExpression(text: string, reading: Reading): Expression | undefined {
  const parts = text
    .trim()
    .split(' ')
    .filter((part) => part !== '');
  let place = 0;

  const phrase = (table: ReadonlyMap<string, string>): string | undefined => {
    for (let length = Math.min(longest, parts.length - place); length > 0; length -= 1) {
      const found = table.get(parts.slice(place, place + length).join(' '));
      if (found === undefined) continue;
      place += length;
      return found;
    }
    return undefined;
  };

  const sum = (): Expression | undefined => {
    let left = product();
    while (left) {
      const start = place;
      const sign = phrase(infix);
      if (sign !== '+' && sign !== '−') {
        place = start;
        return left;
      }
      const right = product();
      left = right && operation(sign, left, right);
    }
    return undefined;
  };

  const product = (): Expression | undefined => {
    let left = unary();
    while (left) {
      const start = place;
      const sign = phrase(infix);
      if (sign !== '×' && sign !== ':' && sign !== '/') {
        place = start;
        // 2(3 + 4): a product without its sign.
        if (parts[place] !== '(') return left;
        const right = primary();
        left = right && operation('×', left, right);
        continue;
      }
      const right = unary();
      left = right && operation(sign === '/' ? ':' : sign, left, right);
    }
    return undefined;
  };

  const unary = (mayBeFraction = true): Expression | undefined => {
    if (parts[place] === '−' || parts[place] === foldWord('минус') || parts[place] === foldWord('манфии')) {
      place += 1;
      const inner = unary(mayBeFraction);
      if (inner?.kind === 'number') return { kind: 'number', value: exact.negate(inner.value) };
      return inner && { kind: 'operation', operation: 'negative', parts: [inner] };
    }
    return raised(mayBeFraction);
  };

  const raised = (mayBeFraction: boolean): Expression | undefined => {
    let base = primary(mayBeFraction);
    while (base) {
      const start = place;
      const after = phrase(postfix);
      if (after === '!') {
        base = { kind: 'operation', operation: '!', parts: [base] };
        continue;
      }
      if (after !== undefined) {
        base = operation('^', base, { kind: 'number', value: rational(BigInt(after)) });
        continue;
      }
      if (phrase(infix) === '^') {
        const exponent = unary(false);
        return exponent && operation('^', base, exponent);
      }
      place = start;
      return base;
    }
    return undefined;
  };

  const primary = (mayBeFraction = true): Expression | undefined => {
    const start = place;
    const before = phrase(prefix);
    if (before !== undefined) {
      const inner = before.startsWith('√') ? primary(false) : unary();
      if (!inner) return undefined;
      if (before.startsWith('√'))
        return operation('root', { kind: 'number', value: rational(BigInt(before.slice(1))) }, inner);
      if (before === '!') return { kind: 'operation', operation: '!', parts: [inner] };
      if (before.startsWith('^'))
        return operation('^', inner, { kind: 'number', value: rational(BigInt(before.slice(1))) });
      const [, bottom = '1'] = before.split('/');
      return operation(':', inner, { kind: 'number', value: rational(BigInt(bottom)) });
    }
    place = start;
    const part = parts[place];
    if (part === '(') {
      place += 1;
      const inner = sum();
      if (parts[place] !== ')') return undefined;
      place += 1;
      return inner;
    }
    const number = /^№(\d+)$/.exec(part ?? '');
    const found = number && reading.numbers[Number(number[1])];
    if (!found || found.isOrdinal) return undefined;
    place += 1;
    const bottom = mayBeFraction ? denominatorAt(place) : undefined;
    if (bottom === undefined || !exact.isWhole(found.value))
      return {
        kind: 'number',
        value: found.value,
        ...(found.text.includes('/') ? { isFraction: true } : {}),
      };
    // 20 : 4/2 is read in two ways.
    if (parts[place - 2] === ':' && found.value.top % bottom === 0n) return undefined;
    place += 2;
    return { kind: 'number', value: rational(found.value.top, bottom), isFraction: true };
  };

  /** The denominator of a fraction whose numerator is before: 3/4, not 3/4/5, 3/4², 3/0. */
  function denominatorAt(slash: number): bigint | undefined {
    const after = parts[slash + 2];
    if (parts[slash] !== '/' || after === '/' || after === '^' || after === '!' || parts[slash - 2] === '/')
      return undefined;
    const found = /^№(\d+)$/.exec(parts[slash + 1] ?? '');
    const value = found && reading.numbers[Number(found[1])]?.value;
    return value && exact.isWhole(value) && value.top > 0n ? value.top : undefined;
  }

  const found = sum();
  return place === parts.length ? found : undefined;
}

export function operation(name: Operation, ...parts: readonly Expression[]): Expression {
  return { kind: 'operation', operation: name, parts };
}

/** Whether anything is to be computed. */
export function isSum(expression: Expression): boolean {
  return expression.kind === 'operation';
}
