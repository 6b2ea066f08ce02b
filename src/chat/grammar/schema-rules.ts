import { areDisjoint } from './disjoint.ts';
import { assertions, type SchemaNode } from './json-schema.ts';
import { schemaError } from './schema-error.ts';
import type { Part } from './shape.ts';

// What is wrong with a schema as such, whichever of its nodes it is in.

/** @throws BadInputError where a keyword would have to be passed over. */
export function alone(node: SchemaNode, keywords: readonly string[], place: string): void {
  const other = assertions(node).find((keyword) => !keywords.includes(keyword));
  if (other === undefined) return;
  throw schemaError(
    `"${other}" beside "${keywords[0]}" is not understood.`,
    `${place}.${other}`,
    'Put it into each of the alternatives, or into what is referred to.',
  );
}

export function inOrder(lower: string, least: number, upper: string, most: number, place: string): void {
  if (least <= most) return;
  throw schemaError(
    `"${lower}" is ${least} and "${upper}" is ${most}: nothing fits.`,
    `${place}.${lower}`,
    'Make the lower limit the smaller one.',
  );
}

/** `oneOf` is held as `anyOf` is, which is the same only where no value fits two alternatives. */
export function checkExclusive(place: string, lists: readonly (readonly Part[])[]): void {
  for (const [index, list] of lists.entries()) {
    for (const other of lists.slice(index + 1)) {
      if (list.every((part) => other.every((one) => areDisjoint(part, one)))) continue;
      throw schemaError(
        'A value may fit more than one of these alternatives.',
        place,
        'Use "anyOf", or give each alternative a required key with a "const" of its own.',
      );
    }
  }
}

/** zod leaves such a key out of a record without a word. */
export function refusePrototypeKeys(schema: unknown, place: string): void {
  const waiting: unknown[] = [schema];
  for (const value of waiting) {
    if (typeof value !== 'object' || value === null) continue;
    if (Object.hasOwn(value, '__proto__')) {
      throw schemaError('A key called "__proto__" is not allowed.', place, 'Give it another name.');
    }
    for (const inner of Object.values(value)) waiting.push(inner);
  }
}
