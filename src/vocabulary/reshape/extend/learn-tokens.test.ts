import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tinyTokens, tinyVocabulary } from '../../testing/tiny-vocabulary.ts';
import { createTokenizer } from '../../tokenizer/tokenizer.ts';
import { spaceMark } from '../../tokenizer/tokenizer-file.ts';
import { tokenizerFileFromTokens } from '../tokenizer-writer.ts';
import { unreachableTokens } from '../unreachable.ts';
import { type LearnedToken, learnTokens } from './learn-tokens.ts';

const tokens = tinyVocabulary(tinyTokens);
const texts = tokens.map(({ text }) => text);
const plain = (word: string) => word.replaceAll(spaceMark, ' ');

type Words = readonly (readonly [string, number])[];

function learn(words: Words, count: number, minimumCount = 2): LearnedToken[] {
  const tokenizer = createTokenizer(tokenizerFileFromTokens(tokens));
  const encode = (word: string) => tokenizer.encode(plain(word));
  return learnTokens({ texts, encode, words, tokens: count, minimumCount });
}

/** The same by the definition: encode everything again after each token, count all pairs, take the best. */
function learnByDefinition(words: Words, count: number, minimumCount = 2): Set<string>[] {
  const grown = [...tokens];
  const allowed: Set<string>[] = [];
  for (let step = 0; step < count; step += 1) {
    const tokenizer = createTokenizer(tokenizerFileFromTokens(grown));
    const pairs = new Map<string, number>();
    for (const [word, its] of words) {
      const ids = tokenizer.encode(plain(word));
      for (let place = 0; place + 1 < ids.length; place += 1) {
        const [left, right] = [grown[ids[place] ?? 0], grown[ids[place + 1] ?? 0]];
        if (left?.kind !== 'normal' || right?.kind !== 'normal') continue;
        const key = `${left.text} ${right.text}`;
        pairs.set(key, (pairs.get(key) ?? 0) + its);
      }
    }
    const best = Math.max(0, ...pairs.values());
    if (best < minimumCount) break;
    const ties = [...pairs].filter(([, its]) => its === best).map(([key]) => key.replace(' ', ''));
    allowed.push(new Set(ties));
    const learned = learn(words, step + 1, minimumCount)[step];
    expect(ties).toContain(learned?.text);
    grown.push({ text: learned?.text ?? '', kind: 'normal' });
  }
  return allowed;
}

const word = fc
  .tuple(
    fc.constantFrom('', spaceMark),
    fc.string({ unit: fc.constantFrom(...'наҷҳоЖ'), minLength: 1, maxLength: 9 }),
  )
  .map(([space, letters]) => space + letters);
const words = fc
  .uniqueArray(fc.tuple(word, fc.integer({ min: 1, max: 30 })), { selector: ([text]) => text, maxLength: 14 })
  .map((list): Words => list);

describe('learnTokens', () => {
  it('makes the most frequent pair of a word a token, the first of equals, then goes on with it', () => {
    const found = learn(
      [
        [`${spaceMark}кабк`, 5],
        ['кабк', 4],
        ['бк', 3],
      ],
      4,
    );
    expect(found).toEqual([
      { text: 'бк', count: 12 },
      { text: 'ка', count: 9 },
      { text: 'кабк', count: 9 },
      { text: `${spaceMark}кабк`, count: 5 },
    ]);
  });

  it('learns what counting everything again after each token would learn', () => {
    fc.assert(
      fc.property(words, (list) => {
        expect(learn(list, 8)).toHaveLength(learnByDefinition(list, 8).length);
      }),
      { numRuns: 8 },
    );
  });

  it('gives tokens that are reached from their own text, and takes nothing from the old ones', () => {
    fc.assert(
      fc.property(words, (list) => {
        const found = learn(list, 12);
        const grown = [...tokens, ...found.map(({ text }) => ({ text, kind: 'normal' as const }))];
        const tokenizer = createTokenizer(tokenizerFileFromTokens(grown));
        expect(unreachableTokens(tokenizer, grown)).toEqual(
          unreachableTokens(createTokenizer(tokenizerFileFromTokens(tokens)), tokens),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('never joins bytes, which stand for letters without a token', () => {
    expect(learn([['ЖЖЖЖ', 50]], 3)).toEqual([]);
  });

  it('stops where no pair is frequent enough', () => {
    expect(learn([['кабк', 4]], 10, 5)).toEqual([]);
  });
});
