/** The merges that make new tokens; those of the old vocabulary are done already where these are used. */
export interface NewMerges {
  /** Adds a token; returns its merges, every way to cut it into two tokens, the longest left half first. */
  add(text: string, id: number): (readonly [left: number, right: number])[];
  /** Does every merge that can be done, the first added first, the leftmost of equals. */
  apply(tokens: Int32Array): Int32Array;
}

interface NewMerge {
  readonly rank: number;
  readonly result: number;
}

/** `texts` are the tokens of the old vocabulary by id. */
export function createNewMerges(texts: readonly string[]): NewMerges {
  const ids = new Map(texts.map((text, id) => [text, id]));
  const merges = new Map<number, Map<number, NewMerge>>();
  let rank = 0;

  function enter(left: number, right: number, result: number): void {
    let row = merges.get(left);
    if (!row) {
      row = new Map();
      merges.set(left, row);
    }
    row.set(right, { rank, result });
    rank += 1;
  }

  return {
    add(text, id) {
      const cuts: (readonly [number, number])[] = [];
      for (let cut = text.length - 1; cut > 0; cut -= 1) {
        const left = ids.get(text.slice(0, cut));
        const right = ids.get(text.slice(cut));
        if (left === undefined || right === undefined) continue;
        enter(left, right, id);
        cuts.push([left, right]);
      }
      ids.set(text, id);
      return cuts;
    },
    apply(tokens) {
      const symbols = [...tokens];
      for (;;) {
        let best: NewMerge | undefined;
        let bestPlace = -1;
        for (let place = 0; place + 1 < symbols.length; place += 1) {
          const merge = merges.get(symbols[place] ?? 0)?.get(symbols[place + 1] ?? 0);
          if (!merge || (best && merge.rank >= best.rank)) continue;
          best = merge;
          bestPlace = place;
        }
        if (!best) return Int32Array.from(symbols);
        symbols.splice(bestPlace, 2, best.result);
      }
    },
  };
}
