import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { parseJson, parseWith } from '../../core/schema.ts';
import { splitWords } from '../../language/index.ts';
import { findForeign, findWord } from '../../tools/index.ts';
import { foldInPlace } from '../reading/fold.ts';

const phraseSchema = z.strictObject({ tg: z.string().min(1), ru: z.string().min(1), en: z.string().min(1) });
export type Language = keyof z.output<typeof phraseSchema>;
type Phrase = z.output<typeof phraseSchema>;

let loaded: ReadonlyMap<string, Phrase> | undefined;

/** 1,347 sentences written for this project (CC0), by each language's words; numbers in figures are left open. */
function memory(): ReadonlyMap<string, Phrase> {
  if (loaded) return loaded;
  const file = fileURLToPath(new URL('../data/phrases.jsonl.br', import.meta.url));
  const source = { file, family: 'corrupt', remedy: 'Restore the file from the repository.' } as const;
  const table = new Map<string, Phrase>();
  for (const line of brotliDecompressSync(readFileSync(file)).toString('utf8').trim().split('\n')) {
    const phrase = parseWith(phraseSchema, parseJson(line, source), source);
    for (const language of ['tg', 'ru', 'en'] as const) {
      const key = `${language} ${keyOf(phrase[language])}`;
      if (!table.has(key)) table.set(key, phrase);
    }
  }
  loaded = table;
  return table;
}

function keyOf(text: string): string {
  return (foldInPlace(text).match(/\p{N}+|[\p{L}\p{M}]+/gu) ?? [])
    .map((word) => (/^\p{N}/u.test(word) ? '#' : word))
    .join(' ');
}

export interface Translation {
  readonly kind: 'sentence' | 'words';
  readonly text: string;
  /** Words that the word book does not have. */
  readonly unknown: readonly string[];
}

/**
 * A whole sentence from the memory, its figures put in place of the memory's; word by word from the word book
 * otherwise, and said so. Nothing where less than half of the words are known.
 */
export function translate(text: string, from: Language, to: Language): Translation | undefined {
  const phrase = memory().get(`${from} ${keyOf(text)}`);
  const whole = phrase && withFigures(text, phrase[from], phrase[to], to);
  if (whole !== undefined) return { kind: 'sentence', text: whole, unknown: [] };
  const words = splitWords(text);
  if (words.length === 0 || words.length > 40) return undefined;
  const pairs = words.map((word) => ({ word, other: /^\p{N}/u.test(word) ? word : wordIn(word, from, to) }));
  const unknown = pairs.filter(({ other }) => other === undefined).map(({ word }) => word);
  if (unknown.length * 2 > words.length) return undefined;
  return {
    kind: 'words',
    text: pairs.map(({ word, other }) => `${word} — ${other ?? '?'}`).join('\n'),
    unknown,
  };
}

/** The memory's sentence with the figures of the given one; nothing where a figure has no single place. */
function withFigures(given: string, known: string, target: string, to: Language): string | undefined {
  const [mine, its] = [figuresOf(given), figuresOf(known)];
  if (mine.join() === its.join()) return target;
  if (mine.length !== its.length || new Set(its).size !== its.length) return undefined;
  // «5 лет» is not «1 лет»: another figure must ask for the same form of the noun.
  const rules = new Intl.PluralRules(to);
  if (!its.every((figure, index) => rules.select(Number(figure)) === rules.select(Number(mine[index]))))
    return undefined;
  const places = figuresOf(target);
  if (places.length !== its.length || !its.every((figure) => places.includes(figure))) return undefined;
  return target.replace(/\p{N}+/gu, (figure) => mine[its.indexOf(figure)] ?? figure);
}

function figuresOf(text: string): readonly string[] {
  return text.match(/\p{N}+/gu) ?? [];
}

function wordIn(word: string, from: Language, to: Language): string | undefined {
  if (from === 'tg') {
    const entry = findWord(word);
    return to === 'tg' ? word : entry?.[to][0];
  }
  const [entry] = findForeign(word, from);
  return to === 'tg' ? entry?.word : entry?.[to][0];
}
