import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { at } from '../../core/known.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { type Language, languages } from '../contract/texts.ts';
import { foldInPlace } from '../reading/fold.ts';

const phraseSchema = z.strictObject({ tg: z.string().min(1), ru: z.string().min(1), en: z.string().min(1) });

/** The same sentence in two languages or three. */
export type Phrase = Readonly<Partial<Record<Language, string>>>;

interface Kept {
  readonly phrase: Phrase;
  /** The words of the sentence in this language, figures as «#». */
  readonly words: readonly string[];
}

/** Sentences with their translations, found whole or by likeness. */
export class TranslationMemory {
  readonly #byKey = new Map<string, Phrase>();
  readonly #kept: Readonly<Record<Language, Kept[]>> = { tg: [], ru: [], en: [] };
  readonly phrases: readonly Phrase[];

  /** What comes first wins where two phrases have the same sentence. */
  constructor(phrases: readonly Phrase[]) {
    this.phrases = phrases;
    for (const phrase of phrases) {
      for (const language of languages) {
        const sentence = phrase[language];
        if (sentence === undefined) continue;
        const words = wordsOf(sentence);
        const key = `${language} ${words.join(' ')}`;
        if (!this.#byKey.has(key)) this.#byKey.set(key, phrase);
        this.#kept[language].push({ phrase, words });
      }
    }
  }

  /** The phrase whose sentence has the same words; figures may be others. */
  find(text: string, from: Language, to: Language): Phrase | undefined {
    const phrase = this.#byKey.get(`${from} ${wordsOf(text).join(' ')}`);
    return phrase?.[to] === undefined ? undefined : phrase;
  }

  /**
   * The sentences most like the given one. Likeness is 1 − (words to insert, delete or exchange) ÷ (words of the
   * longer one), as translation programs count it; below `least` nothing is shown.
   */
  similar(
    text: string,
    { from, to, most, least }: { from: Language; to: Language; most: number; least: number },
  ): { readonly source: string; readonly target: string; readonly likeness: number }[] {
    const words = wordsOf(text);
    if (words.length === 0) return [];
    const seen = new Set<string>();
    return this.#kept[from]
      .flatMap(({ phrase, words: other }) => {
        const [source, target] = [phrase[from], phrase[to]];
        const longer = Math.max(words.length, other.length);
        // Words too few or too many can never be like enough.
        if (source === undefined || target === undefined) return [];
        if (Math.abs(words.length - other.length) > (1 - least) * longer) return [];
        const pair = `${source}\n${target}`;
        if (seen.has(pair)) return [];
        seen.add(pair);
        const likeness = 1 - editDistance(words, other) / longer;
        return likeness >= least ? [{ source, target, likeness }] : [];
      })
      .sort((one, two) => two.likeness - one.likeness)
      .slice(0, most);
  }
}

/** Words to insert, delete or exchange (Levenshtein 1966). */
function editDistance(one: readonly string[], other: readonly string[]): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, word] of one.entries()) {
    const next = [index + 1];
    for (const [place, second] of other.entries()) {
      const [above, left, corner] = [at(row, place + 1), at(next, place), at(row, place)];
      next.push(Math.min(above + 1, left + 1, corner + (word === second ? 0 : 1)));
    }
    row = next;
  }
  return at(row, other.length);
}

function wordsOf(text: string): string[] {
  return (foldInPlace(text).match(/\p{N}+|[\p{L}\p{M}]+/gu) ?? []).map((word) =>
    /^\p{N}/u.test(word) ? '#' : word,
  );
}

let loaded: TranslationMemory | undefined;

/** 1,347 sentences written for this project (CC0). No native teacher has checked the Tajik. */
export function ownMemory(): TranslationMemory {
  if (loaded) return loaded;
  const file = fileURLToPath(new URL('../data/phrases.jsonl.br', import.meta.url));
  const source = { file, family: 'corrupt', remedy: 'Restore the file from the repository.' } as const;
  const lines = brotliDecompressSync(readFileSync(file)).toString('utf8').trim().split('\n');
  loaded = new TranslationMemory(
    lines.map((line) => parseWith(phraseSchema, parseJson(line, source), source)),
  );
  return loaded;
}
