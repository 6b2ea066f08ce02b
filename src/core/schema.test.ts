import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BadInputError, CorruptArtefactError } from './errors.ts';
import { parseJson, parseWith, readableJson } from './schema.ts';

const schema = z.strictObject({ filter: z.strictObject({ words: z.number() }) });

describe('parseWith', () => {
  it('names an unknown key and its place', () => {
    const parse = () => parseWith(schema, { filter: { words: 1, wrods: 2 } }, { file: 'demo.yaml' });
    expect(parse).toThrow(
      expect.objectContaining({ message: 'Unknown key "wrods".', file: 'demo.yaml', place: 'filter.wrods' }),
    );
    expect(parse).toThrow(BadInputError);
  });

  it('names a key that is missing', () => {
    expect(() => parseWith(schema, { filter: {} })).toThrow(
      expect.objectContaining({ message: 'The key "words" is missing.', place: 'filter.words' }),
    );
  });

  it('names the place of a value of the wrong type', () => {
    expect(() => parseWith(schema, { filter: { words: 'many' } })).toThrow(
      expect.objectContaining({ place: 'filter.words' }),
    );
  });

  it.each([
    [z.number(), 'x', 'A number is expected, not "x".'],
    [z.number(), Number.NaN, 'A number is expected, not something that is no number.'],
    [z.record(z.string(), z.string()), ['a'], 'An object ({key: value}) is expected, not a list.'],
    [z.number().max(0.5), 0.9, 'It must be at most 0.5.'],
    [z.number().gt(0), 0, 'It must be greater than 0.'],
    [z.string().min(1), '', 'It must not be empty.'],
    [z.array(z.string()).min(1), [], 'At least one entry is needed.'],
    [z.enum(['text', 'web']), 'pdf', '"pdf" is none of: text, web.'],
    [z.enum(['text', 'web']), undefined, 'One of these is expected: text, web.'],
    [z.iso.date(), 'tomorrow', 'A date such as 2026-12-01 is expected, not "tomorrow".'],
    [z.union([z.string(), z.number()]), true, 'A text or a number is expected, not true.'],
    [
      z.union([z.literal(false), z.strictObject({ words: z.number() })]),
      { words: 'x' },
      'words: A number is expected, not "x".',
    ],
    [
      z.discriminatedUnion('step', [z.object({ step: z.literal('a') }), z.object({ step: z.literal('b') })]),
      { step: 'c' },
      '"c" is none of: a, b.',
    ],
  ])('says in plain words what is wrong (%#)', (kind, value, message) => {
    expect(() => parseWith(kind, value)).toThrow(expect.objectContaining({ message }));
  });

  it('blames the writer when a program wrote the file', () => {
    expect(() => parseWith(schema, {}, { family: 'corrupt' })).toThrow(CorruptArtefactError);
    expect(() => parseJson('{"a":', { family: 'corrupt' })).toThrow(CorruptArtefactError);
  });
});

describe('parseJson', () => {
  it.each([
    ['{"a":', 'Not valid JSON: it ends in the middle.'],
    ['{"a" 1}', 'Not valid JSON: something else is expected at character 6.'],
    ['{\n"a": x}', 'Not valid JSON: unexpected "x".'],
    ['{"a": "b\nc"}', 'Not valid JSON: a text contains a line end or control character at character 9.'],
  ])('says in plain words what is wrong with %j', (text, message) => {
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ message }));
  });
});

describe('parseJson with a bound on its levels', () => {
  const levels = (count: number) => `${'['.repeat(count)}${']'.repeat(count)}`;

  it('takes what is not nested deeper', () => {
    expect(parseJson(levels(3), { deepestLevels: 3 })).toEqual([[[]]]);
    expect(parseJson('["[[[[\\"[[[[", {"a": []}]', { deepestLevels: 3 })).toEqual(['[[[["[[[[', { a: [] }]);
  });

  it('refuses what is, before anything recurses over it', () => {
    expect(() => parseJson(levels(4), { deepestLevels: 3 })).toThrow('3 levels');
    expect(() => parseJson('['.repeat(500_000), { deepestLevels: 100 })).toThrow('100 levels');
    expect(() =>
      parseJson(`${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`, { deepestLevels: 100 }),
    ).toThrow('100 levels');
  });
});

describe('readableJson', () => {
  it('gives what fits the schema, and undefined for what is damaged', () => {
    expect(readableJson(schema, '{"filter":{"words":1}}')).toEqual({ filter: { words: 1 } });
    expect(readableJson(schema, '{"filter":{"words":')).toBeUndefined();
    expect(readableJson(schema, '{"filter":{"wrods":1}}')).toBeUndefined();
    expect(readableJson(schema, '')).toBeUndefined();
  });
});
