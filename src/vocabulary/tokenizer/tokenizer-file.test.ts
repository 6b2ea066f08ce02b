import { describe, expect, it } from 'vitest';
import { BadInputError } from '../../core/errors.ts';
import { listMerges } from '../reshape/merges.ts';
import { formatTokenizerFile, tokenizerFileFromTokens } from '../reshape/tokenizer-writer.ts';
import { tinyTokens, tinyVocabulary } from '../testing/tiny-vocabulary.ts';
import { createTokenizer } from './tokenizer.ts';
import { parseTokenizerFile } from './tokenizer-file.ts';
import { vocabularyTokens } from './vocabulary-token.ts';

type Changeable = Record<string, unknown> & { model: Record<string, unknown> };

const tokens = tinyVocabulary(tinyTokens);
const text = formatTokenizerFile(tokenizerFileFromTokens(tokens));
const changed = (change: (file: Changeable) => void) => {
  const value = JSON.parse(text) as Changeable;
  change(value);
  return value;
};

/** Message and place of the error that reading a file gives. */
function errorOf(value: unknown): string {
  try {
    createTokenizer(parseTokenizerFile(value, 'x.json'), 'x.json');
  } catch (error) {
    if (error instanceof BadInputError) return `${error.file} ${error.place}: ${error.message}`;
    throw error;
  }
  return 'no error';
}

describe('tokenizer.json', () => {
  it('survives writing and reading', () => {
    const file = parseTokenizerFile(JSON.parse(text));
    expect(vocabularyTokens(file)).toEqual(tokens);
    expect(formatTokenizerFile(file)).toBe(text);
  });

  it('holds a token called __proto__', () => {
    const file = tokenizerFileFromTokens(tinyVocabulary(['__proto__', 'constructor']));
    const read = parseTokenizerFile(JSON.parse(formatTokenizerFile(file)));
    expect(read.model.vocab.get('__proto__')).toBe(file.model.vocab.get('__proto__'));
  });

  it('takes merges in the older form too', () => {
    const value = changed(({ model }) => {
      model.merges = (model.merges as string[][]).map((merge) => merge.join(' '));
    });
    expect([...createTokenizer(parseTokenizerFile(value)).encode('нано')]).toEqual([
      ...createTokenizer(parseTokenizerFile(JSON.parse(text))).encode('нано'),
    ]);
  });

  it('reads the user-defined tokens of a GGUF file, which hold spaces', () => {
    const spaced = tokens.map(({ text, kind }) => ({
      text: kind === 'user-defined' ? text.replaceAll('▁', ' ') : text,
      kind,
    }));
    expect(formatTokenizerFile(tokenizerFileFromTokens(spaced))).toBe(text);
  });

  it('marks as special what Gemma marks', () => {
    const { added_tokens } = tokenizerFileFromTokens(tokens);
    const special = added_tokens.filter((added) => added.special).map(({ content }) => content);
    expect(special).toEqual(['<pad>', '<eos>', '<bos>', '<unk>', '<end_of_turn>']);
  });

  it.each([
    [
      'an unknown key',
      (file: Changeable) => Object.assign(file, { extra: 1 }),
      'extra: Unknown key "extra".',
    ],
    ['another model', ({ model }: Changeable) => Object.assign(model, { type: 'Unigram' }), 'model.type'],
    [
      'a missing byte',
      ({ model }: Changeable) => delete (model.vocab as object)['<0x0A>' as never],
      '<0x0A>',
    ],
    [
      'an id that is no number',
      ({ model }: Changeable) => Object.assign(model.vocab as object, { на: 'x' }),
      'на',
    ],
    [
      'a merge of unknown tokens',
      ({ model }: Changeable) => (model.merges as unknown[]).push(['q', 'q']),
      '"q"',
    ],
    [
      'a merge of three',
      ({ model }: Changeable) => (model.merges as unknown[]).push(['а', 'б', 'в']),
      'two token texts',
    ],
    [
      'a vocabulary that is a list',
      ({ model }: Changeable) => Object.assign(model, { vocab: [] }),
      'model.vocab',
    ],
  ])('refuses %s by name', (_, change, expected) => {
    const error = errorOf(changed(change));
    expect(error).toContain(expected);
    expect(error).toContain('x.json');
  });

  it('refuses a vocabulary that repeats a token or lacks <bos>', () => {
    expect(() => tokenizerFileFromTokens([...tokens, { text: 'на', kind: 'normal' }])).toThrow('also token');
    expect(() => tokenizerFileFromTokens(tokens.filter((token) => token.text !== '<bos>'))).toThrow('<bos>');
  });
});

describe('the merges of a vocabulary', () => {
  it('are all two-way splits, whitespace first, then by id and longest left half', () => {
    const merges = listMerges([
      { text: '\n', kind: 'user-defined' },
      { text: '▁▁▁', kind: 'user-defined' },
      { text: '▁▁', kind: 'user-defined' },
      { text: 'abc', kind: 'normal' },
      { text: 'ab', kind: 'normal' },
      ...['bc', 'a', 'b', 'c', '▁'].map((text) => ({ text, kind: 'normal' as const })),
    ]);
    expect(merges).toEqual([
      ['▁▁', '▁'],
      ['▁', '▁▁'],
      ['▁', '▁'],
      ['ab', 'c'],
      ['a', 'bc'],
      ['a', 'b'],
      ['b', 'c'],
    ]);
  });

  it('never make a control, byte or tag token', () => {
    const merges = listMerges([
      { text: '<td>', kind: 'user-defined' },
      { text: '<x>', kind: 'control' },
      ...['<', 'td>', 'x>'].map((text) => ({ text, kind: 'normal' as const })),
    ]);
    expect(merges).toEqual([]);
  });
});
