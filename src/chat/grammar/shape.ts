/**
 * A set of JSON values: the union of its parts. Shapes refer to each other, also in circles, so that a schema may
 * contain itself.
 */
export interface Shape {
  /** Where in the request its schema is. */
  readonly place: string;
  readonly parts: readonly Part[];
}

export interface Pair {
  readonly key: string;
  readonly value: Shape;
  readonly required: boolean;
}

export interface StringPart {
  readonly kind: 'string';
  readonly least: number;
  readonly most: number;
}

export interface ArrayPart {
  readonly kind: 'array';
  readonly item: Shape;
  readonly least: number;
  readonly most: number;
}

export interface ObjectPart {
  readonly kind: 'object';
  readonly pairs: readonly Pair[];
  /** No other keys are valid. (An answer has no others in any case.) */
  readonly closed: boolean;
}

/** Values that begin alike. `most` is infinite where nothing bounds it. */
export type Part =
  | { readonly kind: 'any' }
  | { readonly kind: 'literal'; readonly value: unknown; readonly text: string }
  | StringPart
  | { readonly kind: 'number' }
  | { readonly kind: 'integer' }
  | ArrayPart
  | ObjectPart
  /** An object with any keys. */
  | { readonly kind: 'dictionary'; readonly value: Shape };

/** The shapes that are inside of a part. */
export function children(part: Part): readonly Shape[] {
  if (part.kind === 'array') return [part.item];
  if (part.kind === 'object') return part.pairs.map((pair) => pair.value);
  return part.kind === 'dictionary' ? [part.value] : [];
}

/** What a part's text begins with, as far as it tells parts apart. */
export function beginning(part: Part): 'any' | 'string' | 'number' | 'array' | 'object' | 'word' {
  switch (part.kind) {
    case 'any':
    case 'string':
    case 'number':
    case 'array':
    case 'object':
      return part.kind;
    case 'integer':
      return 'number';
    case 'dictionary':
      return 'object';
    case 'literal':
      if (typeof part.value === 'string') return 'string';
      if (typeof part.value === 'number') return 'number';
      if (Array.isArray(part.value)) return 'array';
      return typeof part.value === 'object' && part.value !== null ? 'object' : 'word';
  }
}
