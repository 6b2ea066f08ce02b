import { KeyTable } from '../tables/key-table.ts';
import { mix32 } from '../tables/text-hash.ts';
import { isWordUnit, lowerUnit, scanTokens, type Tokens, tokenKind } from '../tables/tokens.ts';
import type { BenchmarkItem } from './benchmark-items.ts';

/** How items are recognised. */
export interface IndexOptions {
  /** This many words in a row that an item has too are a find. */
  readonly words: number;
  /** Letters in a row that are compared for the overlap of letters. */
  readonly letters: number;
  /** Share of an item's runs of letters that must be in one place of the text. */
  readonly overlap: number;
}

/** A place in a text where an item is, in UTF-16 offsets. */
export interface Find {
  readonly item: BenchmarkItem;
  readonly start: number;
  readonly end: number;
}

// A run of letters that so many items share says nothing about any of them.
const maximumItemsARun = 16;
// Shorter items, and parts of items, are names and phrases like any others.
const minimumRuns = 30;
const minimumFoundRuns = 40;
// Within this many letters an item may be shifted against itself by words put in or left out.
const alignmentStep = 48;
const filterBits = 22;

/** Finds benchmark items in texts, word by word or nearly so; capitals, spaces and punctuation do not count. */
export class BenchmarkIndex {
  readonly #options: IndexOptions;
  readonly #items: readonly BenchmarkItem[];
  readonly #wordRuns = new KeyTable();
  readonly #itemOfWordRun: number[] = [];
  readonly #letterRuns = new KeyTable();
  /** 1 where a run of letters may be known: most runs of a text are passed over by one look here. */
  readonly #filter = new Uint8Array(1 << filterBits);
  /** By number of the run: item and place in the item, in turns. */
  readonly #postings: number[][] = [];
  readonly #runsOfItem: number[] = [];

  constructor(items: readonly BenchmarkItem[], options: IndexOptions) {
    this.#options = options;
    this.#items = items;
    for (const [item, { text }] of items.entries()) {
      visitWordRuns(scanTokens(text), options.words, (high, low) => {
        if (this.#wordRuns.add(high, low) === this.#itemOfWordRun.length) this.#itemOfWordRun.push(item);
      });
      visitLetterRuns(text, options.letters, undefined, (high, low, place) => {
        this.#filter[high >>> (32 - filterBits)] = 1;
        const run = this.#letterRuns.add(high, low);
        this.#postings[run] ??= [];
        this.#postings[run].push(item, place);
      });
    }
    for (const [run, postings] of this.#postings.entries()) {
      if (postings.length > 2 * maximumItemsARun) this.#postings[run] = [];
      else for (let index = 0; index < postings.length; index += 2) this.#count(postings[index] ?? 0);
    }
  }

  /** How many items are too short to be recognised by their letters or words. */
  get unrecognisable(): number {
    return this.#items.filter(({ text }, item) => {
      const runs = this.#runsOfItem[item] ?? 0;
      return runs < minimumRuns && scanTokens(text).wordCount < this.#options.words;
    }).length;
  }

  /** Where items are in a text; in no particular order, possibly the same place twice. */
  find(text: string, tokens: Tokens): Find[] {
    return [...this.#findWords(tokens), ...this.#findLetters(text)];
  }

  #findWords(tokens: Tokens): Find[] {
    const finds: Find[] = [];
    visitWordRuns(tokens, this.#options.words, (high, low, start, end) => {
      const run = this.#wordRuns.find(high, low);
      const item = run < 0 ? undefined : this.#items[this.#itemOfWordRun[run] ?? -1];
      if (item) finds.push({ item, start, end });
    });
    return finds;
  }

  #findLetters(text: string): Find[] {
    const seen = new Map<number, { count: number; start: number; end: number }>();
    const finds: Find[] = [];
    const items = this.#items.length;
    visitLetterRuns(text, this.#options.letters, this.#filter, (high, low, place, start, end) => {
      const run = this.#letterRuns.find(high, low);
      const postings = run < 0 ? undefined : this.#postings[run];
      if (!postings) return;
      for (let index = 0; index < postings.length; index += 2) {
        const item = postings[index] ?? 0;
        const runs = this.#runsOfItem[item] ?? 0;
        if (runs < minimumRuns) continue;
        const alignment = Math.floor((place - (postings[index + 1] ?? 0)) / alignmentStep) + (1 << 20);
        // Each find counts for its own step and the next, so that no border cuts an item in two.
        for (let step = 0; step < 2; step += 1) {
          const key = (alignment + step) * items + item;
          const known = seen.get(key);
          if (!known) seen.set(key, { count: 1, start, end });
          else {
            known.count += 1;
            known.end = end;
            const found = this.#items[item];
            if (found && known.count === neededRuns(runs, this.#options.overlap)) {
              finds.push({ item: found, start: known.start, end });
            }
          }
        }
      }
    });
    return finds;
  }

  #count(item: number): void {
    this.#runsOfItem[item] = (this.#runsOfItem[item] ?? 0) + 1;
  }
}

function neededRuns(runs: number, overlap: number): number {
  return Math.max(Math.ceil(runs * overlap), Math.min(runs, minimumFoundRuns));
}

function visitWordRuns(
  { count, kinds, hashHigh, hashLow, starts, ends }: Tokens,
  words: number,
  visit: (high: number, low: number, start: number, end: number) => void,
): void {
  const places: number[] = [];
  for (let index = 0; index < count; index += 1) {
    if (kinds[index] !== tokenKind.punctuation) places.push(index);
  }
  for (let first = 0; first + words <= places.length; first += 1) {
    let high = 0;
    let low = 0;
    for (let index = first; index < first + words; index += 1) {
      const token = places[index] ?? 0;
      high = mix32(high, hashHigh[token] ?? 0);
      low = mix32(low, hashLow[token] ?? 0);
    }
    const last = places[first + words - 1] ?? 0;
    visit(high >>> 0, low >>> 0, starts[places[first] ?? 0] ?? 0, ends[last] ?? 0);
  }
}

const factorHigh = 0x01000193;
const factorLow = 0x5bd1e995;

/** Visits every run of this many letters that the filter lets through, with its hash; `place` counts letters. */
function visitLetterRuns(
  text: string,
  letters: number,
  filter: Uint8Array | undefined,
  visit: (high: number, low: number, place: number, start: number, end: number) => void,
): void {
  const units = new Uint16Array(letters);
  const offsets = new Uint32Array(letters);
  let leavingHigh = 1;
  let leavingLow = 1;
  for (let index = 0; index < letters; index += 1) {
    leavingHigh = Math.imul(leavingHigh, factorHigh);
    leavingLow = Math.imul(leavingLow, factorLow);
  }
  let high = 0;
  let low = 0;
  let seen = 0;
  let slot = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (!isWordUnit(unit)) continue;
    const entering = lowerUnit(unit) + 1;
    const leaving = units[slot] ?? 0;
    high = (Math.imul(high, factorHigh) + entering - Math.imul(leaving, leavingHigh)) | 0;
    low = (Math.imul(low, factorLow) + entering - Math.imul(leaving, leavingLow)) | 0;
    units[slot] = entering;
    offsets[slot] = index;
    slot = slot + 1 === letters ? 0 : slot + 1;
    seen += 1;
    if (seen < letters) continue;
    const mixed = mix32(high, low) >>> 0;
    if (filter && filter[mixed >>> (32 - filterBits)] === 0) continue;
    visit(mixed, low >>> 0, seen - letters, offsets[slot] ?? 0, index + 1);
  }
}
