import type { Part, StringPart } from './shape.ts';

/** The same values with fewer parts: what another part holds is left out, strings of adjoining lengths are joined. */
export function simplest(parts: readonly Part[]): readonly Part[] {
  if (parts.some((part) => part.kind === 'any')) return [{ kind: 'any' }];
  const strings = joined(parts.filter((part) => part.kind === 'string'));
  const number =
    parts.find((part) => part.kind === 'number') ?? parts.find((part) => part.kind === 'integer');
  const rest = parts.filter((part) => {
    if (part.kind === 'literal' && typeof part.value === 'string') return !holdsAll(strings);
    return part.kind !== 'string' && part.kind !== 'number' && part.kind !== 'integer';
  });
  return [...rest, ...strings, ...(number ? [number] : [])];
}

function holdsAll(strings: readonly StringPart[]): boolean {
  return strings.some(({ least, most }) => least === 0 && !Number.isFinite(most));
}

function joined(strings: readonly StringPart[]): StringPart[] {
  const ranges: StringPart[] = [];
  for (const part of strings.toSorted((a, b) => a.least - b.least)) {
    const last = ranges.at(-1);
    if (!last || part.least > last.most + 1) ranges.push(part);
    else ranges[ranges.length - 1] = { ...last, most: Math.max(last.most, part.most) };
  }
  return ranges;
}
