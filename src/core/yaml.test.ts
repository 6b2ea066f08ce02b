import { describe, expect, it } from 'vitest';
import { BadInputError } from './errors.ts';
import { parseYaml } from './yaml.ts';

describe('parseYaml', () => {
  it('reads values of options and files', () => {
    expect(parseYaml('{BBC: news, "a b": [1, x]}')).toEqual({ BBC: 'news', 'a b': [1, 'x'] });
    expect(parseYaml('a: &x {b: 1}\nc: {<<: *x}', {}, { merge: true })).toEqual({ a: { b: 1 }, c: { b: 1 } });
  });

  it.each([
    ['{BBC: news', 'a bracket is opened and not closed with "}"'],
    ['[a, b', 'a bracket is opened and not closed with "]"'],
    ['{a: "b}', 'a quotation mark is opened and not closed'],
    ['a: b: c', 'unexpected colon; put the value into quotation marks'],
    ['a:\n\t- b', 'the indentation is a tab; use spaces'],
    ['a: 1\na: 2', 'a key is given twice'],
    ['*x', 'a name is used (*name) that nothing defines (&name)'],
    ['@x', 'a value cannot begin with this sign; put it into quotation marks'],
  ])('says in plain words what is wrong with %j', (text, words) => {
    const parse = () => parseYaml(text, { file: '--registers' });
    expect(parse).toThrow(BadInputError);
    expect(parse).toThrow(
      expect.objectContaining({ message: `Not valid YAML: ${words}.`, file: '--registers' }),
    );
  });
});
