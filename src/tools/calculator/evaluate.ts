import * as exact from '../exact/rational.ts';
import { type Rational, rational } from '../exact/rational.ts';
import { figure, figureOrRounded, fraction, hasFiniteDecimals, rounded } from '../exact/write.ts';
import type { Expression } from './expression.ts';

/** Why a sum has no answer, said to the person. */
export interface NoResult {
  readonly reason: string;
}

export interface Evaluation {
  readonly value: Rational;
  /** `18 − 6 = 12`, in the order in which the operations are done. */
  readonly steps: readonly string[];
  /** Set where a root is irrational: the value is rounded. */
  readonly isRounded: boolean;
}

const mostDigits = 300;
const rootDecimals = 4;

/** Computes a sum exactly, operation by operation. */
export function evaluate(expression: Expression): Evaluation | NoResult {
  const steps: string[] = [];
  let isRounded = false;
  let asFraction = false;
  const show = (value: Rational) => (asFraction && !exact.isWhole(value) ? fraction(value) : figure(value));
  const inBrackets = (value: Rational) => (value.top < 0n ? `(${show(value)})` : show(value));

  const visit = (node: Expression): Rational => {
    if (node.kind === 'number') return node.value;
    const values = node.parts.map(visit);
    const [a = exact.zero, b = exact.zero] = values;
    const result = apply(node.operation, a, b);
    if (node.operation === 'root' && result.isRounded) isRounded = true;
    // A minus sign before brackets is no step of its own.
    if (node.operation !== 'negative') steps.push(stepOf(node.operation, a, b, result.value));
    return result.value;
  };

  const stepOf = (name: string, a: Rational, b: Rational, value: Rational): string => {
    const equals = name === 'root' && isRounded ? '≈' : '=';
    if (name === 'root') return `${a.top === 2n ? '√' : '∛'}${inBrackets(b)} ${equals} ${show(value)}`;
    if (name === '!') return `${figure(a)}! = ${factors(a)}${show(value)}`;
    if (name === '^') return `${inBrackets(a)}${superscript(b)} = ${repeated(a, b)}${show(value)}`;
    if (asFraction && (name === '+' || name === '−') && a.bottom !== b.bottom) {
      const common = (a.bottom * b.bottom) / exact.greatestDivisor(a.bottom, b.bottom);
      const wide = (one: Rational) => `${(one.top * common) / one.bottom}/${common}`;
      const top = (a.top * common) / a.bottom + ((name === '+' ? 1n : -1n) * (b.top * common)) / b.bottom;
      const sum = `${top}/${common}`;
      return `${inBrackets(a)} ${name} ${inBrackets(b)} = ${wide(a)} ${name} ${wide(b)} = ${sum}${sum === show(value).replace('−', '-') ? '' : ` = ${show(value)}`}`;
    }
    return `${show(a)} ${name} ${inBrackets(b)} = ${exact.isWhole(value) || !hasFiniteDecimals(value) || asFraction ? show(value) : figure(value)}`;
  };

  asFraction = hasFraction(expression);
  try {
    return { value: visit(expression), steps, isRounded };
  } catch (error) {
    if (error instanceof Unanswerable) return { reason: error.message };
    throw error;
  }
}

class Unanswerable extends Error {}

function apply(name: string, a: Rational, b: Rational): { value: Rational; isRounded?: boolean } {
  switch (name) {
    case '+':
      return { value: exact.add(a, b) };
    case '−':
      return { value: exact.subtract(a, b) };
    case '×':
      return { value: exact.multiply(a, b) };
    case ':':
      if (b.top === 0n)
        throw new Unanswerable(
          'Ба сифр тақсим кардан мумкин нест: ягон адад нест, ки ҳангоми зарб ба 0 ададе ғайр аз 0 диҳад.',
        );
      return { value: exact.divide(a, b) };
    case 'negative':
      return { value: exact.negate(a) };
    case '^':
      return { value: raise(a, b) };
    case '!':
      return { value: factorial(a) };
    case 'root':
      return root(b, a.top);
    default:
      throw new Error(`Unknown operation ${name}.`);
  }
}

function raise(a: Rational, b: Rational): Rational {
  if (!exact.isWhole(b)) throw new Unanswerable('Танҳо дараҷаи бутунро ҳисоб карда метавонам.');
  if (a.top === 0n && b.top <= 0n)
    throw new Unanswerable('Сифрро танҳо ба дараҷаи мусбат бардоштан мумкин аст.');
  const size = b.top < 0n ? -b.top : b.top;
  const base = Math.max(digitsOf(a.top), digitsOf(a.bottom));
  const logarithm = Math.max(log10(a.top), log10(a.bottom));
  if (base > 0 && Number(size) * logarithm > mostDigits)
    throw new Unanswerable(tooLarge(Math.floor(Number(size) * logarithm) + 1));
  return exact.power(a, b.top);
}

function factorial(a: Rational): Rational {
  if (!exact.isWhole(a) || a.top < 0n)
    throw new Unanswerable('Факториал танҳо барои ададҳои натуралӣ ва 0 муайян аст.');
  if (a.top > 170n) throw new Unanswerable(tooLarge());
  let product = 1n;
  for (let factor = 2n; factor <= a.top; factor += 1n) product *= factor;
  return rational(product);
}

function root(value: Rational, degree: bigint): { value: Rational; isRounded?: boolean } {
  const found = exact.exactRoot(value, degree);
  if (found) return { value: found };
  if (value.top < 0n)
    throw new Unanswerable('Решаи квадратии адади манфӣ дар байни ададҳои ҳақиқӣ вуҷуд надорад.');
  const scale = 10n ** BigInt(rootDecimals + 2);
  const scaled = (value.top * scale ** degree) / value.bottom;
  return {
    value: exact.roundTo(
      rational(exact.wholeRoot(scaled, degree), scale),
      rational(1n, 10n ** BigInt(rootDecimals)),
    ),
    isRounded: true,
  };
}

function tooLarge(digits?: number): string {
  return `Натиҷа${digits === undefined ? '' : ` тақрибан ${digits} рақам дорад ва`} аз ҳад калон аст, онро навишта наметавонам.`;
}

const digitsOf = (value: bigint) =>
  value === 0n || value === 1n || value === -1n ? 0 : String(value).length;
function log10(value: bigint): number {
  const digits = String(value < 0n ? -value : value);
  return Math.log10(Number(`0.${digits.slice(0, 15)}`)) + digits.length;
}

function hasFraction(node: Expression): boolean {
  return node.kind === 'number' ? node.isFraction === true : node.parts.some(hasFraction);
}

function superscript(value: Rational): string {
  return [...String(value.top)]
    .map((digit) => (digit === '-' ? '⁻' : ('⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '')))
    .join('');
}

function repeated(a: Rational, b: Rational): string {
  if (b.top < 2n || b.top > 6n) return '';
  return `${Array(Number(b.top))
    .fill(a.top < 0n ? `(${figure(a)})` : figure(a))
    .join(' × ')} = `;
}

function factors(a: Rational): string {
  if (a.top < 2n || a.top > 12n) return '';
  return `${Array.from({ length: Number(a.top) }, (_, place) => place + 1).join(' × ')} = `;
}

/** The sum as it is written in a schoolbook. */
export function writeExpression(node: Expression): string {
  const level = (one: Expression): number =>
    one.kind === 'number'
      ? one.value.top < 0n
        ? 0
        : 9
      : ({ '+': 1, '−': 1, '×': 2, ':': 2, negative: 1, '^': 5, root: 6, '!': 7, percent: 3 } as const)[
          one.operation
        ];
  const put = (one: Expression, least: number) =>
    level(one) < least ? `(${writeExpression(one)})` : writeExpression(one);
  if (node.kind === 'number') return node.isFraction ? fraction(node.value) : figure(node.value);
  const [a, b] = node.parts;
  if (!a) return '';
  if (node.operation === 'negative') return `−${put(a, 2)}`;
  if (node.operation === '!') return `${put(a, 8)}!`;
  if (!b) return '';
  if (node.operation === 'root')
    return `${a.kind === 'number' && a.value.top === 3n ? '∛' : '√'}${put(b, 8)}`;
  if (node.operation === '^')
    return b.kind === 'number' && exact.isWhole(b.value)
      ? `${put(a, 6)}${superscript(b.value)}`
      : `${put(a, 6)}^${put(b, 6)}`;
  const own = level(node);
  const first = a.kind === 'number' && a.value.top < 0n ? writeExpression(a) : put(a, own);
  return `${first} ${node.operation} ${put(b, own + 1)}`;
}

/** The result with what was rounded said. */
export function writeResult({ value, isRounded }: Evaluation, asFraction: boolean): string {
  if (isRounded) return `≈ ${rounded(value, rootDecimals)}`;
  if (asFraction && !exact.isWhole(value))
    return hasFiniteDecimals(value)
      ? `= ${fraction(value)} = ${figure(value)}`
      : `= ${figureOrRounded(value)}`;
  return `= ${figureOrRounded(value)}`;
}

export { hasFraction };
