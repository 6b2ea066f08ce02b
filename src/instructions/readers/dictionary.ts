import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readJsonLinesFile } from '../../core/json-lines.ts';
import { at } from '../../core/known.ts';
import { readPhrasings, wordList } from '../text/phrasings.ts';

const lineSchema = z.strictObject({ word: z.string(), definition: z.string() });

/** One meaning of a headword. */
export interface Sense {
  readonly meaning: string;
  /** Phrases in which the word stands so. */
  readonly examples: readonly string[];
}

/** An entry of the explanatory dictionary, with its labels spelled out. */
export interface Entry {
  readonly word: string;
  readonly senses: readonly [Sense, ...Sense[]];
  /** The science or craft it belongs to. */
  readonly field: string | undefined;
  readonly opposite: string | undefined;
}

/**
 * Half of the headwords is kept for benchmarks/word-meaning and must never be trained on: those whose
 * SHA-256 begins with a byte of 128 or more (the same rule as in tools/make-sample.ts).
 */
export function isReservedHeadword(word: string): boolean {
  return (createHash('sha256').update(word).digest()[0] ?? 255) >= 128;
}

/** Streams the entries that may be taught: not the reserved half, no references, one reading a headword. */
export async function* readDictionary(file: string): AsyncGenerator<Entry> {
  for await (const { word, definition } of readJsonLinesFile(file, lineSchema)) {
    if (isReservedHeadword(word)) continue;
    const entry = readEntry(word, definition);
    if (entry) yield entry;
  }
}

/** Reads one entry; nothing when it only refers to another or uses a label that is not known. */
export function readEntry(word: string, definition: string): Entry | undefined {
  if (!/^[а-яёғӣқӯҳҷ -]{3,}$/u.test(word) || /\s[iіv]+$/u.test(word) || /[.(]/.test(word)) return undefined;
  const labels = labelsOf();
  let text = definition.replace(/\s+/g, ' ').trim();
  const { rest, field } = takeLabels(text, labels);
  text = rest;
  const opposite = /муқоб\.\s*([а-яёғӣқӯҳҷ]{3,})\s*(?=[,;.:]|$)/u.exec(text)?.[1];
  const senses = text
    .split(/(?:^|\s)\d+\.\s*/u)
    .map((sense) => readSense(word, sense, labels))
    .filter((sense) => sense !== undefined);
  const [first, ...others] = senses.slice(0, 4);
  return first && { word, senses: [first, ...others], field, opposite };
}

interface Labels {
  readonly fields: ReadonlyMap<string, string>;
  readonly styles: ReadonlyMap<string, string>;
  readonly inline: ReadonlyMap<string, string>;
  readonly origins: ReadonlySet<string>;
  /** Names that the dictionary's file has in lower case. */
  readonly names: RegExp;
  /** Parts of meanings that are not for children. */
  readonly unfit: readonly string[];
}

let known: Labels | undefined;

function labelsOf(): Labels {
  if (known) return known;
  const phrasings = readPhrasings('dictionary-labels');
  const pairs = (name: string) =>
    new Map(wordList(phrasings, name).map((line) => line.split(' | ') as [string, string]));
  known = {
    fields: pairs('fields'),
    styles: pairs('styles'),
    inline: pairs('inline'),
    origins: new Set(wordList(phrasings, 'origins')),
    names: new RegExp(
      `(?<!\\p{L})(?:${wordList(phrasings, 'names').join('|').toLowerCase()})(?=и?(?:ро)?(?!\\p{L}))`,
      'gu',
    ),
    unfit: wordList(phrasings, 'unfit'),
  };
  return known;
}

/** Takes origin and field off the beginning. */
function takeLabels(text: string, labels: Labels): { rest: string; field: string | undefined } {
  let rest = text;
  let field: string | undefined;
  for (;;) {
    const label = /^(\S+?\.)\s*/u.exec(rest)?.[1] ?? '';
    if (labels.fields.has(label)) field = labels.fields.get(label);
    else if (!labels.origins.has(label)) return { rest, field };
    rest = rest.slice(label.length).trim();
  }
}

/** An idiom may also follow a comma: "…, хиширос задан овози …". */
function withoutIdioms(text: string, word: string): string {
  const colon = text.indexOf(':');
  const meaning = colon < 0 ? text : text.slice(0, colon);
  const parts = meaning.split(', ');
  const idiom = parts.findIndex((part, place) => place > 0 && hasWord(part, word));
  return idiom > 0 ? parts.slice(0, idiom).join(', ') : text;
}

const betweenWords = /[^\p{L}-]+/u;

/** Whether the word is in the text as a whole word. A RegExp made for each word costs a millisecond. */
function hasWord(text: string, word: string): boolean {
  return ` ${text.split(betweenWords).join(' ')} `.includes(` ${word} `);
}

const longestMeaning = 260;

function readSense(word: string, sense: string, labels: Labels): Sense | undefined {
  let text = sense.trim();
  let style = '';
  const label = /^(\S+?\.)\s*/u.exec(text)?.[1] ?? '';
  if (labels.styles.has(label)) {
    style = ` (${labels.styles.get(label)})`;
    text = text.slice(label.length).trim();
  } else text = takeLabels(text, labels).rest;
  for (const [short, long] of labels.inline) text = text.replaceAll(short, long);
  // What follows a semicolon with the word in it is an idiom with its own meaning, run together.
  const parts = text.split(/\s*;\s*/u);
  const idiom = parts.findIndex((part, place) => place > 0 && part.includes(word));
  if (idiom > 0) parts.length = idiom;
  text = withoutIdioms(parts.join('; '), word);
  if (hasWord(at(text.split(':'), 0), word)) return undefined;
  const colon = text.indexOf(':');
  const after = colon < 0 ? '' : text.slice(colon + 1);
  const examples = after.includes(word.slice(0, -1)) ? after.split(/[,;]/u).map((one) => one.trim()) : [];
  if (colon >= 0) {
    if (examples.length === 0) return undefined;
    text = text.slice(0, colon);
  }
  // A number at the end says which sense of another word is meant.
  text = text.replace(/(?:\s\d+)?[\s.;,]+$|\s\d+$/u, '').trim();
  const isWhole =
    /^[а-яёғӣқӯҳҷ0-9 ,;()«»"’–-]+$/iu.test(text) &&
    !/(?:^|\s)(?:ниг|i{1,3}|іі?|[абвг]\))(?:\s|$)/u.test(text);
  if (labels.unfit.some((part) => text.includes(part))) return undefined;
  if (!isWhole || text.length < 8 || text.length > longestMeaning) return undefined;
  const shown = examples
    .map((one) => one.replace(/[.\s]+$/u, ''))
    .filter(
      (one) =>
        one.includes(word) &&
        one !== word &&
        /^[а-яёғӣқӯҳҷ -]{4,60}$/u.test(one) &&
        one.split(' ').length <= 5,
    );
  return {
    meaning: `${withCapitals(text, labels)}${style}`,
    examples: shown.map((one) => withCapitals(one, labels)),
  };
}

/** Names of places and people begin with a capital: the file has everything in lower case. */
function withCapitals(text: string, { names }: Labels): string {
  return text.replace(names, (name) =>
    name.replace(/(^|\s)(\p{L})/gu, (_, space: string, letter: string) => space + letter.toUpperCase()),
  );
}
