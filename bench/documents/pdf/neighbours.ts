import { countUp } from '../../../src/core/count-up.ts';
/** Words as they are compared: letters and digits, without the marks around them. */
export function plainWords(text: string): string[] {
  return text
    .normalize('NFKC')
    .replaceAll('\u00AD', '')
    .split(/[\s|]+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => word !== '');
}

/** How many neighbouring words of the flows are neighbours in the text, of how many. */
export function keptNeighbours(
  flows: readonly (readonly string[])[],
  text: string,
): { readonly kept: number; readonly all: number } {
  const pairs = new Map<string, number>();
  for (const pair of pairsOf(plainWords(text))) countUp(pairs, pair);
  let [kept, all] = [0, 0];
  for (const flow of flows) {
    for (const pair of pairsOf(plainWords(flow.join(' ')))) {
      const left = pairs.get(pair) ?? 0;
      all += 1;
      if (left === 0) continue;
      kept += 1;
      pairs.set(pair, left - 1);
    }
  }
  return { kept, all };
}

function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, index) => `${words[index]} ${word}`);
}
