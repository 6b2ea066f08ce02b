import { numerals } from './numerals.ts';

/** A number read from words. */
export interface ReadNumber {
  /** Digits: `125`, `-3`, `3,25`, `3/4`. */
  readonly text: string;
  readonly isOrdinal: boolean;
}

type Kind = 'unit' | 'ten' | 'hundred' | 'scale';

interface Token {
  readonly kind: Kind;
  readonly value: bigint;
}

const tokens = makeTokens();

/**
 * Reads a number in Tajik words, of the forms that {@link numberToWords} and {@link ordinalToWords} write and
 * their usual variants (чаҳор, ҳафдаҳ, дувист). Returns nothing when the words are not a number.
 */
export function wordsToNumber(text: string): ReadNumber | undefined {
  const words = text
    .trim()
    .toLowerCase()
    .split(/[\s-]+/)
    .filter(Boolean)
    .map(normalise);
  if (words.length === 0) return undefined;
  const isNegative = words[0] === numerals.minus;
  if (isNegative) words.shift();
  const read = readUnsigned(words);
  if (!read || (isNegative && read.isOrdinal)) return undefined;
  return { text: `${isNegative ? '-' : ''}${read.text}`, isOrdinal: read.isOrdinal };
}

function readUnsigned(words: readonly string[]): ReadNumber | undefined {
  const from = words.indexOf(numerals.from);
  if (from === -1) return readInteger(words, true);
  const whole = words.slice(0, from);
  // The denominator is the longest beginning that leaves a numerator: аз даҳ | панҷ, аз сад | бисту панҷ.
  const rest = words.slice(from + 1);
  if (whole.length > 0) {
    const isWhole = stripAnd(whole.at(-1) ?? '') === numerals.whole;
    const integer = isWhole ? readInteger(whole.slice(0, -1), false) : undefined;
    const decimals = integer && readDecimals(rest);
    return decimals === undefined ? undefined : { text: `${integer?.text},${decimals}`, isOrdinal: false };
  }
  for (let cut = rest.length - 1; cut > 0; cut -= 1) {
    if (stripAnd(rest[cut - 1] ?? '') !== rest[cut - 1]) continue;
    const denominator = readInteger(rest.slice(0, cut), false);
    const part = readInteger(rest.slice(cut), false);
    if (denominator && part && denominator.text !== '0')
      return { text: `${part.text}/${denominator.text}`, isOrdinal: false };
  }
  return undefined;
}

/** Digits after the comma: a power of ten and how many of it. */
function readDecimals(words: readonly string[]): string | undefined {
  for (let cut = 1; cut < words.length; cut += 1) {
    const base = readInteger(words.slice(0, cut), false)?.text;
    const part = readInteger(words.slice(cut), false)?.text;
    if (base && part && /^10+$/.test(base) && part.length < base.length)
      return part.padStart(base.length - 1, '0');
  }
  return undefined;
}

function readInteger(words: readonly string[], mayBeOrdinal: boolean): ReadNumber | undefined {
  if (words.length === 0) return undefined;
  if (words.length === 1 && words[0] === numerals.units[0]) return { text: '0', isOrdinal: false };
  let total = 0n;
  let group = 0n;
  let lastScale = 10n ** 18n;
  let lowest = 1000n;
  let isOrdinal = false;
  for (const [index, word] of words.entries()) {
    const isLast = index === words.length - 1;
    const ordinal = isLast && mayBeOrdinal ? stripOrdinal(word) : undefined;
    const plain = ordinal ?? (isLast ? word : stripAnd(word));
    const token = tokens.get(plain);
    if (!token) return undefined;
    isOrdinal = ordinal !== undefined && !tokens.has(word);
    if (token.kind === 'scale') {
      if (token.value >= lastScale) return undefined;
      total += (group === 0n ? 1n : group) * token.value;
      lastScale = token.value;
      group = 0n;
      lowest = 1000n;
    } else {
      // «ду сад» in two words.
      const isCountOfHundreds = token.value === 100n && group > 0n && group < 10n;
      if (isCountOfHundreds) group *= 100n;
      else if (token.value >= lowest) return undefined;
      else group += token.value;
      lowest = token.kind === 'hundred' ? 100n : token.kind === 'ten' ? 10n : 1n;
    }
  }
  return { text: String(total + group), isOrdinal };
}

function makeTokens(): Map<string, Token> {
  const found = new Map<string, Token>();
  const put = (words: readonly string[], kind: Kind, value: (index: number) => bigint) => {
    for (const [index, word] of words.entries())
      if (word !== '') found.set(word, { kind, value: value(index) });
  };
  put(numerals.units, 'unit', BigInt);
  put(numerals.tens, 'ten', (index) => BigInt(index * 10));
  put(numerals.hundreds, 'hundred', (index) => BigInt(index * 100));
  put(numerals.scales, 'scale', (index) => 1000n ** BigInt(index));
  found.delete(numerals.units[0] ?? '');
  return found;
}

function normalise(word: string): string {
  const plain = stripAnd(word);
  const variant = numerals.variants[word] ?? (plain === word ? undefined : numerals.variants[plain]);
  if (variant === undefined) return word;
  return numerals.variants[word] === undefined ? `${variant}у` : variant;
}

/** A word without the joining -у; the word itself when it has none. */
function stripAnd(word: string): string {
  if (tokens.has(word)) return word;
  for (const bare of [word.replace(/ию$/u, 'ӣ'), word.replace(/ву$/u, ''), word.replace(/[ую]$/u, '')]) {
    if (bare !== word && (tokens.has(bare) || bare === numerals.whole || numerals.variants[bare]))
      return bare;
  }
  return word;
}

function stripOrdinal(word: string): string | undefined {
  for (const bare of [word.replace(/июм$/u, 'ӣ'), word.replace(/юм$/u, ''), word.replace(/ум$/u, '')]) {
    if (bare !== word && tokens.has(bare)) return bare;
  }
  return tokens.has(word) ? word : undefined;
}
