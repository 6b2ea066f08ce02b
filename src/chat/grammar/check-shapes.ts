import { BadInputError } from '../../core/errors.ts';
import { differEarly } from './disjoint.ts';
import type { Shapes } from './read-schema.ts';
import { beginning, children, type Part, type Shape } from './shape.ts';

/**
 * Readings of one beginning that llama.cpp would follow at the same time. It follows each for itself, so time and
 * memory of a token grow with their number.
 */
const mostReadings = 64;

/**
 * @throws BadInputError for a schema whose values have no end (each holds another of itself), or whose alternatives
 * cannot be told apart before they hold themselves again: the readings would double with each level.
 */
export function checkShapes({ root, all }: Shapes): void {
  const finite = finiteShapes(all);
  const endless = all.find((shape) => !finite.has(shape));
  if (endless) {
    throw new BadInputError({
      message: 'No value of this schema has an end: each must hold another one.',
      place: endless.place,
      remedy: 'Let a value end: with an optional key, an array that may be empty, or an alternative.',
    });
  }
  for (const shape of all) checkRecursion(shape);
  const readings = new Readings();
  const wide = [root, ...all].find((shape) => readings.of(shape) > mostReadings);
  if (wide) throw alike(wide);
}

/** Shapes that have a value of finite length. */
function finiteShapes(all: readonly Shape[]): ReadonlySet<Shape> {
  const finite = new Set<Shape>();
  for (let before = -1; before < finite.size; ) {
    before = finite.size;
    for (const shape of all) {
      if (!finite.has(shape) && shape.parts.some((part) => mayEnd(part, finite))) finite.add(shape);
    }
  }
  return finite;
}

function mayEnd(part: Part, finite: ReadonlySet<Shape>): boolean {
  if (part.kind === 'array') return part.least === 0 || finite.has(part.item);
  if (part.kind === 'object') return part.pairs.every((pair) => !pair.required || finite.has(pair.value));
  return true;
}

function checkRecursion(shape: Shape): void {
  for (const parts of alikeParts(shape)) {
    const recursive = parts.filter((part) => reaches(part, shape));
    if (recursive.length > 1) throw alike(shape);
  }
}

/** Parts that begin alike and cannot be told apart soon, in groups. */
function alikeParts({ parts }: Shape): Part[][] {
  return (['array', 'object'] as const)
    .map((kind) => parts.filter((part) => beginning(part) === kind && part.kind !== 'literal'))
    .map((group) =>
      group.filter((part) => group.some((other) => other !== part && !differEarly(part, other))),
    )
    .filter((group) => group.length > 1);
}

function reaches(part: Part, goal: Shape): boolean {
  const waiting = [...children(part)];
  const seen = new Set(waiting);
  for (const shape of waiting) {
    if (shape === goal) return true;
    for (const next of shape.parts.flatMap(children)) {
      if (!seen.has(next)) waiting.push(next);
      seen.add(next);
    }
  }
  return false;
}

/** How many readings a beginning of a shape's values can have at most. */
class Readings {
  readonly #known = new Map<Shape, number>();

  of(shape: Shape): number {
    const known = this.#known.get(shape);
    if (known !== undefined) return known;
    // A circle does not add readings of its own: `checkRecursion` has looked.
    this.#known.set(shape, 1);
    const together = alikeParts(shape).map((parts) =>
      parts.reduce((sum, part) => sum + this.#inside(part), 0),
    );
    const apart = shape.parts.map((part) => this.#inside(part));
    const readings = Math.max(1, ...together, ...apart);
    this.#known.set(shape, readings);
    return readings;
  }

  #inside(part: Part): number {
    return children(part).reduce((most, child) => Math.max(most, this.of(child)), 1);
  }
}

function alike(shape: Shape): BadInputError {
  return new BadInputError({
    message: 'Too many alternatives of this schema begin alike and cannot be told apart.',
    place: shape.place,
    remedy: 'Let each alternative begin with a required key of its own, or one with a "const" of its own.',
  });
}
