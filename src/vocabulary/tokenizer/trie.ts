/** Finds the longest of a set of texts at a place; work is proportional to the match, not to the set. */
export interface Trie {
  /** Whether a text of the set can start with this UTF-16 unit. */
  starts(unit: number): boolean;
  /** The longest match at `start`: its value, with its end left in `matchEnd`; -1 when there is none. */
  match(units: Uint16Array, start: number, length: number): number;
  /** Where the last match ended. */
  readonly matchEnd: number;
}

interface Node {
  readonly children: Map<number, Node>;
  value: number;
}

const noValue = -1;

/** Builds a trie over UTF-16 units; values are non-negative. */
export function createTrie(values: Iterable<readonly [string, number]>): Trie {
  const root: Node = { children: new Map(), value: noValue };
  const first = new Uint8Array(65536);
  for (const [text, value] of values) {
    first[text.charCodeAt(0)] = 1;
    let node = root;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      let child = node.children.get(unit);
      if (!child) {
        child = { children: new Map(), value: noValue };
        node.children.set(unit, child);
      }
      node = child;
    }
    node.value = value;
  }

  let matchEnd = 0;
  return {
    starts: (unit) => first[unit] === 1,
    match(units, start, length) {
      let node: Node | undefined = root;
      let best = noValue;
      for (let place = start; place < length; ) {
        node = node.children.get(units[place] ?? 0);
        if (!node) break;
        place += 1;
        if (node.value !== noValue) {
          best = node.value;
          matchEnd = place;
        }
      }
      return best;
    },
    get matchEnd() {
      return matchEnd;
    },
  };
}
