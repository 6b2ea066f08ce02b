import { type VariantForm, type Variety, variantForms } from './forms.ts';

// Forms by a 20-bit hash of their letters: a word costs a few multiplications, a string only on a hit.
const hashBits = 20;
const hashMask = (1 << hashBits) - 1;
const startHash = 0x811c9dc5;

interface Lexicon {
  /** 1 where a form (2 where a beginning, 3 both) has this hash. */
  readonly marks: Uint8Array;
  readonly words: ReadonlyMap<string, VariantForm>;
  readonly beginnings: ReadonlyMap<string, VariantForm>;
  readonly longestBeginning: number;
}

let loaded: Lexicon | undefined;

/** Lower-case letters by UTF-16 unit, 0 for everything that is not a Cyrillic letter, hyphen kept. */
const letters = new Uint16Array(0x10000);
for (let unit = 0x400; unit < 0x530; unit += 1) {
  const character = String.fromCharCode(unit);
  if (/\p{L}/u.test(character)) letters[unit] = character.toLowerCase().charCodeAt(0);
}

const noForms: Readonly<Record<Variety, number>> = {
  northern: 0,
  bukharan: 0,
  southern: 0,
  pamiri: 0,
  diaspora: 0,
  spoken: 0,
  dialectal: 0,
};

/** How many words a text has, and how many of them are forms of each variety. */
export interface VariationCount {
  readonly words: number;
  readonly forms: Readonly<Record<Variety, number>>;
}

/**
 * Counts the dialect and spoken forms of a text, by variety, among its Cyrillic words. `found` is called
 * with each.
 */
export function countVariation(text: string, found?: (form: VariantForm) => void): VariationCount {
  loaded ??= loadLexicon();
  const { marks, longestBeginning } = loaded;
  const forms = { ...noForms };
  let words = 0;
  const { length } = text;
  for (let index = 0; index < length; index += 1) {
    if (letters[text.charCodeAt(index)] === 0) continue;
    const start = index;
    let hash = startHash;
    let beginsAt = 0;
    for (; index < length; index += 1) {
      const letter = letters[text.charCodeAt(index)] ?? 0;
      if (letter === 0) break;
      hash = Math.imul(hash ^ letter, 0x01000193);
      const size = index - start + 1;
      if (size <= longestBeginning && ((marks[fold(hash)] ?? 0) & 2) !== 0) beginsAt = size;
    }
    words += 1;
    if (beginsAt === 0 && ((marks[fold(hash)] ?? 0) & 1) === 0) continue;
    const form = lookUp(loaded, text.slice(start, index), beginsAt);
    if (!form) continue;
    forms[form.variety] += 1;
    found?.(form);
  }
  return { words, forms };
}

function lookUp({ words, beginnings }: Lexicon, word: string, beginsAt: number): VariantForm | undefined {
  const lower = word.toLowerCase();
  const whole = words.get(lower);
  if (whole) return whole;
  for (let size = beginsAt; size >= 3; size -= 1) {
    const form = beginnings.get(lower.slice(0, size));
    if (form) return form;
  }
  return undefined;
}

function fold(hash: number): number {
  return (hash ^ (hash >>> hashBits)) & hashMask;
}

function loadLexicon(): Lexicon {
  const marks = new Uint8Array(1 << hashBits);
  const words = new Map<string, VariantForm>();
  const beginnings = new Map<string, VariantForm>();
  let longestBeginning = 0;
  for (const form of variantForms()) {
    let hash = startHash;
    for (let index = 0; index < form.form.length; index += 1) {
      hash = Math.imul(hash ^ form.form.charCodeAt(index), 0x01000193);
    }
    const place = fold(hash);
    marks[place] = (marks[place] ?? 0) | (form.isBeginning ? 2 : 1);
    (form.isBeginning ? beginnings : words).set(form.form, form);
    if (form.isBeginning) longestBeginning = Math.max(longestBeginning, form.form.length);
  }
  return { marks, words, beginnings, longestBeginning };
}
