import { beginning, type ObjectPart, type Part, type Shape } from './shape.ts';

/** Deeper than this nobody looks for a difference. */
const deepest = 3;

/** Whether certainly no value is valid for both. */
export function areDisjoint(one: Part, other: Part, depth = 0): boolean {
  const [a, b] = [beginning(one), beginning(other)];
  if (a === 'any' || b === 'any') return false;
  if (a !== b) return true;
  if (one.kind === 'literal' && other.kind === 'literal') return one.text !== other.text;
  if (one.kind === 'literal') return literalIsOutside(one.value, other);
  if (other.kind === 'literal') return literalIsOutside(other.value, one);
  if ((one.kind === 'string' && other.kind === 'string') || (one.kind === 'array' && other.kind === 'array'))
    return one.most < other.least || other.most < one.least;
  if (one.kind === 'object' && other.kind === 'object') return areDisjointObjects(one, other, depth);
  return false;
}

function literalIsOutside(value: unknown, part: Part): boolean {
  if (part.kind === 'integer') return !Number.isInteger(value);
  if (part.kind !== 'string' || typeof value !== 'string') return false;
  const { length } = [...value];
  return length < part.least || length > part.most;
}

/** Objects as they are written: with the keys of their schema and no others. */
function areDisjointObjects(one: ObjectPart, other: ObjectPart, depth: number): boolean {
  return depth < deepest && neverFits(one, other, depth) && neverFits(other, one, depth);
}

/** Whether what is written for one is never valid for the other. */
function neverFits(one: ObjectPart, other: ObjectPart, depth: number): boolean {
  const written = new Map(one.pairs.map((pair) => [pair.key, pair.value]));
  const known = new Set(other.pairs.map((pair) => pair.key));
  const lacks = other.pairs.some(({ key, value, required }) => {
    const own = written.get(key);
    return required && (!own || shapesAreDisjoint(own, value, depth + 1));
  });
  return lacks || (other.closed && one.pairs.some(({ key, required }) => required && !known.has(key)));
}

function shapesAreDisjoint(one: Shape, other: Shape, depth: number): boolean {
  if (one.parts.length * other.parts.length > 1000) return false;
  return one.parts.every((a) => other.parts.every((b) => areDisjoint(a, b, depth)));
}

/** Whether two objects can be told apart before either has written a value that goes deeper. */
export function differEarly(one: Part, other: Part): boolean {
  if (one.kind !== 'object' || other.kind !== 'object') return false;
  for (const [index, pair] of one.pairs.entries()) {
    const same = other.pairs[index];
    if (!same || !pair.required || !same.required) return false;
    if (pair.key !== same.key || shapesAreDisjoint(pair.value, same.value, 1)) return true;
    if (!isFlat(pair.value) || !isFlat(same.value)) return false;
  }
  return false;
}

function isFlat({ parts }: Shape): boolean {
  return parts.every((part) => ['string', 'number', 'integer', 'literal'].includes(part.kind));
}
