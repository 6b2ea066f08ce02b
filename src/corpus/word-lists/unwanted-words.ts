import { z } from 'zod';
import { countUp } from '../../core/count-up.ts';
import { knownEntry } from '../../core/known.ts';
import { parseWith } from '../../core/schema.ts';
import file from '../data/unwanted-words.json' with { type: 'json' };
import { scanTokens, type Tokens, tokenKind } from '../tables/tokens.ts';

/** The lists that can be used. */
export const unwantedLists = ['adult', 'hate'] as const;

export type UnwantedList = (typeof unwantedLists)[number];

const fileSchema = z.strictObject({
  sources: z.array(z.string()),
  /** Name → the endings that a word may take. */
  endings: z.record(z.string(), z.string()),
  lists: z.record(z.enum(unwantedLists), z.array(z.strictObject({ endings: z.string(), words: z.string() }))),
});

/** What a text has of one list. */
export interface UnwantedMatches {
  readonly list: UnwantedList;
  readonly matches: number;
  /** Matches ÷ words, 0–1. */
  readonly share: number;
}

const markBits = 18;

/**
 * Makes a counter of the words of these lists, whole words with their endings; the lists are expanded once.
 */
export function createUnwantedCounter(lists: readonly UnwantedList[]) {
  const forms = expandForms(lists);
  const marks = new Uint8Array(1 << markBits);
  for (const form of forms.keys()) {
    const { hashLow } = scanTokens(form);
    marks[placeOf(hashLow[0])] = 1;
  }
  return (text: string, tokens: Tokens): UnwantedMatches[] => {
    const counts = new Map<UnwantedList, number>();
    for (let index = 0; index < tokens.count; index += 1) {
      if (tokens.kinds[index] !== tokenKind.word || marks[placeOf(tokens.hashLow[index])] === 0) continue;
      const list = forms.get(text.slice(tokens.starts[index], tokens.ends[index]).toLowerCase());
      if (list) countUp(counts, list);
    }
    return Array.from(counts, ([list, matches]) => ({ list, matches, share: matches / tokens.wordCount }));
  };
}

function expandForms(lists: readonly UnwantedList[]): Map<string, UnwantedList> {
  const { endings, lists: groups } = parseWith(fileSchema, file, { family: 'corrupt' });
  const forms = new Map<string, UnwantedList>();
  for (const list of lists) {
    for (const group of groups[list]) {
      const possible = ['', ...knownEntry(endings, group.endings).split(' ')];
      for (const word of group.words.split(' ')) {
        for (const ending of possible) forms.set(word + ending, list);
      }
    }
  }
  return forms;
}

function placeOf(hash = 0): number {
  return (hash ^ (hash >>> markBits)) & ((1 << markBits) - 1);
}
