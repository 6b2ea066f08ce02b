/** Deeper than this a tree of beginnings is written flat: llama.cpp reads brackets by recursion. */
const deepest = 32;

/**
 * A grammar's expression for one of these texts. Beginnings that several share are written once, so that few readings
 * are open at a time.
 */
export function literalRule(texts: readonly string[]): string {
  const expression = tree(
    [...new Set(texts)].map((text) => [...text]),
    0,
  );
  return texts.length === 1 ? expression : `(${expression})`;
}

function tree(texts: readonly (readonly string[])[], depth: number): string {
  if (depth >= deepest) return texts.map((text) => quoted(text)).join(' | ');
  const groups = Map.groupBy(texts, (text) => text[0] ?? '');
  const alternatives = [...groups.values()].map((group) => {
    const [first = []] = group;
    if (group.length === 1) return quoted(first);
    const shared = sharedLength(group);
    const rests = group.map((text) => text.slice(shared));
    return `${quoted(first.slice(0, shared))} (${tree(rests, depth + 1)})`;
  });
  return alternatives.join(' | ');
}

function sharedLength([first = [], ...others]: readonly (readonly string[])[]): number {
  const differs = first.findIndex((character, index) => others.some((other) => other[index] !== character));
  return differs < 0 ? first.length : differs;
}

/** A text in quotes as the grammar writes them. */
function quoted(characters: readonly string[]): string {
  return `"${characters.join('').replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
