import { describe, expect, it } from 'vitest';
import { BadInputError } from '../../core/errors.ts';
import type { JsonSchema } from '../types.ts';
import { answerGrammar } from './json-grammar.ts';

const grammar = (schema: JsonSchema) => answerGrammar({ type: 'json-schema', schema }).split('\n');

describe('answerGrammar', () => {
  it('lets any JSON object through without a schema', () => {
    expect(answerGrammar({ type: 'json' })).toMatch(/^root ::= object\n/u);
  });

  it('takes properties in their order, with commas only between those that are there', () => {
    const lines = grammar({
      type: 'object',
      properties: { a: { type: 'integer' }, b: { type: 'string' }, c: { const: 'ҷ' } },
      required: ['b'],
    });
    expect(lines[0]).toMatch(/^root ::= rule-\d+$/u);
    const object = lines.find((line) => line.includes('"{" space (')) ?? '';
    // Either a first and then the rest, or b first: c cannot come first, because b must be there.
    expect(object).toContain('"\\"a\\"" space ":" space integer');
    expect(object).toContain('| "\\"b\\"" space ":" space string');
    expect(
      lines.some((line) => line.includes('("," space "\\"c\\"" space ":" space "\\"ҷ\\"" space)?')),
    ).toBe(true);
    expect(lines.some((line) => /::= "," space "\\"b\\""/u.test(line))).toBe(true);
  });

  it('counts items and characters', () => {
    const lines = grammar({
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: 3 },
      minItems: 2,
      maxItems: 4,
    });
    expect(lines).toContain('rule-0 ::= "\\"" character{1,3} "\\"" space');
    expect(lines).toContain('rule-1 ::= "[" space rule-0 ("," space rule-0){1,3} "]" space');
  });

  it('follows references, also of a schema to itself', () => {
    const lines = grammar({
      type: 'object',
      properties: { children: { type: 'array', items: { $ref: '#' } }, kind: { $ref: '#/$defs/kind' } },
      $defs: { kind: { enum: ['a', 1, null] } },
    });
    expect(lines.some((line) => line.startsWith('reference-0 ::= rule-'))).toBe(true);
    expect(lines).toContain('reference-1 ::= ("\\"a\\"" | "1" | "null") space');
  });

  it.each([
    [{ type: 'string', pattern: '^a' }, 'pattern'],
    [{ type: 'integer', minimum: 1 }, 'minimum'],
    [{ type: 'object', properties: { a: { not: {} } } }, 'not'],
  ])('refuses by name what it would have to ignore: %j', (schema, keyword) => {
    expect(() => grammar(schema)).toThrow(expect.objectContaining({ place: keyword }));
    expect(() => grammar(schema)).toThrow(BadInputError);
  });

  it('refuses references that lead nowhere and schemas without an end', () => {
    expect(() => grammar({ $ref: '#/$defs/none' })).toThrow(BadInputError);
    const many = Object.fromEntries(
      Array.from({ length: 600 }, (_, index) => [`p${index}`, { type: 'array' }]),
    );
    expect(() => grammar({ type: 'object', properties: many })).toThrow(BadInputError);
  });
});
