import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addEzafe, removeEzafe } from './ezafe.ts';
import { packModel, unpackModel } from './model-file.ts';
import { normalisePersian } from './persian-text.ts';
import { transliterate } from './transliterate.ts';

const toPersian = (text: string) => transliterate(text, { from: 'Cyrl', to: 'Arab' });
const toTajik = (text: string) => transliterate(text, { from: 'Arab', to: 'Cyrl' });

describe('transliterate to Persian script', () => {
  it.each([
    ['китоби ман', 'کتاب من'],
    ['Мардуми Тоҷикистон', 'مردم تاجیکستان'],
    ['ӯ меравад', 'او می‌رود'],
    ['хоҳиш мекунам', 'خواهش می‌کنم'],
    ['Ту кистӣ?', 'تو کیستی؟'],
    ['соли 1991', 'سال ۱۹۹۱'],
    ['синфи 9-ум', 'صنف ۹م'],
  ])('writes %s as %s', (tajik, persian) => {
    expect(toPersian(tajik)).toBe(persian);
  });
});

describe('transliterate to Tajik', () => {
  it.each([
    ['زبان فارسی', 'Забони форсӣ'],
    ['او به خانه می‌رود.', 'Ӯ ба хона меравад.'],
    ['کتاب را خواندم', 'Китобро хондам'],
    ['پدر و مادر من، کجا هستید؟', 'Падару модари ман, куҷо ҳастед?'],
  ])('writes %s as %s', (persian, tajik) => {
    expect(toTajik(persian)).toBe(tajik);
  });

  it('keeps what is not Persian script', () => {
    expect(toTajik('GPT 4 — www.example.org')).toBe('GPT 4 — www.example.org');
  });
});

describe('transliterate from typed Latin', () => {
  it.each([
    ['Man ba maktab meravam', 'Ман ба мактаб меравам'],
    ['zaboni tojiki', 'забони тоҷикӣ'],
    ['ruzi xub', 'рӯзи хуб'],
    ['Dushanbe shahri kalon ast', 'Душанбе шаҳри калон аст'],
  ])('reads %s as %s', (typed, tajik) => {
    expect(transliterate(typed, { from: 'Latn', to: 'Cyrl' })).toBe(tajik);
  });
});

describe('transliterate', () => {
  it('goes through Cyrillic between Persian script and Latin', () => {
    expect(transliterate('زبان فارسی', { from: 'Arab', to: 'Latn', latin: 'iso9' })).toBe('Zaboni forsī');
  });

  it('refuses two equal scripts', () => {
    expect(() => transliterate('а', { from: 'Cyrl', to: 'Cyrl' })).toThrow('Both scripts are Cyrl');
  });

  it('never fails, and keeps the number of lines', () => {
    const letters = [...'абвғқҷӣиуёьщы ابپتثجچحخ\u200C\u064Bیوهئ،؟.!\n-«»1۲'];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...letters), maxLength: 40 }), (text) => {
        for (const written of [toPersian(text), toTajik(text)])
          expect(written.split('\n')).toHaveLength(text.split('\n').length);
      }),
      { numRuns: 200 },
    );
  });
});

describe('ezafe', () => {
  it('is taken off as it was put on', () => {
    for (const word of ['китоб', 'тоҷикӣ', 'хона', 'дарё']) expect(removeEzafe(addEzafe(word))).toBe(word);
  });
});

describe('normalisePersian', () => {
  it('makes Arabic letters Persian and drops vowel marks', () => {
    expect(normalisePersian('كِتَابِي ، اصلاً')).toBe('کتابی ، اصلاً');
  });
});

describe('a model file', () => {
  const model = {
    direction: 'to-tajik',
    lexicon: new Map([['کتاب', [{ text: 'китоб', count: 8 }]]]),
    letters: { spellings: new Map([['ک', ['к', 'ки']]]), weights: Float32Array.of(0, 1, -2, 0.5) },
    chooser: { weights: Float32Array.of(0, 0.3, 0, -1), dense: Float32Array.of(1, 2, 3) },
    names: new Set(['душанбе']),
  } as const;

  it('holds what was packed, to the steps that it keeps', () => {
    const read = unpackModel(packModel(model, ['a source']), 'a.model');
    expect(read.lexicon).toEqual(model.lexicon);
    expect(read.names).toEqual(model.names);
    expect(read.letters.spellings).toEqual(model.letters.spellings);
    expect([...read.letters.weights].map((weight) => Math.round(weight * 10) / 10)).toEqual([0, 1, -2, 0.5]);
  });

  it('says when it is damaged', () => {
    const bytes = packModel(model, []);
    expect(() => unpackModel(bytes.subarray(0, bytes.length - 9), 'a.model')).toThrow(
      'not a whole transliteration model',
    );
  });
});
