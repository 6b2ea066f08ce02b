import { describe, expect, it } from 'vitest';
import { BadInputError } from '../../core/errors.ts';
import type { JsonSchema } from '../types.ts';
import { answerGrammar } from './json-grammar.ts';

const grammar = (schema: JsonSchema) => answerGrammar({ type: 'json-schema', schema }).split('\n');
const rule = (schema: JsonSchema, name = 'shape-0') =>
  grammar(schema)
    .find((line) => line.startsWith(`${name} ::= `))
    ?.slice(`${name} ::= `.length);

const place = 'response_format.json_schema.schema';
/** Where a schema is refused; undefined when it is not. */
function refusedAt(schema: JsonSchema): string | undefined {
  try {
    grammar(schema);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(BadInputError);
    return (error as BadInputError).place?.replace(`${place}.`, '');
  }
}

describe('answerGrammar', () => {
  it('lets any JSON object through without a schema', () => {
    expect(answerGrammar({ type: 'json' })).toMatch(/^root ::= object\n/u);
  });

  it('takes properties in their order, with commas only between those that are there', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'integer' }, b: { type: 'string' }, c: { const: 'ҷ' } },
      required: ['b'],
    };
    // Either a first and then the rest, or b first: c cannot come first, because b must be there.
    expect(rule(schema)).toBe(
      '"{" space (shape-0-0-pair-0 shape-0-0-after-1 | shape-0-0-pair-1 shape-0-0-after-2) "}"',
    );
    expect(rule(schema, 'shape-0-0-after-1')).toBe('"," space shape-0-0-pair-1 shape-0-0-after-2');
    expect(rule(schema, 'shape-0-0-after-2')).toBe('("," space shape-0-0-pair-2)?');
    expect(rule(schema, 'shape-3')).toBe(String.raw`"\"ҷ\""`);
  });

  it('counts items and characters', () => {
    const schema = {
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: 3 },
      minItems: 2,
      maxItems: 4,
    };
    expect(rule(schema, 'shape-0-0-items')).toBe('shape-0-0-item shape-0-0-next{1,3}');
    expect(rule(schema, 'shape-1')).toBe(String.raw`"\"" character{1,3} "\""`);
  });

  it('follows references, also of a schema to itself', () => {
    const schema = {
      type: 'object',
      properties: { children: { type: 'array', items: { $ref: '#' } }, kind: { $ref: '#/$defs/kind' } },
      $defs: { kind: { enum: ['a', 1, null] } },
    };
    expect(rule(schema, 'shape-1-0-item')).toBe('shape-0 space');
    expect(rule(schema, 'shape-2')).toBe(String.raw`("\"a\"" | "1" | "null")`);
  });

  it('keeps every value of a long list, beginnings written once', () => {
    const values = Array.from({ length: 700 }, (_, index) => `калима-${index}`);
    const text = rule({ enum: values }) ?? '';
    expect(text.match(/калима/gu)).toHaveLength(1);
    expect(rule({ enum: [1, 12] })).toBe('("1" ("" | "2"))');
  });

  it('holds objects with any keys to the schema of their values', () => {
    expect(rule({ type: 'object', additionalProperties: { type: 'integer' } }, 'shape-0-0-member')).toBe(
      'string space ":" space shape-1 space',
    );
  });

  it('writes an alternative once, however many ways lead to it', () => {
    const definitions = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        `d${index}`,
        index === 29
          ? { type: 'integer' }
          : { anyOf: [{ $ref: `#/$defs/d${index + 1}` }, { $ref: `#/$defs/d${index + 1}` }] },
      ]),
    );
    expect(rule({ $ref: '#/$defs/d0', $defs: definitions })).toBe('integer');
  });
});

describe('a schema that cannot be held', () => {
  it.each([
    // Other keywords.
    [{ type: 'string', pattern: '^a' }, 'pattern'],
    [{ type: 'integer', minimum: 1 }, 'minimum'],
    [{ type: 'object', properties: { a: { not: {} } } }, 'properties.a.not'],
    [{ type: 'string', maxLength: 1001 }, 'maxLength'],
    [{ type: 'text' }, 'type'],
    // Limits that contradict each other.
    [{ type: 'string', minLength: 5, maxLength: 3 }, 'minLength'],
    [{ minLength: 5, maxLength: 3 }, 'minLength'],
    [{ type: 'array', items: { type: 'integer' }, minItems: 3, maxItems: 1 }, 'minItems'],
    [{ enum: ['a'], type: 'integer' }, 'enum'],
    [{ const: 'abc', maxLength: 2 }, 'const'],
    [{ enum: ['a'], const: 'b' }, 'enum'],
    [{ type: 'string', anyOf: [{ type: 'integer' }] }, 'type'],
    // What would be passed over.
    [{ type: 'object', properties: {}, required: ['z'] }, 'required'],
    [{ required: ['z'] }, 'required'],
    [{ type: 'object', properties: { a: {} }, required: ['a', 'toString'] }, 'required'],
    [{ anyOf: [{ type: 'integer' }], properties: { a: {} } }, 'properties'],
    [{ $ref: '#/$defs/a', minLength: 3, $defs: { a: { type: 'string' } } }, 'minLength'],
    [{ oneOf: [{ type: 'integer' }, { type: 'number' }] }, 'oneOf'],
    [{ oneOf: [{ type: 'array' }, { type: 'array', minItems: 1 }] }, 'oneOf'],
    [{ items: [{ type: 'integer' }] }, 'items'],
    [{ properties: { a: false } }, 'properties.a'],
    // Without an end, or without a beginning.
    [{ $ref: '#' }, place],
    [{ anyOf: [{ type: 'string' }, { $ref: '#' }] }, place],
    [{ $ref: '#/$defs/none' }, '$ref'],
    [{ properties: { a: {}, b: { $ref: '#/properties/a' } } }, 'properties.b.$ref'],
    [{ type: 'array', minItems: 1, items: { $ref: '#' } }, place],
    [{ type: 'object', properties: { a: { $ref: '#' } }, required: ['a'] }, place],
    // Readings that double with each level.
    [
      {
        anyOf: [
          { type: 'array', items: { $ref: '#' }, maxItems: 3 },
          { type: 'array', items: { $ref: '#' } },
        ],
      },
      place,
    ],
  ] as [JsonSchema, string][])('is refused by the name of its place: %j', (schema, expected) => {
    expect(refusedAt(schema)).toBe(expected);
  });

  it.each(['properties', '$defs', 'const', 'required'])(
    'is refused for a key called __proto__ in %s',
    (keyword) => {
      const schema = JSON.parse(
        keyword === 'required'
          ? '{"type":"object","properties":{"a":{}},"required":["__proto__"]}'
          : `{"type":"object","${keyword}":{"__proto__":{"type":"string"}}}`,
      );
      expect(() => grammar(schema)).toThrow(BadInputError);
      expect(() => grammar({ enum: [JSON.parse('{"__proto__":1}')] })).toThrow(BadInputError);
    },
  );

  it('is refused when its grammar would be large', () => {
    const many = (count: number, schema: JsonSchema) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, schema]));
    const object = (count: number, schema: () => JsonSchema) => ({
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, schema()])),
    });
    expect(() => grammar(object(1100, () => ({ type: 'array' })))).toThrow(BadInputError);
    expect(() => grammar(object(20, () => ({ type: 'string', maxLength: 1000 })))).toThrow(BadInputError);
    expect(() => grammar({ enum: Array.from({ length: 3001 }, (_, index) => index) })).toThrow(BadInputError);
    expect(() => grammar({ type: 'object', properties: many(3001, true) })).toThrow(BadInputError);
    expect(() => grammar({ enum: ['а'.repeat(400_000)] })).toThrow(BadInputError);
  });

  it('is refused when references or alternatives stand too deep in each other', () => {
    const definitions = Object.fromEntries(
      Array.from({ length: 50_000 }, (_, index) => [`d${index}`, { $ref: `#/$defs/d${index + 1}` }]),
    );
    expect(() => grammar({ $ref: '#/$defs/d0', $defs: definitions })).toThrow(BadInputError);
  });
});

describe('alternatives that can be told apart', () => {
  const kind = (name: string, rest: object = {}, required: string[] = []) => ({
    type: 'object',
    properties: { kind: { const: name }, ...rest },
    required: ['kind', ...required],
  });

  it('may hold themselves', () => {
    const schema = {
      anyOf: [
        kind('sum', { left: { $ref: '#' }, right: { $ref: '#' } }),
        kind('number', { value: { type: 'number' } }),
      ],
    };
    expect(refusedAt(schema)).toBeUndefined();
  });

  it('may be exclusive', () => {
    expect(refusedAt({ oneOf: [kind('a'), kind('b')] })).toBeUndefined();
    expect(refusedAt({ oneOf: [{ type: 'string' }, { type: 'null' }, { type: 'integer' }] })).toBeUndefined();
    expect(refusedAt({ oneOf: [kind('a', { x: {} }, ['x']), kind('a', { y: {} }, ['y'])] })).toBeUndefined();
    expect(refusedAt({ oneOf: [kind('a', { x: {} }), kind('a', { y: {} }, ['y'])] })).toBe('oneOf');
  });
});
