import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tinyTokens, tinyVocabulary } from '../../testing/tiny-vocabulary.ts';
import { createTokenizer } from '../../tokenizer/tokenizer.ts';
import { tokenizerFileFromTokens } from '../tokenizer-writer.ts';
import { unreachableTokens } from '../unreachable.ts';
import { chooseTokens, type TokenUses } from './choose-tokens.ts';
import { trimSettings } from './trim-settings.ts';

const tokens = tinyVocabulary([...tinyTokens, 'ab', 'abc', '▁abc', 'нҳ', 'ҳҷ']);
const file = tokenizerFileFromTokens(tokens);
const none: TokenUses = {
  all: new Float64Array(tokens.length),
  protectedTexts: new Float64Array(tokens.length),
};
const idOf = (text: string) => file.model.vocab.get(text) ?? -1;

function used(...texts: readonly string[]): Float64Array {
  const uses = new Float64Array(tokens.length);
  for (const text of texts) uses[idOf(text)] = 1;
  return uses;
}

function trim(scripts: object, uses: TokenUses = none, further: object = {}) {
  const kept = chooseTokens(file, tokens, trimSettings.parse({ scripts, ...further }), uses);
  const keptTokens = kept.ids.map((id) => tokens[id]).filter((token) => token !== undefined);
  return { ...kept, keptTokens, texts: keptTokens.map(({ text }) => text) };
}

describe('chooseTokens', () => {
  it('keeps control and byte tokens, runs and tags whatever the scripts', () => {
    const { texts } = trim({});
    expect(texts.slice(0, 4)).toEqual(['<pad>', '<eos>', '<bos>', '<unk>']);
    expect(texts).toEqual(tokens.filter(({ kind }) => kind !== 'normal').map(({ text }) => text));
  });

  it('keeps a script whole and drops the others', () => {
    const { texts, scripts } = trim({ Cyrillic: 'all', symbols: 'all' });
    expect(texts).toContain('▁ҷаҳон');
    expect(texts).not.toContain('ab');
    expect(texts).not.toContain('a');
    expect(scripts.other).toMatchObject({ kept: 0 });
  });

  it('keeps with a token everything on the way to it', () => {
    const { texts } = trim({ Cyrillic: { used: 1 } }, { ...none, all: used('▁ҷаҳон') });
    expect(texts).toEqual(expect.arrayContaining(['▁ҷаҳон', '▁ҷаҳ', 'ҷаҳ', 'ҷа', 'он', '▁']));
    expect(texts).not.toContain('нано');
  });

  it('keeps what protected texts use, of any script', () => {
    const { texts } = trim({ Cyrillic: 'all' }, { ...none, protectedTexts: used('abc') });
    expect(texts).toEqual(expect.arrayContaining(['ab', 'abc']));
    expect(texts).not.toContain('▁abc');
  });

  it('leaves out what no text gives', () => {
    // Nothing makes a half of it.
    const more = [...tokens, { text: 'хъщ', kind: 'normal' as const }];
    const kept = chooseTokens(
      tokenizerFileFromTokens(more),
      more,
      trimSettings.parse({ scripts: { Cyrillic: 'all' } }),
      none,
    );
    expect(kept.ids).not.toContain(more.length - 1);
  });

  it('keeps as many reserved tokens as it is told', () => {
    expect(trim({}, none, { reserved: 0 }).texts).not.toContain('<unused0>');
    expect(trim({}, none, { reserved: 1 }).texts).toContain('<unused0>');
  });

  it('refuses a script that Unicode does not know', () => {
    expect(() => trim({ Tajik: 'all' })).toThrow("A script's name in Unicode");
  });

  it('orphans no token, whichever are asked for', () => {
    const normal = [...tokens.entries()].filter(([, { kind }]) => kind === 'normal').map(([id]) => id);
    const tokenizer = createTokenizer(file);
    const lost = new Set(unreachableTokens(tokenizer, tokens));
    fc.assert(
      fc.property(fc.subarray(normal), (wanted) => {
        const uses = new Float64Array(tokens.length);
        for (const id of wanted) uses[id] = 1;
        const { keptTokens, ids } = trim({}, { ...none, protectedTexts: uses });
        const trimmed = tokenizerFileFromTokens(keptTokens);
        expect(unreachableTokens(createTokenizer(trimmed), keptTokens)).toEqual([]);
        for (const id of wanted) if (!lost.has(id)) expect(ids).toContain(id);
      }),
      { numRuns: 40 },
    );
  });
});
