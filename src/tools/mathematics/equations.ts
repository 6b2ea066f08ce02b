import { at, matchesOf } from '../../core/known.ts';
import {
  add,
  compare,
  divide,
  equals,
  exactRoot,
  isWhole,
  multiply,
  negate,
  type Rational,
  rational,
  subtract,
} from '../exact/rational.ts';
import { figure, fraction, hasFiniteDecimals, plainValue } from '../exact/write.ts';
import { foldWord } from '../reading/fold.ts';
import type { Reading } from '../reading/reading.ts';
import type { Finding, Tool } from '../tool.ts';

// Words that may be around an equation.
const around = new Set(
  'муодила муодилаи муодиларо ҳал кун кунед кунем решаи решаро ёб ёбед чанд аст номаълум номаълумро аз система системаи нобаробарӣ нобаробарии нобаробариро уравнение ро чист мешавад ва қимати икс иксро меёбем хал пример ёри диҳед ин'
    .split(' ')
    .map(foldWord),
);
const letters = 'xyzхуabcабст';

/** a·x² + b·x + c·y + d, each exact. */
interface Polynomial {
  readonly square: Rational;
  readonly linear: ReadonlyMap<string, Rational>;
  readonly constant: Rational;
}

const zero = rational(0);

export const equations: Tool = {
  name: 'equations',
  title: 'Муодила',
  examples: ['x + 5 = 12', '3(x − 2) = 15', 'x² − 5x + 6 = 0', 'x + y = 10, x − y = 4', '3x > 12'],
  answer(reading) {
    const text = taskOf(reading);
    if (text === undefined) return undefined;
    const parts = text
      .split(/[,;]|(?<=\d|[a-z]) (?:va) /)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    if (parts.length === 2) return system(parts);
    return parts.length === 1 ? single(at(parts, 0)) : undefined;
  },
};

/** The equation alone with Latin letters and plain signs; nothing where other words are in the question. */
function taskOf(reading: Reading): string | undefined {
  if (!/[=<>≤≥]/.test(reading.raw)) return undefined;
  let text = reading.raw
    .normalize('NFC')
    // «аз муодилаи 2x + 5 = 12 x-ро ёбед» names the unknown beside the equation.
    .replace(/(?<![\p{L}\p{N}])[xyzхуa-c]\s?-?\s?(?:ро|ра)(?!\p{L})/giu, ' ')
    .replace(/[×·∙⋅*]/g, '*')
    .replace(/[−–—]/g, '-')
    .replace(/÷/g, ':')
    .replace(/²/g, '^2')
    .replace(/(\d),(\d)/g, '$1.$2');
  // A letter alone, or beside a digit or sign, is an unknown; longer words must be known ones.
  let isKnown = true;
  const named = new Set<string>();
  text = text.replace(/-(?=\p{L}{2})/gu, ' ').replace(/\p{L}+/gu, (word) => {
    if (word.length === 1 && letters.includes(word.toLowerCase())) {
      const latin = { х: 'x', у: 'y', а: 'a', с: 'c' }[word.toLowerCase()] ?? word.toLowerCase();
      named.add(latin);
      return latin;
    }
    if (!around.has(foldWord(word)) && !reading.text.split(' ').includes('\u0000')) {
      if (!isFrame(word, reading)) isKnown = false;
    }
    return ' ';
  });
  if (!isKnown || named.size === 0 || named.size > 2) return undefined;
  // «аз муодила x-ро ёбед» names the unknown once more.
  // «= 12 x» may be 12x, or 12 and the question for x.
  if (/\d\s+[a-z]/.test(text)) return undefined;
  return text
    .replace(/[?!«»"]/g, ' ')
    .replace(/(?<![\w)^*+:/=<>-])\s+[a-z]\s*(?=$|[.,])/g, ' ')
    .replace(/^\s*[:.]+|[:.]+\s*$/g, ' ')
    .replace(/^\s*[a-z]\s*(?=[:,])/, ' ')
    .replace(/(?<=[=<>]\s*-?[\d./]+)\s*[,.]\s*[a-z]\s*$/g, '')
    .replace(/^[\s:.,]+|[\s:.,]+$/g, '')
    .replace(/\s+/g, ' ');
}

/** Greetings and thanks are gone from the reading's text, not from what was typed. */
function isFrame(word: string, reading: Reading): boolean {
  return !reading.text.split(' ').includes(foldWord(word));
}

function single(text: string): Finding | undefined {
  const inequality = /^([^=<>≤≥]+)(<=|>=|[<>≤≥])([^=<>≤≥]+)$/.exec(text);
  const [, left = '', sign = '', right = ''] = inequality ?? /^([^=<>≤≥]+)(=)([^=<>≤≥]+)$/.exec(text) ?? [];
  const [a, b] = [readPolynomial(left), readPolynomial(right)];
  if (!a || !b) return undefined;
  const difference = minus(a, b);
  const unknowns = [...new Set([...a.linear.keys(), ...b.linear.keys()])];
  const [name, other] = unknowns;
  if (name === undefined || other !== undefined) return undefined;
  const written = pretty(text);
  if (difference.square.top !== 0n) return sign === '=' ? quadratic(difference, name, written) : undefined;
  const factor = difference.linear.get(name) ?? zero;
  const rest = negate(difference.constant);
  if (sign !== '=') return linearInequality(factor, rest, sign, name, written);
  const understood = written;
  const explanation =
    'Аъзоҳои номаълум ба як тараф, ададҳо ба тарафи дигар; баъд ба коэффитсиент тақсим мешавад.';
  if (factor.top === 0n) {
    const text = rest.top === 0n ? 'Ҳар адад ҳалли ин муодила аст.' : 'Ин муодила ҳал надорад.';
    return { text, value: rest.top === 0n ? 'ҳар адад' : 'ҳал надорад', understood, explanation };
  }
  const value = divide(rest, factor);
  const lines = [written];
  const term = times(factor, name);
  const shown = pretty(`${term}=${plainValue(rest)}`);
  if (shown !== written) lines.push(`${term} = ${show(rest)}`);
  if (!equals(factor, rational(1)))
    lines.push(`${name} = ${show(rest)} : ${factor.top < 0n ? `(${show(factor)})` : show(factor)}`);
  lines.push(`${name} = ${show(value)}`);
  const check = valueAt(a, name, value);
  return {
    text: `${lines.join('\n')}\nСанҷиш: тарафи чап ${show(check)}, тарафи рост ${show(valueAt(b, name, value))}. Ҷавоб: ${name} = ${show(value)}`,
    value: `${name} = ${plainValue(value)}`,
    understood,
    explanation,
  };
}

function linearInequality(
  factor: Rational,
  rest: Rational,
  sign: string,
  name: string,
  written: string,
): Finding | undefined {
  if (factor.top === 0n) return undefined;
  const plain = { '<=': '≤', '>=': '≥' }[sign] ?? sign;
  const turned = factor.top < 0n ? ({ '<': '>', '>': '<', '≤': '≥', '≥': '≤' }[plain] ?? plain) : plain;
  const value = divide(rest, factor);
  return {
    text: `${written}\n${times(factor, name)} ${plain} ${show(rest)}\n${name} ${turned} ${show(value)}${factor.top < 0n ? '\n(Ба адади манфӣ тақсим кардем: аломат баръакс шуд.)' : ''}`,
    value: `${name} ${turned} ${plainValue(value)}`,
    understood: written,
    explanation: 'Нобаробарӣ мисли муодила ҳал мешавад; ҳангоми тақсим ба адади манфӣ аломат иваз мешавад.',
  };
}

function quadratic(
  { square: a, linear, constant: c }: Polynomial,
  name: string,
  written: string,
): Finding | undefined {
  const b = linear.get(name) ?? zero;
  const discriminant = subtract(multiply(b, b), multiply(rational(4), multiply(a, c)));
  const explanation = 'D = b² − 4ac; x = (−b ± √D) : 2a.';
  const step = `D = b² − 4ac = ${show(discriminant)}`;
  if (discriminant.top < 0n)
    return {
      text: `${written}\n${step} < 0. Решаи ҳақиқӣ надорад.`,
      value: 'решаи ҳақиқӣ надорад',
      understood: written,
      explanation,
    };
  const root = exactRoot(discriminant, 2n);
  const twice = multiply(rational(2), a);
  if (!root) {
    const [front, under] = [`${show(negate(b))}`, `√${show(discriminant)}`];
    const value = `${name} = (${front} ± ${under}) : ${twice.top < 0n ? `(${show(twice)})` : show(twice)}`;
    return {
      text: `${written}\n${step}\n${value}`,
      value,
      understood: written,
      explanation: `${explanation} Решаи D адади бутун ё каср нест.`,
    };
  }
  const roots = [divide(subtract(negate(b), root), twice), divide(add(negate(b), root), twice)].toSorted(
    (one, other) => compare(one, other),
  );
  const [first = zero, second = zero] = b.top === 0n ? roots.toReversed() : roots;
  const isOne = equals(first, second);
  const value = isOne
    ? `${name} = ${plainValue(first)}`
    : `${name} = ${plainValue(first)} ё ${name} = ${plainValue(second)}`;
  return {
    text: `${written}\n${step}, √D = ${show(root)}\nҶавоб: ${isOne ? `${name} = ${show(first)}` : `${name} = ${show(first)} ё ${name} = ${show(second)}`}`,
    value,
    understood: written,
    explanation,
  };
}

function system(parts: readonly string[]): Finding | undefined {
  const rows = parts.map((part) => {
    const [left, right, more] = part.split('=');
    const [a, b] = [readPolynomial(left ?? ''), readPolynomial(right ?? '')];
    return a && b && more === undefined ? minus(a, b) : undefined;
  });
  const [p, q] = rows;
  if (!p || !q || p.square.top !== 0n || q.square.top !== 0n) return undefined;
  const names = [...new Set([...p.linear.keys(), ...q.linear.keys()])].sort();
  const [x = '', y = ''] = names;
  if (names.length !== 2) return undefined;
  const [a, b, c] = [p.linear.get(x) ?? zero, p.linear.get(y) ?? zero, negate(p.constant)];
  const [d, e, f] = [q.linear.get(x) ?? zero, q.linear.get(y) ?? zero, negate(q.constant)];
  const determinant = subtract(multiply(a, e), multiply(b, d));
  const understood = parts.map(pretty).join('; ');
  const explanation = 'Аз ду муодила як номаълум хориҷ карда шуд.';
  if (determinant.top === 0n)
    return {
      text: `${understood}\nСистема ҳалли ягона надорад.`,
      value: 'ҳалли ягона надорад',
      understood,
      explanation,
    };
  const [vx, vy] = [
    divide(subtract(multiply(c, e), multiply(b, f)), determinant),
    divide(subtract(multiply(a, f), multiply(c, d)), determinant),
  ];
  const check = (k: Rational, m: Rational) => show(add(multiply(k, vx), multiply(m, vy)));
  return {
    text: `${understood}\n${x} = ${show(vx)}, ${y} = ${show(vy)}\nСанҷиш: муодилаи якум ${check(a, b)} = ${show(c)}, муодилаи дуюм ${check(d, e)} = ${show(f)}.`,
    value: `${x} = ${plainValue(vx)}, ${y} = ${plainValue(vy)}`,
    understood,
    explanation,
  };
}

/** Sums, products with one unknown, brackets, division by numbers, squares. */
function readPolynomial(text: string): Polynomial | undefined {
  const tokens = matchesOf(text.replace(/\s+/g, ''), /\d+(?:\.\d+)?|[a-z]|[-+*:/()^]|./g);
  let place = 0;
  const sum = (): Polynomial | undefined => {
    let left = product();
    while (left && (tokens[place] === '+' || tokens[place] === '-')) {
      const sign = tokens[place];
      place += 1;
      const right = product();
      left = right && (sign === '+' ? plus(left, right) : minus(left, right));
    }
    return left;
  };
  const product = (): Polynomial | undefined => {
    let left = raised();
    while (left) {
      const token = tokens[place];
      if (token === '*') place += 1;
      else if (token === ':' || token === '/') {
        place += 1;
        const right = raised();
        if (!right || right.linear.size > 0 || right.square.top !== 0n || right.constant.top === 0n)
          return undefined;
        left = scale(left, divide(rational(1), right.constant));
        continue;
      } else if (token === undefined || !/^[a-z(]$/.test(token)) return left;
      const right = raised();
      left = right && timesEach(left, right);
    }
    return undefined;
  };
  const raised = (): Polynomial | undefined => {
    const base = atom();
    if (!base || tokens[place] !== '^') return base;
    if (tokens[place + 1] !== '2') return undefined;
    place += 2;
    return timesEach(base, base);
  };
  const atom = (): Polynomial | undefined => {
    const token = tokens[place];
    place += 1;
    if (token === '-') {
      const inner = raised();
      return inner && scale(inner, rational(-1));
    }
    if (token === '(') {
      const inner = sum();
      if (tokens[place] !== ')') return undefined;
      place += 1;
      return inner;
    }
    if (token !== undefined && /^\d/.test(token)) {
      const [whole = '', decimals = ''] = token.split('.');
      return {
        square: zero,
        linear: new Map(),
        constant: rational(BigInt(whole + decimals), 10n ** BigInt(decimals.length)),
      };
    }
    return token !== undefined && /^[a-z]$/.test(token)
      ? { square: zero, linear: new Map([[token, rational(1)]]), constant: zero }
      : undefined;
  };
  const found = sum();
  return place === tokens.length ? found : undefined;
}

function plus(a: Polynomial, b: Polynomial): Polynomial {
  const linear = new Map(a.linear);
  for (const [name, factor] of b.linear) linear.set(name, add(linear.get(name) ?? zero, factor));
  return { square: add(a.square, b.square), linear, constant: add(a.constant, b.constant) };
}

function minus(a: Polynomial, b: Polynomial): Polynomial {
  return plus(a, scale(b, rational(-1)));
}

function scale(a: Polynomial, factor: Rational): Polynomial {
  return {
    square: multiply(a.square, factor),
    linear: new Map([...a.linear].map(([name, one]) => [name, multiply(one, factor)])),
    constant: multiply(a.constant, factor),
  };
}

/** A product where at most a square of one unknown arises. */
function timesEach(a: Polynomial, b: Polynomial): Polynomial | undefined {
  if (a.linear.size === 0 && a.square.top === 0n) return scale(b, a.constant);
  if (b.linear.size === 0 && b.square.top === 0n) return scale(a, b.constant);
  const [[x, p = zero] = [], ...moreA] = [...a.linear];
  const [[y, q = zero] = [], ...moreB] = [...b.linear];
  if (
    x === undefined ||
    x !== y ||
    moreA.length > 0 ||
    moreB.length > 0 ||
    a.square.top !== 0n ||
    b.square.top !== 0n
  )
    return undefined;
  return {
    square: multiply(p, q),
    linear: new Map([[x, add(multiply(p, b.constant), multiply(q, a.constant))]]),
    constant: multiply(a.constant, b.constant),
  };
}

function valueAt(polynomial: Polynomial, name: string, x: Rational): Rational {
  return add(
    add(multiply(polynomial.square, multiply(x, x)), multiply(polynomial.linear.get(name) ?? zero, x)),
    polynomial.constant,
  );
}

const show = (value: Rational) =>
  hasFiniteDecimals(value) && !isWhole(value) ? figure(value) : fraction(value);

function times(factor: Rational, name: string): string {
  if (equals(factor, rational(1))) return name;
  if (equals(factor, rational(-1))) return `−${name}`;
  return isWhole(factor) || hasFiniteDecimals(factor) ? `${show(factor)}${name}` : `(${show(factor)})${name}`;
}

function pretty(text: string): string {
  return text
    .replace(/\s+/g, '')
    .replace(/\^2/g, '²')
    .replace(/(?<=[\w)²])-/g, ' − ')
    .replace(/-/g, '−')
    .replace(/(?<=[\w)²])([+=<>≤≥])/g, ' $1 ')
    .replace(/\*/g, ' · ')
    .replace(/:/g, ' : ')
    .replace(/\./g, ',')
    .replace(/ {2,}/g, ' ');
}
