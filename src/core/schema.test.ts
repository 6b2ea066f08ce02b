import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BadInputError, CorruptArtefactError } from './errors.ts';
import { parseJson, parseWith } from './schema.ts';

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

  it('blames the writer when a program wrote the file', () => {
    expect(() => parseWith(schema, {}, { family: 'corrupt' })).toThrow(CorruptArtefactError);
    expect(() => parseJson('{"a":', { family: 'corrupt' })).toThrow(CorruptArtefactError);
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
