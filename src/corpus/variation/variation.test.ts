import { describe, expect, it } from 'vitest';
import { countVariation } from './count-variation.ts';
import { variantForms, variationSources } from './forms.ts';
import { measureVariation, removalRatios, removesMore } from './removal-ratio.ts';

describe('the list of forms', () => {
  it('names a source for every form, and no form twice', () => {
    const forms = variantForms();
    expect(forms.length).toBeGreaterThan(800);
    expect(new Set(forms.map(({ form }) => form)).size).toBe(forms.length);
    expect(forms.filter(({ source }) => !(source in variationSources))).toEqual([]);
  });

  it('holds lower-case Cyrillic words only', () => {
    expect(variantForms().filter(({ form }) => !/^[а-яёғӣқӯҳҷ]+(-[а-яёғӣқӯҳҷ]+)*$/.test(form))).toEqual([]);
  });
});

describe('countVariation', () => {
  it('counts forms by variety, whole words in any case', () => {
    const { words, forms } = countVariation('Ман катӣ рафт. МЕКУНУМ, шумоён мекунетон; намеша!');
    expect(words).toBe(7);
    expect(forms).toMatchObject({ northern: 3, southern: 1, spoken: 1, diaspora: 0 });
  });

  it('counts words that begin like a foreign spelling', () => {
    expect(countVariation('порлумонии Омрико ва парлумони Амрико').forms.diaspora).toBe(2);
  });

  it('finds nothing in standard prose', () => {
    const text = 'Ҳамаи одамон озод ва аз лиҳози шарафу ҳуқуқ бо ҳам баробар ба дунё меоянд.';
    expect(countVariation(text)).toMatchObject({ words: 14 });
    expect(Object.values(countVariation(text).forms).every((count) => count === 0)).toBe(true);
  });
});

describe('removalRatios', () => {
  const sum = (texts: readonly string[]) => {
    const all: Record<string, number> = {};
    for (const text of texts) {
      for (const [name, amount] of Object.entries(measureVariation(text)))
        all[name] = (all[name] ?? 0) + amount;
    }
    return all;
  };
  const standard = 'китоб хондан барои одамон хуб аст ва фоида дорад';
  const spoken = 'ман намеша мегам ва шумоён мекунетон';

  it('says that a step which drops only spoken texts removes more of them', () => {
    const kept = [...Array(40).fill(standard), ...Array(10).fill(spoken)];
    const dropped = [...Array(30).fill(spoken), ...Array(5).fill(standard)];
    const variant = removalRatios(sum([...kept, ...dropped]), sum(kept)).find(
      ({ variety }) => variety === 'variant',
    );
    expect(variant).toMatchObject({ before: 160, removed: 120, share: 0.75 });
    expect(variant && removesMore(variant)).toBe(true);
  });

  it('does not say so when every kind is dropped alike', () => {
    const kept = [...Array(40).fill(standard), ...Array(40).fill(spoken)];
    const dropped = [...Array(10).fill(standard), ...Array(10).fill(spoken)];
    const [ratio] = removalRatios(sum([...kept, ...dropped]), sum(kept));
    expect(ratio?.ratio).toBeCloseTo(1);
    expect(ratio && removesMore(ratio)).toBe(false);
  });

  it('gives intervals that hold the truth in about 95 of 100 random cuts', () => {
    let state = 7;
    const random = () => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      return state / 0x7fffffff;
    };
    let inside = 0;
    for (let trial = 0; trial < 80; trial += 1) {
      // One long spoken document in ten: words are clustered, and dropping is by chance.
      const texts = Array.from({ length: 300 }, () => {
        const times = 1 + Math.floor(random() * 8);
        return `${standard} `.repeat(times) + (random() < 0.3 ? `${spoken} `.repeat(times) : '');
      });
      const kept = texts.filter(() => random() > 0.3);
      const found = removalRatios(sum(texts), sum(kept)).find(({ variety }) => variety === 'variant');
      if (found?.low !== undefined && found.high !== undefined && found.low < 1 && found.high > 1)
        inside += 1;
    }
    expect(inside / 80).toBeGreaterThan(0.9);
  });
});
