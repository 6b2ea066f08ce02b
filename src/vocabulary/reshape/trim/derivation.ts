import { at } from '../../../core/known.ts';
import { createMergeTable, type MergeTable, rankOffset, resultOffset } from '../../tokenizer/merge-table.ts';
import { mergeTriples } from '../../tokenizer/read-merges.ts';
import type { TokenizerFile } from '../../tokenizer/tokenizer-file.ts';

/** How a vocabulary makes its tokens. */
export interface Derivations {
  /**
   * The tokens that byte-pair encoding goes through from the characters of a token to the token, itself
   * and the characters included; `undefined` when it never gets there: no text gives that token.
   */
  of(id: number): readonly number[] | undefined;
}

/** Follows the merges of a checked file. */
export function createDerivations(file: TokenizerFile, texts: readonly string[]): Derivations {
  const table = createMergeTable(mergeTriples(file.model.merges, file.model.vocab, 'tokenizer.json'));
  return {
    of(id) {
      const symbols: number[] = [];
      for (const character of at(texts, id)) {
        const symbol = file.model.vocab.get(character);
        if (symbol === undefined) return undefined;
        symbols.push(symbol);
      }
      const steps = [...symbols];
      while (symbols.length > 1) {
        const best = bestMerge(table, symbols);
        if (!best) return undefined;
        symbols.splice(best.place, 2, best.result);
        steps.push(best.result);
      }
      return symbols[0] === id ? steps : undefined;
    },
  };
}

function bestMerge(
  table: MergeTable,
  symbols: readonly number[],
): { place: number; result: number } | undefined {
  let bestRank = Number.POSITIVE_INFINITY;
  let best: { place: number; result: number } | undefined;
  for (let place = 0; place + 1 < symbols.length; place += 1) {
    const entry = table.find(symbols[place] ?? 0, symbols[place + 1] ?? 0);
    const rank = entry === -1 ? bestRank : (table.entries[entry + rankOffset] ?? 0);
    if (rank >= bestRank) continue;
    bestRank = rank;
    best = { place, result: table.entries[entry + resultOffset] ?? 0 };
  }
  return best;
}
