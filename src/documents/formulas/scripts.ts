/** How letters sit on the line: an exponent, an index. */
export type Script = 'superscript' | 'subscript';

const plain = '0123456789+-=()';
const raised = new Map(pairs(`${plain}−ni`, '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁻ⁿⁱ'));
const lowered = new Map(pairs(`${plain}−aehijklmnoprstuvx`, '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ'));
/** Signs that are raised by themselves. */
const high = /^[′″‴'*°ºª†‡®™]+$/;
/** Longer stretches are styled text, not exponents. */
const longestScript = 12;

function pairs(from: string, to: string): [string, string][] {
  const targets = [...to];
  return [...from].map((letter, index) => [letter, targets[index] ?? letter]);
}

function mapped(text: string, letters: ReadonlyMap<string, string>): string | undefined {
  // aₙ and xᵢ₌₁, but v_max: small letters in a row are hard to read and in no word list.
  if (/[a-z]{2}/.test(text)) return undefined;
  const signs = [...text].map((letter) => letters.get(letter));
  return signs.includes(undefined) ? undefined : signs.join('');
}

/** An exponent of a formula: 2¹⁰ where Unicode has the signs, else x^a, x^(a+b). */
export function exponent(text: string): string {
  const own = text.trim();
  if (own === '' || high.test(own)) return own;
  return mapped(own.replace(/\s/g, ''), raised) ?? `^${grouped(own)}`;
}

/** An index of a formula: H₂O where Unicode has the signs, else v_max, a_(i+j). */
export function index(text: string): string {
  const own = text.trim();
  if (own === '') return '';
  return mapped(own.replace(/\s/g, ''), lowered) ?? `_${grouped(own)}`;
}

/** In brackets unless it is one number or word. */
export function grouped(text: string): string {
  const isOne = /^[-−]?[\p{L}\p{N}\p{M}.,′°]+$/u.test(text) || isBracketed(text);
  return isOne ? text : `(${text})`;
}

/** Whether one pair of brackets holds the whole text. */
export function isBracketed(text: string): boolean {
  if (!text.startsWith('(') || !text.endsWith(')')) return false;
  let depth = 0;
  for (const [place, letter] of [...text].entries()) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (depth === 0 && place < [...text].length - 1) return false;
  }
  return true;
}

/**
 * What a raised or lowered stretch of prose means behind `before`: a number or sign becomes an exponent or index,
 * a letter behind a letter or number too; endings (1st), notes ([1]) and styled words stay as they are.
 */
export function scriptInProse(text: string, script: Script, before: string): string {
  const own = text.trim();
  if (own === '' || own.length > longestScript) return text;
  if (script === 'superscript' && /\d$/.test(before) && /^[oо]$/iu.test(own)) return text.replace(own, '°');
  const signs = mapped(own, script === 'superscript' ? raised : lowered);
  const isBehind = /[\p{L}\p{N}\p{M})\]]$/u.test(before);
  if (signs !== undefined && (isBehind || /\d/.test(own))) return text.replace(own, signs);
  if (/^(tm|sm)$/i.test(own)) return /tm/i.test(own) ? '™' : '℠';
  const isEnding = /\d$/.test(before) && /^-?\p{L}{2,}$/u.test(own);
  const isExponent = /^[-−+]?[\p{L}\p{N}]+([-−+*·/][\p{L}\p{N}]+)*$/u.test(own);
  if (!isBehind || isEnding || !isExponent) return text;
  return text.replace(own, script === 'superscript' ? `^${grouped(own)}` : `_${grouped(own)}`);
}

const digitOf = new Map([...'⁰¹²³⁴⁵⁶⁷⁸⁹'].map((sign, digit) => [sign, String(digit)] as const));
for (const [digit, sign] of [...'₀₁₂₃₄₅₆₇₈₉'].entries()) digitOf.set(sign, String(digit));

/** ¹/₂ and ¹⁄₂ are 1/2; behind a whole number with a space between: 2 1/2. */
export function plainFractions(text: string): string {
  return text.replace(
    /(\d)?([⁰¹²³⁴-⁹]+)[/⁄∕]([₀-₉]+)/g,
    (_, whole: string | undefined, top: string, bottom: string) => {
      const digits = (signs: string) => [...signs].map((sign) => digitOf.get(sign) ?? sign).join('');
      return `${whole === undefined ? '' : `${whole} `}${digits(top)}/${digits(bottom)}`;
    },
  );
}

/** Collects a paragraph's text from stretches on, above and below the line. */
export class ScriptedText {
  #text = '';
  #script: Script | undefined;
  #pending = '';

  add(text: string, script?: Script): void {
    if (script !== this.#script) this.#flush();
    this.#script = script;
    if (script === undefined) this.#text += text;
    else this.#pending += text;
  }

  /** Adds a formula: a number in front of it is not to become a part of one in it. */
  addFormula(formula: string): void {
    this.add('');
    const isJoined = /[\p{L}\p{N}]$/u.test(this.#text) && /^[\p{N}]/u.test(formula);
    this.#text += isJoined ? ` ${formula}` : formula;
  }

  get text(): string {
    this.#flush();
    return /[⁄∕/][₀-₉]/.test(this.#text) ? plainFractions(this.#text) : this.#text;
  }

  #flush(): void {
    if (this.#pending === '') return;
    // A paragraph that is raised as a whole is a matter of style.
    const script = this.#script;
    this.#text += script ? scriptInProse(this.#pending, script, this.#text) : this.#pending;
    this.#pending = '';
  }
}
