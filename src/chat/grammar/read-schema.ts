import { parseWith } from '../../core/schema.ts';
import type { JsonSchema } from '../types.ts';
import { type SchemaNode, schemaNode, type TypeName, typeKeywords } from './json-schema.ts';
import { hasType, literal, literals } from './literals.ts';
import { schemaError, tooLarge } from './schema-error.ts';
import { alone, checkExclusive, inOrder, refusePrototypeKeys } from './schema-rules.ts';
import type { Pair, Part, Shape } from './shape.ts';

/** A schema as shapes; `root` is the whole. */
export interface Shapes {
  readonly root: Shape;
  readonly all: readonly Shape[];
}

/** Bounds on what one schema may ask for; its grammar grows with them. */
const mostShapes = 1000;
const mostParts = 3000;
/** Alternatives of one place that are no fixed values: each is compared with each. */
const mostAlternatives = 100;
const deepestReference = 64;

/**
 * Reads a JSON schema.
 * @throws BadInputError naming what is not understood, what contradicts itself and what has no end: nothing of a schema
 * is passed over.
 */
export function readSchema(schema: JsonSchema, place: string): Shapes {
  return new Reader(schema, place).read();
}

interface Draft {
  readonly place: string;
  readonly schema: unknown;
  parts: readonly Part[];
}

class Reader {
  readonly #whole: JsonSchema;
  readonly #place: string;
  readonly #drafts: Draft[] = [];
  /** By the schema's object, so that each is read once, however often it is referred to. */
  readonly #known = new Map<unknown, Draft>();
  readonly #parts = new Map<unknown, readonly Part[] | 'being read'>();
  readonly #exclusive: { readonly place: string; readonly lists: readonly (readonly Part[])[] }[] = [];
  #count = 0;
  #depth = 0;

  constructor(whole: JsonSchema, place: string) {
    this.#whole = whole;
    this.#place = place;
  }

  read(): Shapes {
    refusePrototypeKeys(this.#whole, this.#place);
    const root = this.#shape(this.#whole, this.#place);
    // Grows while it is read.
    for (const draft of this.#drafts) draft.parts = this.#partsOf(draft.schema, draft.place);
    for (const { place, lists } of this.#exclusive) checkExclusive(place, lists);
    return { root, all: this.#drafts };
  }

  #shape(given: unknown, givenPlace: string): Shape {
    const { schema, place } = this.#meant(given, givenPlace);
    const known = this.#known.get(schema);
    if (known) return known;
    const draft: Draft = { place, schema, parts: [] };
    if (this.#drafts.length >= mostShapes) throw tooLarge(`${mostShapes} parts`);
    this.#drafts.push(draft);
    if (typeof schema === 'object') this.#known.set(schema, draft);
    return draft;
  }

  /** The schema itself, where one only refers to another. */
  #meant(schema: unknown, place: string, steps = 0): { readonly schema: unknown; readonly place: string } {
    const refers = typeof schema === 'object' && schema !== null && Object.hasOwn(schema, '$ref');
    // A circle of references is told of when its values are read.
    if (!refers || steps >= deepestReference) return { schema, place };
    const node = parseNode(schema, place);
    alone(node, ['$ref'], place);
    const { $ref = '#' } = node;
    return this.#meant(this.#target($ref, place), this.#placeOf($ref), steps + 1);
  }

  #placeOf(reference: string): string {
    return this.#place + reference.slice(1).replaceAll('/', '.');
  }

  #partsOf(schema: unknown, place: string): readonly Part[] {
    if (schema === true) return [{ kind: 'any' }];
    if (typeof schema !== 'object' || schema === null) {
      throw schemaError(`This is not a schema that a value can have: ${JSON.stringify(schema)}.`, place);
    }
    const known = this.#parts.get(schema);
    if (known === 'being read')
      throw schemaError('This schema refers to itself with nothing in between.', place);
    if (known) return known;
    if (this.#depth >= deepestReference) {
      throw schemaError(`Alternatives and references are nested more than ${deepestReference} deep.`, place);
    }
    this.#parts.set(schema, 'being read');
    this.#depth += 1;
    const parts = this.#read(parseNode(schema, place), place);
    this.#depth -= 1;
    if (parts.filter((part) => part.kind !== 'literal').length > mostAlternatives) {
      throw tooLarge(`${mostAlternatives} alternatives in one place`);
    }
    this.#count += parts.length;
    if (this.#count > mostParts) throw tooLarge(`${mostParts} alternatives and values`);
    this.#parts.set(schema, parts);
    return parts;
  }

  #read(node: SchemaNode, place: string): readonly Part[] {
    const { $ref, allOf, anyOf, oneOf } = node;
    if ($ref !== undefined) {
      alone(node, ['$ref'], place);
      return this.#partsOf(this.#target($ref, place), this.#placeOf($ref));
    }
    if (allOf) {
      alone(node, ['allOf'], place);
      return this.#partsOf(allOf[0], `${place}.allOf.0`);
    }
    if (anyOf || oneOf) return this.#alternatives(node, anyOf ? 'anyOf' : 'oneOf', place);
    if (node.enum || node.const !== undefined) return literals(node, place);
    const types = node.type === undefined ? impliedTypes(node) : [node.type].flat();
    if (types.length === 0) return [{ kind: 'any' }];
    return [...new Set(types)].flatMap((type) => this.#ofType(type, node, place));
  }

  #alternatives(node: SchemaNode, keyword: 'anyOf' | 'oneOf', place: string): readonly Part[] {
    alone(node, [keyword, 'type'], place);
    const lists = (node[keyword] ?? []).map((one, index) =>
      this.#partsOf(one, `${place}.${keyword}.${index}`),
    );
    if (keyword === 'oneOf') this.#exclusive.push({ place: `${place}.oneOf`, lists });
    const parts = [...new Set(lists.flat())];
    const types = node.type === undefined ? undefined : new Set([node.type].flat());
    if (types && !parts.every((part) => hasType(part, types))) {
      throw schemaError(`An alternative has another type than "type" beside "${keyword}".`, `${place}.type`);
    }
    return parts;
  }

  #ofType(type: TypeName, node: SchemaNode, place: string): Part[] {
    switch (type) {
      case 'null':
        return [literal(null)];
      case 'boolean':
        return [literal(true), literal(false)];
      case 'number':
      case 'integer':
        return [{ kind: type }];
      case 'string': {
        const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = node;
        inOrder('minLength', minLength, 'maxLength', maxLength, place);
        return [{ kind: 'string', least: minLength, most: maxLength }];
      }
      case 'array': {
        const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items = true } = node;
        inOrder('minItems', minItems, 'maxItems', maxItems, place);
        return [
          { kind: 'array', item: this.#shape(items, `${place}.items`), least: minItems, most: maxItems },
        ];
      }
      case 'object':
        return [this.#object(node, place)];
    }
  }

  #object(node: SchemaNode, place: string): Part {
    const { properties = {}, required = [], additionalProperties = true } = node;
    const unlisted = required.find((key) => !Object.hasOwn(properties, key));
    if (unlisted !== undefined) {
      throw schemaError(
        `The key "${unlisted}" is required and is not in "properties".`,
        `${place}.required`,
        'Give it a schema in "properties", or take it out of "required".',
      );
    }
    const pairs = Object.entries(properties).map(
      ([key, value]): Pair => ({
        key,
        value: this.#shape(value, `${place}.properties.${key}`),
        required: required.includes(key),
      }),
    );
    this.#count += pairs.length;
    if (this.#count > mostParts) throw tooLarge(`${mostParts} keys and values`);
    const closed = additionalProperties === false;
    if (pairs.length > 0 || closed) return { kind: 'object', pairs, closed };
    return { kind: 'dictionary', value: this.#shape(additionalProperties, `${place}.additionalProperties`) };
  }

  #target(reference: string, place: string): unknown {
    if (reference === '#') return this.#whole;
    const found = /^#\/(\$defs|definitions)\/([^/]+)$/u.exec(reference);
    const definitions = found && typeof this.#whole === 'object' ? this.#whole[found[1] ?? ''] : undefined;
    const name = (found?.[2] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof definitions === 'object' && definitions !== null && Object.hasOwn(definitions, name)) {
      return Reflect.get(definitions, name);
    }
    throw schemaError(
      `"${reference.slice(0, 100)}" leads nowhere.`,
      `${place}.$ref`,
      'Refer to "#" or to "#/$defs/NAME".',
    );
  }
}

function parseNode(schema: object, place: string): SchemaNode {
  return parseWith(schemaNode, schema, {
    place,
    remedy: 'Leave it out: this server does not know it, or not with this value.',
  });
}

/** Types that the keywords speak of, where "type" is absent: values of these types are always right. */
function impliedTypes(node: SchemaNode): TypeName[] {
  return (['object', 'array', 'string'] as const).filter((type) =>
    typeKeywords[type].some((keyword) => node[keyword] !== undefined),
  );
}
